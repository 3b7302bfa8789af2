package org.jl2tpd.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs made by chance of the tables' own keys: each line is in exactly one class, no secret is told, and the result is valid. */
class AccountTest {
    private static final List<String> VALUES = List.of(
            "yes",
            "no",
            "0",
            "1",
            "7",
            "60",
            "1400",
            "99999999999",
            "10.0.0.1",
            "10.0.1.1-10.0.1.20",
            "lns.example",
            "any",
            "challenge",
            "default",
            "\"two words\"",
            "sync",
            "0x3",
            "lac",
            "-1",
            "\u00e4");
    private static final String SECRET = "Sesame4711";

    private final StringBuilder text = new StringBuilder();
    private int lines;

    private void line(String line) {
        text.append(line).append('\n');
        lines++;
    }

    private static String of(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<String> keys(List<Rule> rules, String object) {
        return rules.stream()
                .filter(rule -> rule.object().equals(object))
                .map(Rule::key)
                .filter(key -> !key.equals("auth file") && !key.equals("pppoptfile"))
                .toList();
    }

    private void accounts(String name) {
        Migration migration = Migration.of(name, text.toString(), null);
        Report report = migration.report();
        assertThat(report.faults()).isEmpty();
        assertThat(migration.isValid()).as("%s%n%s", report.warnings(), text).isTrue();
        assertThat(report.lines()).as(text.toString()).hasSize(lines);
        assertThat(report.lines().stream().map(Report.Line::number).distinct()).hasSize(lines);
        assertThat(report.lines()).allMatch(line -> !line.notes().isEmpty());
        assertThat(report.lines().stream()
                        .flatMap(line -> line.notes().stream())
                        .filter(note -> note.words().equals("nothing here makes use of it")))
                .as("lines that nobody spoke of")
                .isEmpty();
        assertThat(MigrationTest.text(report)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void accountsForOpenL2tp(long seed) {
        var random = new Random(seed);
        List<String> objects =
                OpenL2tpTable.all().stream().map(Rule::object).distinct().toList();
        for (int i = 0; i < 40; i++) {
            String object = of(random, objects);
            List<String> keys = keys(OpenL2tpTable.all(), object);
            String named = object.endsWith("profile") ? " profile_name=p" + random.nextInt(3) : "";
            named = object.equals("tunnel") ? " tunnel_name=t" + i + " dest_ipaddr=192.0.2." + i : named;
            named = object.equals("session") ? " tunnel_name=t" + random.nextInt(40) + " session_name=s" + i : named;
            String attributes = IntStream.range(0, random.nextInt(5))
                    .mapToObj(any -> attribute(random, of(random, keys)))
                    .collect(Collectors.joining(random.nextBoolean() ? " " : " \\\n\t"));
            String verb = random.nextInt(4) == 0 ? "modify" : "create";
            line(object + " " + verb + named + " " + attributes);
            lines += (int) attributes.chars().filter(c -> c == '\n').count();
        }
        accounts("openl2tpd.conf");
    }

    private static String attribute(Random random, String key) {
        boolean secret = key.equals("secret") || key.equals("user_password") || key.equals("proxy_auth_response");
        boolean name = key.endsWith("_name")
                && (key.startsWith("tunnel_") || key.equals("session_name") || key.equals("profile_name"));
        return name ? "config_id=1" : key + "=" + (secret ? SECRET + " " + SECRET : of(random, VALUES));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void accountsForXl2tpd(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            String object = of(random, List.of("global", "lns", "lac"));
            line("[" + object
                    + (object.equals("global") ? "]" : " " + of(random, List.of("default", "a", "b", "c")) + "]"));
            List<String> keys = keys(Xl2tpdTable.all(), object);
            for (int n = random.nextInt(8); n > 0; n--) {
                line(of(random, keys) + " = " + of(random, VALUES) + (random.nextBoolean() ? " ; why" : ""));
            }
            if (random.nextInt(5) == 0) {
                line("no such key = " + i);
            }
        }
        accounts("xl2tpd.conf");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void accountsForOptions(long seed) {
        var random = new Random(seed);
        List<String> keys = keys(PppdTable.all(), "pppd");
        for (int i = 0; i < 40; i++) {
            String key = of(random, keys);
            String value = key.equals("password") ? SECRET : of(random, VALUES);
            line(PppdTable.words(key) == 0 ? key : key + " " + value);
        }
        accounts("options.l2tp");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void accountsForSecrets(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String client = of(random, List.of("*", "a", "b", "\"c d\"", "e", "''"));
            line(client + " " + of(random, List.of("*", "srv")) + " " + SECRET + random.nextInt(3) + " "
                    + of(random, List.of("", "*", "10.0.0.1", "10.0.0.1 10.0.0.2", "!10.0.0.3", "-", "-- mtu 5")));
        }
        accounts(random.nextBoolean() ? "chap-secrets" : "pap-secrets");
    }
}
