package org.jl2tpd.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationItem;
import org.jl2tpd.profile.ConfigurationItems;
import org.jl2tpd.wire.Secret;

/** Writes a configuration as the text that {@link ConfigLoader} makes an equal one of: what is set and no default, in a stable order. */
public final class ConfigWriter {
    /** How the first line of a written file begins. */
    static final String MARK = "# Written by jl2tpd ";

    /** Lines of the header, {@link #MARK}'s included. */
    static final int HEADER_LINES = 3;

    private static final String MASK = "***";

    private final StringBuilder out = new StringBuilder();
    private final Path folder;
    private final boolean masked;

    private ConfigWriter(Path folder, boolean masked) {
        this.folder = folder;
        this.masked = masked;
    }

    /**
     * The text of a file.
     *
     * @param version of the program
     * @param now goes into the first line
     * @param folder that the file will lie in: files of secrets below it are written relative to it
     * @throws IllegalArgumentException when a secret is no text, and thus can't stand in a file
     */
    public static String write(Configuration configuration, String version, Instant now, Path folder) {
        var writer = new ConfigWriter(folder.toAbsolutePath().normalize(), false);
        writer.out
                .append(MARK)
                .append(version)
                .append(" at ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append(" (config save).\n")
                .append("# It may be edited at any time; the daemon reads it when it starts. Comments\n")
                .append("# that are added are lost with the next save, which is refused first.\n");
        writer.items("", ConfigurationItems.of(configuration));
        return writer.out.toString();
    }

    /**
     * The text of pieces that are no configuration yet.
     *
     * @param header lines of comment, or nothing
     * @param folder that the file will lie in
     * @throws IllegalArgumentException when a secret is no text, and thus can't stand in a file
     */
    public static String write(List<ConfigurationItem> items, String header, Path folder) {
        var writer = new ConfigWriter(folder.toAbsolutePath().normalize(), false);
        writer.out.append(header);
        writer.items("", items);
        return writer.out.toString();
    }

    /** The same for people to look at: without header, and secrets masked. */
    public static String show(Configuration configuration) {
        var writer = new ConfigWriter(null, true);
        writer.items("", ConfigurationItems.of(configuration));
        return writer.out.toString().stripLeading();
    }

    private void items(String prefix, List<ConfigurationItem> items) {
        for (ConfigurationItem item : items) {
            String path =
                    prefix + item.section() + (item.listed() || item.name().isEmpty() ? "" : "." + key(item.name()));
            out.append('\n').append(item.listed() ? "[[" : "[").append(path).append(item.listed() ? "]]\n" : "]\n");
            item.values().forEach((key, value) -> line(item, key, value));
            items(path + ".", item.items());
        }
    }

    private void line(ConfigurationItem item, String key, Object value) {
        out.append(key).append(" = ");
        if (item.section().equals("secret") && key.equals("file")) {
            out.append(quoted(file((String) value)));
        } else {
            out.append(value(key, value));
        }
        out.append('\n');
    }

    private String file(String path) {
        Path whole = Path.of(path);
        return folder != null && whole.startsWith(folder)
                ? folder.relativize(whole).toString()
                : path;
    }

    private String value(String key, Object value) {
        if (value instanceof Secret secret) {
            return quoted(masked ? MASK : text(key, secret));
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(e -> quoted(e.toString())).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String text(String key, Secret secret) {
        boolean cookie = key.equals("cookie") || key.equals("peer_cookie");
        boolean response = key.equals("proxy_auth_response");
        String hex = HexFormat.of().formatHex(secret.octets());
        if (cookie) {
            return hex;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(secret.octets()))
                    .toString();
            return response && text.startsWith("0x") ? "0x" + hex : text;
        } catch (CharacterCodingException e) {
            if (response) {
                return "0x" + hex;
            }
            throw new IllegalArgumentException(
                    key + " holds octets that are no text: give it a [secret.NAME] with a file");
        }
    }

    /** A key of a table: bare where TOML allows it. */
    static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
    }

    /** A basic string of TOML. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 127) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
