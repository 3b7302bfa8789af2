package org.jl2tpd.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of the file with its place; reads typed values and reports what is wrong where it stands. */
final class Node {
    /** The table that is the file, for messages. */
    static final String WHOLE_FILE = "this file";

    private final Findings findings;
    private final TomlTable table;
    private final TomlPosition at;

    Node(Findings findings, TomlTable table, TomlPosition at) {
        this.findings = findings;
        this.table = table;
        this.at = at;
    }

    Set<String> keys() {
        return table.keySet();
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    /** The value; an array as a List of what is in it. Null when the key is absent. */
    Object raw(String key) {
        Object value = table.get(List.of(key));
        return value instanceof TomlArray array ? array.toList() : value;
    }

    boolean isTable(String key) {
        return table.get(List.of(key)) instanceof TomlTable;
    }

    /** Where the key stands, or the table where it does not. */
    TomlPosition position(String key) {
        TomlPosition position = has(key) ? table.inputPositionOf(List.of(key)) : null;
        return position == null ? at : position;
    }

    TomlPosition position() {
        return at;
    }

    /** Something that the table needs is not there. */
    void missing(String message) {
        findings.missing(at, message);
    }

    void error(String key, String message) {
        findings.error(position(key), message);
    }

    /** At an element of the list that the key holds; index -1 for the whole. */
    void error(String key, int index, String message) {
        boolean inside = index >= 0 && table.get(List.of(key)) instanceof TomlArray array && index < array.size();
        TomlPosition element = inside ? ((TomlArray) table.get(List.of(key))).inputPositionOf(index) : null;
        findings.error(element == null ? position(key) : element, message);
    }

    void warn(String key, String message) {
        findings.warn(position(key), message);
    }

    /** The table under the key; null, and an error, when something else is there. */
    Node child(String key, String wanted) {
        if (table.get(List.of(key)) instanceof TomlTable child) {
            return new Node(findings, child, position(key));
        }
        error(key, key + " must be a table: " + wanted);
        return null;
    }

    /** The tables of an array of tables; empty when the key is absent. */
    List<Node> children(String key, String wanted) {
        List<Node> children = new ArrayList<>();
        if (!has(key)) {
            return children;
        }
        if (!(table.get(List.of(key)) instanceof TomlArray array)) {
            error(key, key + " must be a list of tables: " + wanted);
            return children;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable child) {
                TomlPosition position = array.inputPositionOf(i);
                children.add(new Node(findings, child, position == null ? position(key) : position));
            } else {
                error(key, i, key + " must be a list of tables: " + wanted);
            }
        }
        return children;
    }

    /** Reports keys that are not known. */
    void refuseUnknown(Set<String> known, String what) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                unknown(key, known, what);
            }
        }
    }

    void unknown(String key, Set<String> known, String what) {
        String shown = key.length() > 60 ? key.substring(0, 60) + "..." : key;
        String hint = isTable(key) && !what.equals(WHOLE_FILE)
                ? "; a name with dots needs quotes, as in [peer_profile.\"lac.isp.example\"]"
                : Suggestion.of(key, known);
        error(key, "unknown key \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" in " + what + hint);
    }

    /** Text that is not empty; null when absent or wrong. */
    String text(String key) {
        Object raw = raw(key);
        if (raw == null) {
            return null;
        }
        if (raw instanceof String text && !text.isBlank() && text.length() <= 255 && !hasControl(text)) {
            return text;
        }
        error(key, key + " must be text of 1 to 255 characters in quotes");
        return null;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 127);
    }

    boolean flag(String key, boolean otherwise) {
        Object raw = raw(key);
        if (raw != null && !(raw instanceof Boolean)) {
            error(key, key + " must be true or false");
        }
        return raw instanceof Boolean flag ? flag : otherwise;
    }

    int number(String key, int min, int max, int otherwise) {
        Object raw = raw(key);
        if (raw == null || raw instanceof Long number && number >= min && number <= max) {
            return raw == null ? otherwise : ((Long) raw).intValue();
        }
        error(key, key + " must be a whole number, " + min + " to " + max);
        return otherwise;
    }

    /** A constant by its name in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Object raw = raw(key);
        if (raw == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(raw)) {
                return constant;
            }
        }
        String words = Arrays.stream(type.getEnumConstants()).map(Node::word).collect(Collectors.joining(", "));
        error(key, key + " must be one of " + words);
        return otherwise;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** An IPv4 address; null when absent or wrong. */
    IpAddress ipv4(String key) {
        Object raw = raw(key);
        IpAddress address = raw instanceof String text ? IpAddress.parse(text) : null;
        if (raw != null && (address == null || !address.isV4())) {
            error(key, key + " must be an IPv4 address");
            return null;
        }
        return address;
    }

    /** Texts of one text or a list; what is not text is reported. */
    List<String> texts(String key) {
        Object raw = raw(key);
        List<?> elements = raw == null ? List.of() : raw instanceof List<?> list ? list : List.of(raw);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof String text) {
                texts.add(text);
            } else {
                error(key, i, key + " must be text in quotes, or a list of texts");
            }
        }
        return texts;
    }

    /** Prefixes of one text or a list, IPv6 only where that is wanted. */
    List<IpPrefix> prefixes(String key, boolean ipv6Only) {
        List<IpPrefix> prefixes = new ArrayList<>();
        List<String> texts = texts(key);
        for (int i = 0; i < texts.size(); i++) {
            IpPrefix prefix = IpPrefix.parse(texts.get(i));
            if (prefix == null || ipv6Only && prefix.address().isV4()) {
                error(key, i, key + " must be " + (ipv6Only ? "IPv6 prefixes" : "prefixes") + ", ADDRESS/LENGTH");
            } else {
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }
}
