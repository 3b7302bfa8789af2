package org.jl2tpd.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables of migration.md are those that the importers use. */
class MigrationDocumentTest {
    private static final Path DOCUMENT = Path.of("src/doc/migration.md");
    private static final String START = "<!-- tables: written from those of the importers -->\n";

    /** With {@code -Dupdate.golden=true} the tables are written anew. */
    @Test
    void showsWhatBecomesOfEveryKey() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        assertThat(start).isGreaterThan(START.length());
        String tables = tables();
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(DOCUMENT, document.substring(0, start) + tables);
        }
        assertThat(Files.readString(DOCUMENT).substring(start))
                .as("run the test with -Dupdate.golden=true")
                .isEqualTo(tables);
    }

    private static String tables() {
        var out = new StringBuilder();
        objects(out, "xl2tpd.conf: ", Xl2tpdTable.all());
        objects(out, "openl2tpd.conf: ", OpenL2tpTable.all());
        objects(out, "options of ", PppdTable.all());
        return out.toString();
    }

    private static void objects(StringBuilder out, String title, List<Rule> rules) {
        for (String object : rules.stream().map(Rule::object).distinct().toList()) {
            out.append("\n## ").append(title).append(object).append("\n\n| key | what becomes of it |\n|---|---|\n");
            rules.stream().filter(rule -> rule.object().equals(object)).forEach(rule -> row(out, rule));
        }
    }

    private static void row(StringBuilder out, Rule rule) {
        out.append("| `")
                .append(rule.key())
                .append("` | ")
                .append(becomes(rule))
                .append(" |\n");
    }

    private static String becomes(Rule rule) {
        String words = rule.words().replace("|", "\\|");
        String target = rule.attribute() == null
                ? ""
                : "`" + rule.attribute().kind().name().toLowerCase(Locale.ROOT) + "."
                        + rule.attribute().name() + "`";
        return switch (rule.how()) {
            case SAME, SECRET, IF_ON -> target;
            case LIKE -> target + ": " + words;
            case NEEDLESS -> "not needed: " + words;
            case LOST -> "not carried over: " + words;
            case LOST_IF_ON -> "on is not carried over: " + words;
            case SPECIAL -> words;
        };
    }
}
