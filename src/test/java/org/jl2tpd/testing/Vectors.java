package org.jl2tpd.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The test vectors of {@code org/jl2tpd/vectors/vectors.json}: flat objects whose values are all kept as text. A vector
 * is found by the beginning of its id, such as {@code VEC-CHAP-01}.
 */
public final class Vectors {
    private static final List<Vectors> ALL = parse(resource("/org/jl2tpd/vectors/vectors.json"));

    private final Map<String, String> fields = new LinkedHashMap<>();

    private Vectors() {}

    /** All vectors whose id begins so. */
    public static List<Vectors> withPrefix(String prefix) {
        return ALL.stream().filter(v -> v.id().startsWith(prefix)).toList();
    }

    /** The first vector whose id begins so. */
    public static Vectors of(String prefix) {
        return ALL.stream()
                .filter(v -> v.id().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no vector " + prefix));
    }

    public String id() {
        return fields.get("id");
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** A field's text; it must exist. */
    public String text(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException(id() + " has no " + field);
        }
        return value;
    }

    /** A field's octets, given in hexadecimal (with or without 0x). */
    public byte[] hex(String field) {
        String text = text(field);
        return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    }

    /** A field's number, decimal or hexadecimal with 0x. */
    public long number(String field) {
        return Long.decode(text(field));
    }

    @Override
    public String toString() {
        return id();
    }

    /** A test resource, whole. */
    public static byte[] resource(String path) {
        try (InputStream in = Vectors.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads {@code [{"key": "text" or number, ...}, ...]}; a nested value is skipped as text up to its end. */
    private static List<Vectors> parse(byte[] json) {
        var scanner = new Scanner(new String(json, StandardCharsets.UTF_8));
        var all = new ArrayList<Vectors>();
        scanner.expect('[');
        do {
            scanner.expect('{');
            var vector = new Vectors();
            do {
                String key = scanner.string();
                scanner.expect(':');
                vector.fields.put(key, scanner.value());
            } while (scanner.separator('}'));
            all.add(vector);
        } while (scanner.separator(']'));
        return List.copyOf(all);
    }

    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        void expect(char c) {
            if (next() != c) {
                throw new IllegalStateException("expected " + c + " at " + at);
            }
            at++;
        }

        /** Whether another element follows; otherwise the closing character is consumed. */
        boolean separator(char closing) {
            boolean more = next() == ',';
            expect(more ? ',' : closing);
            return more;
        }

        String value() {
            if (next() == '"') {
                return string();
            }
            int start = at;
            while (",}]".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at).strip();
        }

        String string() {
            expect('"');
            var out = new StringBuilder();
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                out.append(c == '\\' ? escape() : c);
            }
            at++;
            return out.toString();
        }

        private char escape() {
            char c = text.charAt(at++);
            if (c != 'u') {
                return c == 'n' ? '\n' : c;
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
    }
}
