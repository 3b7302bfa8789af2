package org.jl2tpd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jl2tpd.engine.Changeable;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Restart;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.Values;
import org.junit.jupiter.api.Test;

/** The reference part of configuration.md is what the schema says, word for word. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("src/doc/configuration.md");
    private static final String START = "<!-- reference: written from the schema -->\n";

    /** With {@code -Dupdate.golden=true} the reference part is written anew. */
    @Test
    void documentsEveryKeyAsTheSchemaHasIt() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        assertThat(start).isGreaterThan(START.length());
        String reference = reference();
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(DOCUMENT, document.substring(0, start) + reference);
        }
        assertThat(Files.readString(DOCUMENT).substring(start))
                .as("run the test with -Dupdate.golden=true")
                .isEqualTo(reference);
    }

    private static String reference() {
        var out = new StringBuilder();
        effects(out);
        profile(out, "[system]", ProfileKind.SYSTEM);
        keys(out, "[secret.NAME]", FileKeys.SECRET);
        profile(out, "[peer_profile.NAME]", ProfileKind.PEER);
        profile(out, "[tunnel_profile.NAME]", ProfileKind.TUNNEL);
        profile(out, "[session_profile.NAME]", ProfileKind.SESSION);
        profile(out, "[ppp_profile.NAME]", ProfileKind.PPP);
        keys(out, "[pool.NAME]", FileKeys.POOL);
        keys(out, "[[user]]", FileKeys.USER);
        keys(out, "[[tunnel]]", FileKeys.TUNNEL);
        out.append("\nEvery key of `[tunnel_profile.NAME]` may stand here too, for this tunnel alone.\n");
        keys(out, "[[tunnel.session]]", FileKeys.SESSION);
        out.append(
                        "\nEvery key of `[session_profile.NAME]` and `[ppp_profile.NAME]` may stand here too, for this session")
                .append(" alone; a key that both have is the session's.\n");
        keys(out, "[[switch]]", FileKeys.SWITCH);
        profile(out, "[static_tunnel.NAME]", ProfileKind.STATIC_TUNNEL);
        profile(out, "[static_tunnel.NAME.session.NAME]", ProfileKind.STATIC_SESSION);
        profile(out, "[snmp]", ProfileKind.SNMP);
        keys(out, "[[snmp_user]]", FileKeys.SNMP_USER);
        keys(out, "[[snmp_community]]", FileKeys.SNMP_COMMUNITY);
        keys(out, "[[snmp_target]]", FileKeys.SNMP_TARGET);
        profile(out, "[jmx]", ProfileKind.JMX);
        profile(out, "[http]", ProfileKind.HTTP);
        keys(out, "[[http_user]]", FileKeys.HTTP_USER);
        profile(out, "[hooks]", ProfileKind.HOOKS);
        profile(out, "[radius]", ProfileKind.RADIUS);
        keys(out, "[[radius_server]]", FileKeys.RADIUS_SERVER);
        keys(out, "[[radius_client]]", FileKeys.RADIUS_CLIENT);
        return out.toString();
    }

    private static void effects(StringBuilder out) {
        out.append("\n## What a reload does not take over\n\nA restart takes these over; a reload names them.\n\n");
        out.append("| section | key | why |\n|---|---|---|\n");
        for (ProfileKind kind : ProfileKind.values()) {
            for (Attribute<?> attribute : Schema.of(kind)) {
                String why = Restart.REASONS.get(attribute);
                if (why != null) {
                    String section = kind.name().toLowerCase(Locale.ROOT);
                    out.append("| `[" + section + "]` | `" + attribute.name() + "` | " + why + " |\n");
                }
            }
        }
        out.append("\nWhile they live, tunnels that we open take over from their own `[[tunnel]]`: ");
        out.append(names(Changeable.TUNNEL)).append("; sessions from their `[[tunnel.session]]`: ");
        out.append(names(Changeable.SESSION)).append(".\n");
    }

    private static String names(Set<Attribute<?>> attributes) {
        return attributes.stream()
                .map(attribute -> "`" + attribute.name() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void profile(StringBuilder out, String title, ProfileKind kind) {
        out.append("\n## `").append(title).append("`\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Attribute<?> attribute : Schema.of(kind)) {
            out.append("| `").append(attribute.name()).append("` | ");
            out.append(cell(range(attribute))).append(" | ");
            out.append(defaultOf(attribute)).append(" | ");
            out.append(cell(attribute.description()));
            out.append(Rules.hasEffect(attribute) ? " |\n" : " No effect in this build. |\n");
        }
    }

    private static String range(Attribute<?> attribute) {
        return switch (attribute.name()) {
            case "trace_flags" -> "list of facilities, or a mask of " + attribute.range();
            case "kernel_debug_mask" -> "list of bits, or a mask of " + attribute.range();
            default -> attribute.range();
        };
    }

    private static String defaultOf(Attribute<?> attribute) {
        String shown = attribute.defaultValue() instanceof List<?> list && !list.isEmpty()
                ? Values.show(attribute, list).replace(",", ", ")
                : Values.show(attribute, attribute.defaultValue());
        return shown.isEmpty() ? "" : "`" + shown + "`";
    }

    private static void keys(StringBuilder out, String title, List<FileKeys.Key> keys) {
        out.append("\n## `").append(title).append("`\n\n| key | value | meaning |\n|---|---|---|\n");
        for (FileKeys.Key key : keys) {
            out.append(String.format(
                    Locale.ROOT, "| `%s` | %s | %s |%n", key.name(), cell(key.range()), cell(key.description())));
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("* takes", "`*` takes");
    }
}
