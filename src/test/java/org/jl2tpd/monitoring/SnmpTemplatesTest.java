package org.jl2tpd.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.jl2tpd.management.snmp.jl2tpd.LivePair;
import org.jl2tpd.management.snmp.jl2tpd.MibText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The templates that are shipped for Zabbix and LibreNMS: what they ask for is in JL2TPD-MIB, of the type that they take it for, and answered. */
@Timeout(120)
class SnmpTemplatesTest {
    private static final Path FOLDER = Path.of("etc", "monitoring");
    private static final Set<String> NUMBERS =
            Set.of("INTEGER", "Integer32", "Unsigned32", "Gauge32", "Counter32", "Counter64", "TimeTicks");
    private static final Set<String> COUNTERS = Set.of("Counter32", "Counter64");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
    private static final Pattern REFERENCE = Pattern.compile("/jl2tpd by SNMP/([a-zA-Z0-9.]+(\\[[^\\]]*\\])?)");

    @TempDir
    static Path folder;

    /** OIDs that the LAC's agent answers, each with its value, as net-snmp writes them. */
    private static final List<String> ANSWERED = new ArrayList<>();

    private static final Map<String, MibText.Item> OBJECTS = SnmpText.oursByOid();
    private static Map<String, Object> template;

    @BeforeAll
    static void ask() throws Exception {
        Map<String, Map<String, Object>> zabbix =
                new Yaml().load(Files.readString(FOLDER.resolve("zabbix-jl2tpd.yaml")));
        assertThat(zabbix.get("zabbix_export")).containsEntry("version", "6.0");
        template = maps(zabbix.get("zabbix_export").get("templates")).get(0);
        SnmpClient.needs("snmpbulkwalk");
        try (var pair = new LivePair(folder, TrialDaemon.freePort())) {
            Eventually.equal(
                    () -> {
                        ANSWERED.clear();
                        ANSWERED.addAll(pair.lacClient
                                .with("-On")
                                .run("snmpbulkwalk", "-Cr40", "1.3.6.1")
                                .lines());
                        return answered(SnmpText.ROOT + ".1.8.1.6.") && answered(SnmpText.ROOT + ".1.10.1.8.");
                    },
                    true);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    private static boolean answered(String oid) {
        return ANSWERED.stream().anyMatch(line -> line.startsWith("." + oid));
    }

    private static List<Map<String, Object>> items() {
        return maps(template.get("items"));
    }

    private static List<Map<String, Object>> prototypes() {
        return maps(template.get("discovery_rules")).stream()
                .flatMap(rule -> maps(rule.get("item_prototypes")).stream())
                .toList();
    }

    private static void assertFits(Map<String, Object> item, MibText.Item object) {
        boolean text = "CHAR".equals(item.get("value_type"));
        assertThat(text ? Set.of("OCTET STRING") : NUMBERS).as("%s", item).contains(object.syntax());
        boolean rate =
                maps(item.get("preprocessing")).stream().anyMatch(step -> "CHANGE_PER_SECOND".equals(step.get("type")));
        if (rate) {
            assertThat(COUNTERS).as("%s", item).contains(object.syntax());
        }
    }

    @Test
    void zabbixItemsAskForScalarsThatAreAnswered() {
        for (Map<String, Object> item : items()) {
            if (!"SNMP_AGENT".equals(item.get("type"))) {
                continue;
            }
            String oid = (String) item.get("snmp_oid");
            assertThat(oid).endsWith(".0");
            MibText.Item object = OBJECTS.get(oid.substring(0, oid.length() - 2));
            assertThat(object).as(oid).isNotNull();
            assertThat(item.get("description")).isEqualTo("JL2TPD-MIB::" + object.name());
            assertThat("jl2tpd" + ((String) item.get("key")).substring("jl2tpd.".length()))
                    .isEqualToIgnoringCase(object.name());
            assertFits(item, object);
            assertThat(answered(oid + " = ")).as(oid).isTrue();
        }
    }

    @Test
    void zabbixPrototypesAskForColumnsThatAreAnswered() {
        assertThat(prototypes()).isNotEmpty();
        for (Map<String, Object> item : prototypes()) {
            String oid = ((String) item.get("snmp_oid")).replace(".{#SNMPINDEX}", "");
            assertThat(OBJECTS).containsKey(oid);
            assertFits(item, OBJECTS.get(oid));
            assertThat(answered(oid + ".")).as(oid).isTrue();
        }
    }

    @Test
    void zabbixDiscoversByColumnsThatAreAnswered() {
        for (Map<String, Object> rule : maps(template.get("discovery_rules"))) {
            String[] words = ((String) rule.get("snmp_oid"))
                    .replaceAll("^discovery\\[|\\]$", "")
                    .split(",");
            for (int i = 0; i < words.length; i += 2) {
                assertThat(words[i]).matches("\\{#[A-Z]+\\}");
                assertThat(OBJECTS).containsKey(words[i + 1]);
                assertThat(answered(words[i + 1] + ".")).as(words[i + 1]).isTrue();
            }
        }
    }

    /** Every text in the file, and the values of one key apart. */
    private static void collect(Object node, String key, Set<String> texts, List<String> values) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (key.equals(name)) {
                    values.add((String) value);
                }
                collect(value, key, texts, values);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value, key, texts, values));
        } else {
            texts.add(String.valueOf(node));
        }
    }

    @Test
    void zabbixFileIsWholeInItself() throws Exception {
        Object whole = new Yaml().load(Files.readString(FOLDER.resolve("zabbix-jl2tpd.yaml")));
        var texts = new LinkedHashSet<String>();
        var uuids = new ArrayList<String>();
        collect(whole, "uuid", texts, uuids);
        assertThat(uuids)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(80)
                .allMatch(uuid -> UUID.matcher(uuid).matches());
        var keys = new ArrayList<String>();
        collect(template, "key", new HashSet<>(), keys);
        var graphs = new ArrayList<String>();
        collect(((Map<?, ?>) ((Map<?, ?>) whole).get("zabbix_export")).get("graphs"), "key", new HashSet<>(), graphs);
        assertThat(graphs).isNotEmpty().allMatch(keys::contains);
        var expressions = new ArrayList<String>();
        collect(template, "expression", new HashSet<>(), expressions);
        expressions.forEach(
                expression -> assertThat(REFERENCE.matcher(expression).results().map(found -> found.group(1)))
                        .as(expression)
                        .isNotEmpty()
                        .allMatch(keys::contains));
        List<String> macros = maps(template.get("macros")).stream()
                .map(macro -> (String) macro.get("macro"))
                .toList();
        texts.forEach(text -> assertThat(Pattern.compile("\\{\\$[A-Z.]+\\}")
                        .matcher(text)
                        .results()
                        .map(found -> found.group()))
                .allMatch(macros::contains));
        List<Object> valueMaps = maps(template.get("valuemaps")).stream()
                .map(map -> map.get("name"))
                .toList();
        items().stream()
                .filter(item -> item.containsKey("valuemap"))
                .forEach(item -> assertThat(valueMaps).contains(((Map<?, ?>) item.get("valuemap")).get("name")));
    }

    private static Map<String, Map<String, Map<String, Object>>> libreNms() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> file =
                new Yaml().load(Files.readString(FOLDER.resolve("librenms/os_discovery/jl2tpd.yaml")));
        return file.get("modules");
    }

    @Test
    void libreNmsKnowsTheAgentByItsObjectId() throws Exception {
        Map<String, Object> os = new Yaml().load(Files.readString(FOLDER.resolve("librenms/os_detection/jl2tpd.yaml")));
        Object id = ((List<?>) maps(os.get("discovery")).get(0).get("sysObjectID")).get(0);
        assertThat(ANSWERED).contains(".1.3.6.1.2.1.1.2.0 = OID: " + id);
        assertThat(os).containsEntry("os", "jl2tpd");
    }

    @Test
    void libreNmsSensorsAreObjectsThatAreAnswered() throws Exception {
        int seen = 0;
        for (Map<String, Object> kind : libreNms().get("sensors").values()) {
            for (Map<String, Object> sensor : maps(kind.get("data"))) {
                String oid = ((String) sensor.get("num_oid")).substring(1).replaceAll("\\.\\{\\{.*", "");
                MibText.Item object = OBJECTS.get(oid);
                assertThat(object).as(oid).isNotNull();
                assertThat("JL2TPD-MIB::" + object.name()).isEqualTo(sensor.getOrDefault("value", sensor.get("oid")));
                assertThat((String) sensor.get("index")).startsWith(object.name() + ".");
                assertThat(NUMBERS).contains(object.syntax());
                assertThat(answered(oid + ".")).as(oid).isTrue();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    @Test
    void everyNameInLibreNmsFileIsAnObject() throws Exception {
        Set<String> names = SnmpText.ours().keySet();
        String text = Files.readString(FOLDER.resolve("librenms/os_discovery/jl2tpd.yaml"));
        assertThat(Pattern.compile("JL2TPD-MIB::(\\w+)").matcher(text).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(15)
                .allMatch(names::contains);
    }
}
