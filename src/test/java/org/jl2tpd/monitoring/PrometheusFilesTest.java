package org.jl2tpd.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.management.snmp.jl2tpd.LivePair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The alerts, the scrape configuration and the dashboard that are shipped for Prometheus, against what daemons give to jmx_exporter. */
@Timeout(120)
class PrometheusFilesTest {
    private static final Path FOLDER = Path.of("etc", "monitoring");
    private static final Path ALERTS = FOLDER.resolve("prometheus-alerts.yml");
    private static final Path DASHBOARD = FOLDER.resolve("grafana-dashboard.json");
    private static final Path UNIT_TESTS = Path.of("src", "test", "monitoring", "prometheus-alerts-test.yml");
    private static final Pattern METRIC = Pattern.compile("\\bjl2tpd_\\w+");
    private static final Pattern COUNTER_NAME = Pattern.compile("name=(~?)\"([^\"]+)\"");

    @TempDir
    static Path folder;

    private static final Set<String> METRICS = new HashSet<>();
    private static final Set<String> COUNTERS = new HashSet<>();

    @BeforeAll
    static void scrape() throws Exception {
        try (var pair = new LivePair(folder.resolve("daemons"), TrialDaemon.freePort())) {
            Eventually.equal(
                    () -> {
                        collect();
                        return METRICS.contains("jl2tpd_tunnel_state_code")
                                && METRICS.contains("jl2tpd_address_pool_ipv4_addresses");
                    },
                    true);
            assertThat(pair.lns.control().showSystem().sessionsEstablished()).isEqualTo(1);
        }
    }

    private static void collect() throws Exception {
        var collected = new JmxCollector(Path.of("etc/jmx_exporter.yml").toFile())
                .register(new PrometheusRegistry())
                .collect();
        for (MetricSnapshot metric : collected) {
            String name = metric.getMetadata().getName();
            METRICS.add(metric instanceof CounterSnapshot ? name + "_total" : name);
            if (name.equals("jl2tpd_counter")) {
                metric.getDataPoints()
                        .forEach(point -> COUNTERS.add(point.getLabels().get("name")));
            }
        }
    }

    /** All values of a key, wherever they stand. */
    private static List<String> valuesOf(Object node, String key) {
        if (node instanceof Map<?, ?> map) {
            var found = new ArrayList<String>();
            map.forEach((name, value) -> {
                if (key.equals(name) && value instanceof String text) {
                    found.add(text);
                }
                found.addAll(valuesOf(value, key));
            });
            return found;
        }
        return node instanceof List<?> list
                ? list.stream().flatMap(value -> valuesOf(value, key).stream()).toList()
                : List.of();
    }

    private static List<String> expressions(Path file) throws IOException {
        // JSON is YAML.
        List<String> expressions = valuesOf(new Yaml().load(Files.readString(file)), "expr");
        assertThat(expressions).hasSizeGreaterThan(20);
        return expressions;
    }

    private static Set<String> metricsIn(List<String> expressions) {
        var names = new TreeSet<String>();
        expressions.forEach(
                expression -> METRIC.matcher(expression).results().forEach(name -> names.add(name.group())));
        return names;
    }

    private static void assertCountersExist(List<String> expressions) {
        for (String expression : expressions) {
            COUNTER_NAME.matcher(expression).results().forEach(match -> {
                List<String> wanted =
                        match.group(1).isEmpty() || !match.group(2).contains("|")
                                ? List.of(match.group(2))
                                : List.of(match.group(2).split("\\|"));
                assertThat(wanted)
                        .as(expression)
                        .allMatch(name -> COUNTERS.stream().anyMatch(there -> there.matches(name)));
            });
        }
    }

    @Test
    void alertsNameMetricsThatADaemonHas() throws Exception {
        List<String> expressions = expressions(ALERTS);
        assertThat(METRICS).containsAll(metricsIn(expressions));
        assertCountersExist(expressions);
    }

    @Test
    void theDashboardNamesMetricsThatADaemonHas() throws Exception {
        List<String> expressions = expressions(DASHBOARD);
        assertThat(METRICS).containsAll(metricsIn(expressions)).contains("jl2tpd_uptime_seconds");
        assertCountersExist(expressions);
    }

    @Test
    void alertsBySnmpNameObjectsThatTheGeneratorAsksFor() throws Exception {
        Set<String> objects = SnmpText.ours().keySet();
        List<String> walked = walked();
        assertThat(expressions(ALERTS).stream()
                        .flatMap(text -> Pattern.compile("\\bjl2tpd[A-Z]\\w+")
                                .matcher(text)
                                .results())
                        .map(found -> found.group()))
                .isNotEmpty()
                .allMatch(objects::contains)
                .allMatch(name -> walked.stream().anyMatch(group -> name.startsWith(group.replace("Table", ""))));
    }

    private static List<String> walked() throws IOException {
        Map<String, Map<String, Map<String, List<String>>>> generator =
                new Yaml().load(Files.readString(Path.of("etc", "snmp_exporter-generator.yml")));
        return generator.get("modules").get("jl2tpd").get("walk");
    }

    /** A program of Debian's packages prometheus and prometheus-snmp-exporter, installed or unpacked by fetch-tools. */
    private static String program(String name) {
        return Stream.concat(
                        Stream.of("target/tools/usr/bin"),
                        Stream.of(System.getenv("PATH").split(":")))
                .map(place -> Path.of(place, name).toAbsolutePath())
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, name + " is not here; src/test/interop/fetch-tools unpacks it");
                    return null;
                });
    }

    private static void succeeds(Path place, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "said", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put(
                        "MIBDIRS",
                        Path.of("mibs").toAbsolutePath() + ":"
                                + Path.of(SnmpText.mibFolder()).toAbsolutePath());
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    @Test
    void promtoolAcceptsTheConfigurationWithItsRules() throws Exception {
        succeeds(FOLDER, program("promtool"), "check", "config", "prometheus.yml");
    }

    @Test
    void alertsFireWhenTheyShallAndOnlyThen() throws Exception {
        Path place = Files.createDirectory(folder.resolve("promtool"));
        Files.copy(ALERTS, place.resolve("prometheus-alerts.yml"));
        Files.copy(UNIT_TESTS, place.resolve("tests.yml"));
        succeeds(place, program("promtool"), "test", "rules", "tests.yml");
    }

    /** Debian's generator is older than the file's layout: there a module has its own credentials. */
    private static String forOldGenerator() throws IOException {
        Map<String, Map<String, Map<String, Object>>> generator =
                new Yaml().load(Files.readString(Path.of("etc", "snmp_exporter-generator.yml")));
        Map<String, Object> user = generator.remove("auths").get("jl2tpd");
        Object version = user.remove("version");
        generator.get("modules").values().forEach(module -> {
            module.put("version", version);
            module.put("auth", user);
        });
        return new Yaml().dump(generator);
    }

    @Test
    void theGeneratorOfSnmpExporterTakesItsFile() throws Exception {
        String program = program("prometheus-snmp-generator");
        Path place = Files.createDirectory(folder.resolve("generator"));
        Files.writeString(place.resolve("generator.yml"), forOldGenerator());
        succeeds(place, program, "generate", "-o", "snmp.yml");
        assertThat(Files.readString(place.resolve("snmp.yml")))
                .contains(
                        "name: jl2tpdSystemUpTime",
                        "name: jl2tpdDialState",
                        "name: jl2tpdPeerSessionsActive",
                        "name: jl2tpdSessionRxOctets");
    }
}
