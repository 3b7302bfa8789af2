package org.jl2tpd.management.snmp.jl2tpd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a MIB's text defines, as far as SMIv2 is used there. */
public final class MibText {
    static final Path FILE = Path.of("mibs", "JL2TPD-MIB.txt");

    private static final Pattern OBJECT = Pattern.compile(
            "(\\w+) +(OBJECT-TYPE|NOTIFICATION-TYPE|OBJECT IDENTIFIER|MODULE-IDENTITY)(.*?)::= \\{ (\\w+) (\\d+) \\}",
            Pattern.DOTALL);
    private static final Pattern CONVENTION =
            Pattern.compile("(\\w+) ::= TEXTUAL-CONVENTION(.*?)SYNTAX +(\\w+)", Pattern.DOTALL);
    private static final Pattern LABELS =
            Pattern.compile("(\\w+) ::= TEXTUAL-CONVENTION[^:]*?SYNTAX +INTEGER \\{([^}]*)\\}", Pattern.DOTALL);

    /** Types of RFC 2579, 3411, 4001, 2856 and 2863 that the text uses. */
    private static final Map<String, String> CONVENTIONS = Map.ofEntries(
            Map.entry("TruthValue", "INTEGER"),
            Map.entry("RowStatus", "INTEGER"),
            Map.entry("StorageType", "INTEGER"),
            Map.entry("InetAddressType", "INTEGER"),
            Map.entry("InetAddress", "OCTET STRING"),
            Map.entry("SnmpAdminString", "OCTET STRING"),
            Map.entry("DateAndTime", "OCTET STRING"),
            Map.entry("TimeStamp", "TimeTicks"),
            Map.entry("InetPortNumber", "Unsigned32"),
            Map.entry("InetAddressPrefixLength", "Unsigned32"),
            Map.entry("CounterBasedGauge64", "Counter64"),
            Map.entry("InterfaceIndex", "Integer32"),
            Map.entry("InterfaceIndexOrZero", "Integer32"));

    /** An object; the OID is below the module's root. */
    public record Item(String name, String oid, String syntax, String access) {}

    private final Map<String, String> conventions = new HashMap<>(CONVENTIONS);
    private final Map<String, String> oids = new HashMap<>(Map.of("jl2tpd", ""));
    private final List<Item> items = new ArrayList<>();
    private final Map<String, List<String>> labels = new LinkedHashMap<>();

    private MibText(String text) {
        Matcher convention = CONVENTION.matcher(text);
        while (convention.find()) {
            conventions.put(convention.group(1), convention.group(3));
        }
        Matcher enumeration = LABELS.matcher(text);
        while (enumeration.find()) {
            labels.put(enumeration.group(1), labels(enumeration.group(2)));
        }
        Matcher object = OBJECT.matcher(text);
        while (object.find()) {
            add(object.group(1), object.group(2), object.group(3), object.group(4), object.group(5));
        }
    }

    public static MibText read() {
        try {
            String text = Files.readString(FILE);
            // Comments and what is quoted define nothing.
            return new MibText(text.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("(?m)--.*$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> labels(String text) {
        return List.of(text.replaceAll("\\(\\d+\\)", "").trim().split("\\s*,\\s*"));
    }

    private void add(String name, String macro, String body, String parent, String number) {
        if (macro.equals("MODULE-IDENTITY") || !oids.containsKey(parent)) {
            return;
        }
        String oid = oids.get(parent).isEmpty() ? number : oids.get(parent) + "." + number;
        oids.put(name, oid);
        if (macro.equals("NOTIFICATION-TYPE")) {
            items.add(new Item(name, oid, "notification", "-"));
        } else if (macro.equals("OBJECT-TYPE")) {
            items.add(new Item(name, oid, syntax(name, clause(body, "SYNTAX")), clause(body, "MAX-ACCESS")));
        }
    }

    private static String clause(String body, String keyword) {
        Matcher found = Pattern.compile(keyword + " +([\\w-]+( STRING| OF)?)").matcher(body);
        if (!found.find()) {
            throw new IllegalArgumentException(keyword + " is missing in " + body);
        }
        return found.group(1);
    }

    private String syntax(String name, String written) {
        if (written.equals("SEQUENCE OF")) {
            return "table";
        }
        return name.endsWith("Entry") ? "entry" : conventions.getOrDefault(written, written);
    }

    /** Scalars, tables, columns and notifications in the order of the text. */
    public List<Item> items() {
        return items.stream().filter(item -> !item.syntax().equals("entry")).toList();
    }

    /** Every descriptor that stands for an OID. */
    Set<String> names() {
        return oids.keySet();
    }

    /** Labels of an enumeration that is a textual convention. */
    List<String> labelsOf(String convention) {
        return labels.get(convention);
    }
}
