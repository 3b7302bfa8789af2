package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jl2tpd.management.snmp.jl2tpd.Jl2tpdMib;
import org.jl2tpd.management.snmp.jl2tpd.Jl2tpdObjects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** SNMP and JMX show the same: every object of JL2TPD-MIB is held against its attribute in {@code snmp-names.txt}, with one reading of a daemon. */
@Timeout(60)
class SnmpParityTest {
    private static final String ROOT = "1.3.6.1.4.1.8072.9999.9999.2661";
    private static final Path NAMES = Path.of("src/test/resources/org/jl2tpd/management/jmx/snmp-names.txt");
    private static final long NEAR = 3;
    private static final List<String> CONTROL =
            List.of("IDLE", "WAIT_CTL_REPLY", "WAIT_CTL_CONN", "ESTABLISHED", "CLOSING", "GONE");
    private static final List<String> SESSION =
            List.of("IDLE", "WAIT_TUNNEL", "WAIT_REPLY", "WAIT_CONNECT", "WAIT_CS_ANSWER", "ESTABLISHED", "CLOSED");
    private static final List<String> CALL = List.of("LAC_INCOMING", "LNS_INCOMING", "LAC_OUTGOING", "LNS_OUTGOING");
    private static final List<String> PHASE = List.of("", "DEAD", "ESTABLISH", "AUTHENTICATE", "NETWORK", "TERMINATE");

    /** A line of the table. */
    record Line(String object, String bean, String attribute, String compare) {}

    private static final FirstRows SNMP = new FirstRows();
    private static ParityPair pair;

    @BeforeAll
    static void start() throws Exception {
        pair = new ParityPair();
        new Jl2tpdMib(pair.context, ROOT).register(SNMP);
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    static List<Line> lines() throws Exception {
        var all = new ArrayList<Line>();
        for (String line : Files.readAllLines(NAMES)) {
            if (!line.startsWith("#")) {
                String[] words = line.split("\\|");
                all.add(new Line(words[0].strip(), words[1].strip(), words[2].strip(), words[3].strip()));
            }
        }
        return all;
    }

    @Test
    void everyObjectHasItsPlaceInJmx() throws Exception {
        assertThat(lines().stream().map(Line::object).toList())
                .containsExactlyElementsOf(Jl2tpdObjects.all().stream()
                        .filter(Jl2tpdObjects.Item::isReadable)
                        .map(Jl2tpdObjects.Item::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void showsTheSame(Line line) throws Exception {
        if (line.attribute().equals("-") || line.compare().startsWith("operation")) {
            operationsAreThere(line);
            return;
        }
        String oid = ROOT + ".1." + Jl2tpdObjects.named(line.object()).oid().substring(2);
        assertThat(SNMP.values).containsKey(oid);
        if (line.compare().startsWith("counter ")) {
            countersAreTheSame(line, oid);
            return;
        }
        Object jmx = value(line);
        Variable snmp = SNMP.values.get(oid).get();
        if (jmx == null && line.compare().startsWith("list ")) {
            assertThat(snmp).as("nothing ended yet").isNull();
            return;
        }
        compare(line, line.compare().replace("list ", ""), snmp, jmx);
    }

    private static void operationsAreThere(Line line) throws Exception {
        if (!line.compare().startsWith("operation")) {
            assertThat(line.compare()).startsWith("a constant");
            return;
        }
        var names = new ArrayList<String>();
        for (var operation : pair.server.getMBeanInfo(name(line.bean())).getOperations()) {
            names.add(operation.getName());
        }
        for (var attribute : pair.server.getMBeanInfo(name(line.bean())).getAttributes()) {
            names.add(attribute.getName());
        }
        for (String word : line.compare().replaceFirst("operations? ", "").split(",? or |, ")) {
            assertThat(names).contains(word);
        }
    }

    private static ObjectName name(String bean) throws Exception {
        if (!bean.contains(":")) {
            return pair.name(bean);
        }
        var names = ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(bean + ",*"), null);
        assertThat(names).as(bean).isNotEmpty();
        return names.iterator().next();
    }

    private static Object value(Line line) throws Exception {
        MBeanServer server = line.bean().contains(":") ? ManagementFactory.getPlatformMBeanServer() : pair.server;
        String[] path = line.attribute().split("\\.");
        Object value = server.getAttribute(name(line.bean()), path[0]);
        if (value instanceof CompositeData[] rows && rows.length == 0) {
            return null;
        }
        if (value instanceof CompositeData[] rows) {
            // The agent's first row is the one of the lowest number: JMX has the latest first.
            value = rows[rows.length - 1];
        }
        return path.length == 1 ? value : ((CompositeData) value).get(path[1]);
    }

    private static void compare(Line line, String how, Variable snmp, Object jmx) throws Exception {
        if (how.equals("exists")) {
            assertThat(jmx).isNotNull();
            assertThat(snmp).isNotNull();
            return;
        }
        assertThat(snmp).as("the agent's value").isNotNull();
        String text = jmx.toString();
        switch (how) {
            case "near" -> assertThat(snmp.toLong()).isCloseTo(((Number) jmx).longValue(), within(NEAR * 100));
            case "date" -> assertThat(millis((OctetString) snmp)).isCloseTo((Long) jmx, within(1_500L));
            case "moment" ->
                assertThat(snmp.toLong() * 10)
                        .isCloseTo((Long) jmx - (System.currentTimeMillis() - 3_600_000), within(3_000L));
            case "address" -> assertThat(address((OctetString) snmp)).isEqualTo(text);
            case "addressType" -> assertThat(snmp.toInt()).isEqualTo(text.isEmpty() ? 0 : text.contains(":") ? 2 : 1);
            case "prefix" -> assertThat(address((OctetString) snmp)).isEqualTo(text.replaceFirst("/.*", ""));
            case "prefixLength" ->
                assertThat(snmp.toString()).isEqualTo(text.isEmpty() ? "0" : text.replaceFirst(".*/", ""));
            case "localRemote" -> assertThat(snmp.toInt()).isEqualTo((Boolean) jmx ? 1 : 2);
            case "peerEnded" -> assertThat(snmp.toInt()).isEqualTo((Boolean) jmx ? 2 : 1);
            case "controlState" -> assertThat(CONTROL.get(snmp.toInt() - 1)).isEqualTo(text);
            case "sessionState" -> assertThat(SESSION.get(snmp.toInt() - 1)).isEqualTo(text);
            case "callType" -> assertThat(CALL.get(snmp.toInt() - 1)).isEqualTo(text);
            case "pppPhase" -> assertThat(PHASE.get(snmp.toInt() - 1)).isEqualTo(text);
            case "seconds" -> assertThat(snmp.toLong()).isEqualTo((Long) jmx / 1000);
            case "=" -> same(snmp, jmx);
            default -> throw new AssertionError(line);
        }
    }

    private static void same(Variable snmp, Object jmx) {
        if (jmx instanceof Boolean flag) {
            assertThat(snmp.toInt()).isEqualTo(flag ? 1 : 2);
        } else if (jmx instanceof Number number) {
            assertThat(snmp.toLong()).isEqualTo(number.longValue());
        } else {
            assertThat(new String(((OctetString) snmp).getValue(), StandardCharsets.UTF_8))
                    .isEqualTo(jmx.toString());
        }
    }

    private static String address(OctetString octets) throws Exception {
        return octets.length() == 0
                ? ""
                : InetAddress.getByAddress(octets.getValue()).getHostAddress();
    }

    /** DateAndTime (RFC 2579). */
    private static long millis(OctetString value) {
        ByteBuffer octets = ByteBuffer.wrap(value.getValue());
        var time = LocalDateTime.of(
                        octets.getShort(), octets.get(), octets.get(), octets.get(), octets.get(), octets.get())
                .plusNanos(octets.get() * 100_000_000L);
        int offset = 0;
        if (octets.remaining() == 3) {
            int sign = octets.get() == '+' ? 1 : -1;
            offset = sign * (octets.get() * 3600 + octets.get() * 60);
        }
        return time.toInstant(ZoneOffset.ofTotalSeconds(offset)).toEpochMilli();
    }

    private static Map<String, Long> counters() throws Exception {
        var table = (TabularData) pair.server.getAttribute(name("Daemon"), "Counters");
        Map<String, Long> all = new LinkedHashMap<>();
        for (Object row : table.values()) {
            CompositeData data = (CompositeData) row;
            all.put((String) data.get("key"), (Long) data.get("value"));
        }
        return all;
    }

    private static void countersAreTheSame(Line line, String oid) throws Exception {
        String pattern = line.compare().substring("counter ".length());
        Map<String, Long> counters = counters();
        if (pattern.matches("[a-z0-9_]+")) {
            same(SNMP.values.get(oid).get(), counters.getOrDefault(pattern, 0L));
            return;
        }
        long sum =
                SNMP.column(oid).values().stream().mapToLong(Variable::toLong).sum();
        String regex = pattern.replaceAll("TYPE|NAME|MESSAGE", "[a-z0-9_]+").replaceAll("CODE", "(\\\\d+|other)");
        if (line.object().startsWith("jl2tpdDiscard")) {
            assertThat(counters.values())
                    .containsAll(SNMP.column(oid).values().stream()
                            .map(Variable::toLong)
                            .toList());
            return;
        }
        assertThat(sum)
                .isEqualTo(counters.entrySet().stream()
                        .filter(entry -> entry.getKey().matches(regex))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
    }
}
