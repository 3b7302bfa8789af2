package org.jl2tpd.management.snmp.l2tp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jl2tpd.management.snmp.SnmpClient;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A MIB module as smidump reads its text. */
final class MibText {
    /** Our own words for the textual convention of RFC 3595. */
    private static final String FLOW_LABEL = """
            IPV6-FLOW-LABEL-MIB DEFINITIONS ::= BEGIN
            IMPORTS Integer32 FROM SNMPv2-SMI TEXTUAL-CONVENTION FROM SNMPv2-TC;
            IPv6FlowLabelOrAny ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS current
                DESCRIPTION "A flow label, or -1 for any."
                SYNTAX Integer32 (-1 | 0..1048575)
            END
            """;

    private static final Map<String, Syntax> TYPES = Map.ofEntries(
            Map.entry("Counter32", Syntax.COUNTER32),
            Map.entry("Counter64", Syntax.COUNTER64),
            Map.entry("Gauge32", Syntax.GAUGE32),
            Map.entry("Unsigned32", Syntax.GAUGE32),
            Map.entry("TimeTicks", Syntax.TIME_TICKS),
            Map.entry("TimeStamp", Syntax.TIME_TICKS),
            Map.entry("OctetString", Syntax.OCTETS),
            Map.entry("SnmpAdminString", Syntax.OCTETS),
            Map.entry("DisplayString", Syntax.OCTETS),
            Map.entry("PhysAddress", Syntax.OCTETS),
            Map.entry("InetAddress", Syntax.OCTETS));

    /**
     * An object.
     *
     * @param writable whether its MAX-ACCESS is read-write or read-create
     * @param accessible not so for an index
     * @param ranges pairs of least and greatest value, or named numbers alone; empty for any
     */
    record Object(String name, String oid, Syntax syntax, boolean writable, boolean accessible, List<long[]> ranges) {
        boolean takes(long value) {
            return ranges.isEmpty() || ranges.stream().anyMatch(r -> value >= r[0] && value <= r[1]);
        }
    }

    final Map<String, Object> objects = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    /** Where tools find those modules; skips the test where one is not there. {@code directory} gets what we have to add. */
    static String path(Path directory, String... modules) throws IOException {
        String path = SnmpClient.mibPath();
        for (String module : modules) {
            boolean isThere =
                    Arrays.stream(path.split(":")).anyMatch(folder -> Files.exists(Path.of(folder, module + ".txt")));
            assumeTrue(isThere, "no text of " + module + " in " + path);
        }
        Path folder = Files.createDirectories(directory.resolve("mibs"));
        Files.writeString(folder.resolve("IPV6-FLOW-LABEL-MIB.txt"), FLOW_LABEL);
        return folder + ":" + path;
    }

    /** Skips the test where smidump or the text is not there. */
    static MibText read(Path directory, String module) throws Exception {
        SnmpClient.needs("smidump");
        String xml = run(List.of("smidump", "-q", "-f", "xml", module), path(directory, module));
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return new MibText(
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }

    private MibText(Document document) {
        for (String tag : List.of("scalar", "column")) {
            elements(document.getElementsByTagName(tag)).forEach(element -> {
                Object object = object(element);
                objects.put(object.name(), object);
            });
        }
        elements(document.getElementsByTagName("group"))
                .forEach(group -> groups.put(
                        group.getAttribute("name"),
                        elements(group.getElementsByTagName("member")).stream()
                                .map(member -> member.getAttribute("name"))
                                .toList()));
    }

    /** The objects of groups, each once, in their order. */
    List<String> members(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> groups.get(name).stream())
                .distinct()
                .toList();
    }

    private static Object object(Element element) {
        String access =
                element.getElementsByTagName("access").item(0).getTextContent().trim();
        Element syntax = (Element) element.getElementsByTagName("syntax").item(0);
        var ranges = new ArrayList<long[]>();
        for (Element range : elements(syntax.getElementsByTagName("range"))) {
            ranges.add(
                    new long[] {Long.parseLong(range.getAttribute("min")), Long.parseLong(range.getAttribute("max"))});
        }
        for (Element named : elements(syntax.getElementsByTagName("namednumber"))) {
            long number = Long.parseLong(named.getAttribute("number"));
            ranges.add(new long[] {number, number});
        }
        return new Object(
                element.getAttribute("name"),
                element.getAttribute("oid"),
                type(syntax),
                access.equals("readwrite"),
                !access.equals("noaccess"),
                ranges);
    }

    private static Syntax type(Element syntax) {
        NodeList own = syntax.getElementsByTagName("typedef");
        String name = own.getLength() > 0
                ? ((Element) own.item(0)).getAttribute("basetype")
                : ((Element) syntax.getElementsByTagName("type").item(0)).getAttribute("name");
        return TYPES.getOrDefault(name, Syntax.INTEGER);
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** What a tool says on both of its outputs, with MIBs to be found in that path alone. */
    static String run(List<String> command, String path) throws Exception {
        Path out = Files.createTempFile("mib", ".out");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().put("SMIPATH", path);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command.get(0) + " did not end");
            }
            String said = Files.readString(out);
            int begin = said.indexOf("<?xml");
            return begin < 0 ? said : said.substring(begin);
        } finally {
            Files.delete(out);
        }
    }
}
