package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.l2tp.L2tpModules;
import org.jl2tpd.management.snmp.l2tp.L2tpObjects;
import org.jl2tpd.management.snmp.l2tp.MibObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** L2TP-MIB, IF-MIB and TUNNEL-MIB show and change what MBeans do: each object is held against its attribute in {@code l2tp-names.txt}. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class L2tpParityTest {
    private static final Path NAMES = Path.of("src/test/resources/org/jl2tpd/management/jmx/l2tp-names.txt");

    /** A line of the table. */
    record Line(String object, String bean, List<String> attributes, String compare) {}

    private static final FirstRows SNMP = new FirstRows();
    private static ParityPair pair;
    private static List<MibModule> modules;
    private static Map<String, MibObject> objects;

    @BeforeAll
    static void start() throws Exception {
        pair = new ParityPair();
        modules = L2tpModules.of(pair.context);
        modules.forEach(module -> module.register(SNMP));
        objects = L2tpObjects.of(pair.context).stream().collect(Collectors.toMap(MibObject::name, Function.identity()));
    }

    @AfterAll
    static void stop() {
        modules.forEach(MibModule::close);
        pair.close();
    }

    static List<Line> lines() throws Exception {
        var all = new ArrayList<Line>();
        for (String line : Files.readAllLines(NAMES)) {
            if (!line.startsWith("#")) {
                String[] words = line.split("\\|");
                all.add(new Line(
                        words[0].strip(),
                        words[1].strip(),
                        List.of(words[2].strip().split(" ")),
                        words[3].strip()));
            }
        }
        return all;
    }

    @Test
    @Order(1)
    void everyObjectHasItsPlaceInJmx() throws Exception {
        assertThat(new TreeSet<>(lines().stream().map(Line::object).toList()))
                .isEqualTo(new TreeSet<>(objects.keySet()));
        assertThat(lines())
                .filteredOn(line -> line.bean().equals("-"))
                .allSatisfy(line -> assertThat(line.compare())
                        .startsWith("constant")
                        .isEqualTo(objects.get(line.object()).shows()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    @Order(2)
    void showsTheSame(Line line) throws Exception {
        if (!line.bean().equals("-")) {
            var values = new ArrayList<>();
            for (String attribute : line.attributes()) {
                values.add(attribute(line.bean(), attribute));
            }
            compare(line, snmp(line), values);
        }
    }

    private static Variable snmp(Line line) throws Exception {
        MibObject object = objects.get(line.object());
        if (object.table().isEmpty()
                || line.bean().equals("PeerProfile")
                || object.table().startsWith("tunnelInet")) {
            return SNMP.values.get(object.oid()).get();
        }
        int index = number(line.bean(), "InterfaceIndex");
        int[] key = switch (object.table()) {
            case "l2tpTunnelMapTable" -> new int[] {number(line.bean(), "Id")};
            case "l2tpSessionStatsTable" ->
                new int[] {number(line.bean(), "TunnelInterfaceIndex"), number(line.bean(), "Id")};
            default -> new int[] {index};
        };
        Map<String, Variable> column = SNMP.column(object.oid());
        assertThat(column).containsKey(Arrays.toString(key));
        return column.get(Arrays.toString(key));
    }

    private static int number(String bean, String attribute) throws Exception {
        return (Integer) attribute(bean, attribute);
    }

    private static Object attribute(String bean, String attribute) throws Exception {
        return attribute(pair.name(bean), attribute);
    }

    private static Object attribute(ObjectName bean, String attribute) throws Exception {
        String[] path = attribute.split("\\.");
        Object value = pair.server.getAttribute(bean, path[0]);
        return path.length == 1 ? value : ((CompositeData) value).get(path[1]);
    }

    private static void compare(Line line, Variable snmp, List<Object> values) throws Exception {
        Object jmx = values.get(0);
        switch (line.compare()) {
            case "=" -> same(snmp, jmx);
            case "at most 32" -> assertThat(snmp.toLong()).isEqualTo(Math.min(32, ((Number) jmx).longValue()));
            case "filed" -> assertThat(snmp.toInt()).isEqualTo((Boolean) jmx ? 4 : 2);
            case "octets" ->
                assertThat(octets(snmp))
                        .isEqualTo(new byte[] {(byte) ((Integer) jmx >> 8), (byte) (int) (Integer) jmx});
            case "bits" -> assertThat(snmp.toInt()).isEqualTo((Integer) jmx + 1);
            case "type" -> assertThat(snmp.toInt()).isEqualTo(new int[] {1, 2, 3, 2}[(Integer) jmx]);
            case "sum" ->
                assertThat(snmp.toLong())
                        .isEqualTo(values.stream().mapToLong(v -> (Long) v).sum());
            case "least" ->
                assertThat(snmp.toLong())
                        .isEqualTo(
                                values.stream().mapToLong(v -> (Long) v).min().orElseThrow());
            case "both" -> assertThat(snmp.toInt()).isEqualTo((Boolean) jmx && (Integer) values.get(1) > 0 ? 1 : 2);
            case "flags" ->
                assertThat(snmp.toInt()).isEqualTo(1 + ((Boolean) jmx ? 1 : 0) + ((Boolean) values.get(1) ? 2 : 0));
            case "mega" -> assertThat(snmp.toLong()).isEqualTo(((Long) jmx + 500_000) / 1_000_000);
            case "moment" ->
                assertThat(snmp.toLong() * 10)
                        .isCloseTo((Long) jmx - (System.currentTimeMillis() - 3_600_000), within(5_000L));
            case "address" ->
                assertThat(InetAddress.getByAddress(octets(snmp)).getHostAddress())
                        .isEqualTo(jmx);
            case "addressType" ->
                assertThat(snmp.toInt()).isEqualTo(jmx.toString().contains(":") ? 2 : 1);
            default -> throw new AssertionError(line);
        }
    }

    private static byte[] octets(Variable snmp) {
        return ((OctetString) snmp).getValue();
    }

    private static void same(Variable snmp, Object jmx) {
        if (jmx instanceof Boolean flag) {
            assertThat(snmp.toInt()).isEqualTo(flag ? 1 : 2);
        } else if (jmx instanceof Number number) {
            assertThat(snmp.toLong()).isEqualTo(number.longValue());
        } else {
            assertThat(new String(octets(snmp), StandardCharsets.UTF_8)).isEqualTo(jmx.toString());
        }
    }

    /** By SNMP, seen in JMX; then back by JMX, seen in SNMP. */
    @ParameterizedTest
    @CsvSource({
        "l2tpDrainTunnels, 1, Daemon, Draining, true, false, 2",
        "l2tpDomainConfigAdminState, 1, PeerProfile, Enabled, true, true, 1",
        "l2tpDomainConfigDrainTunnels, 1, PeerProfile, Draining, true, false, 2",
        "l2tpDomainConfigTunnelHelloInt, 17, PeerProfile, HelloIntervalSeconds, 17, 0, 0",
        "l2tpDomainConfigTunnelIdleTO, 99, PeerProfile, IdleTimeoutSeconds, 99, -1, -1",
        "l2tpTunnelConfigHelloInterval, 20, Tunnel, HelloIntervalSeconds, 20, 50, 50",
        "l2tpTunnelConfigIdleTimeout, 600, Tunnel, IdleTimeoutSeconds, 600, -1, -1",
        "l2tpTunnelConfigControlMaxRetx, 9, Tunnel, MaxRetransmissions, 9, 4, 4",
        "l2tpTunnelConfigControlMaxRetxTO, 16, Tunnel, MaxRetransmitIntervalSeconds, 16, 8, 8",
        "l2tpTunnelConfigPayloadSeq, 3, Tunnel, PayloadSequencing, ALWAYS, NEVER, 2",
        "l2tpTunnelConfigPayloadSeq, 1, Tunnel, PayloadSequencing, ON_DEMAND, ALWAYS, 3",
        "l2tpTunnelConfigReassemblyTO, 250, Tunnel, ReorderTimeoutMilliseconds, 250, 0, 0",
        "l2tpTunnelConfigDrainTunnel, 1, Tunnel, Draining, true, false, 2",
        "ifLinkUpDownTrapEnable, 2, Tunnel, LinkNotifications, false, true, 1",
    })
    @Order(3)
    void changesTheSame(String object, int set, String bean, String attribute, String seen, String back, int snmp)
            throws Exception {
        String oid = objects.get(object).oid();
        SNMP.set(oid, set);
        Object now = attribute(rowOf(bean), attribute);
        assertThat(now).hasToString(seen);
        pair.server.setAttribute(rowOf(bean), new Attribute(attribute, parse(now, back)));
        assertThat(attribute(rowOf(bean), attribute)).hasToString(back);
        assertThat(SNMP.values.get(oid).get().toInt()).isEqualTo(snmp);
    }

    /** What is written is the first row by interface index, which is not always that of the lowest id. */
    private static ObjectName rowOf(String bean) throws Exception {
        if (!bean.equals("Tunnel")) {
            return pair.name(bean);
        }
        var byIndex = new TreeMap<Integer, ObjectName>();
        for (ObjectName name : pair.server.queryNames(new ObjectName("org.jl2tpd:type=Tunnel,*"), null)) {
            byIndex.put((Integer) attribute(name, "InterfaceIndex"), name);
        }
        return byIndex.firstEntry().getValue();
    }

    private static Object parse(Object like, String text) {
        if (like instanceof Boolean) {
            return Boolean.valueOf(text);
        }
        return like instanceof Integer ? Integer.valueOf(text) : text;
    }

    /** Objects that are written elsewhere, or by an operation. */
    private static final List<String> OTHERS =
            List.of("l2tpAdminState", "l2tpTunnelConfigControlRWS", "l2tpTunnelConfigTransport", "ifAdminStatus");

    @Test
    @Order(4)
    void everyObjectThatCanBeWrittenIsTried() throws Exception {
        var tried = L2tpParityTest.class
                .getDeclaredMethod(
                        "changesTheSame",
                        String.class,
                        int.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        int.class)
                .getAnnotation(CsvSource.class)
                .value();
        var names = new TreeSet<>(OTHERS);
        Arrays.stream(tried).forEach(line -> names.add(line.substring(0, line.indexOf(','))));
        assertThat(names)
                .isEqualTo(objects.values().stream()
                        .filter(MibObject::writable)
                        .map(MibObject::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @Order(5)
    void aSessionsLinkIsToldByTheSameSwitch() throws Exception {
        var daemon = javax.management.JMX.newMXBeanProxy(pair.server, pair.name("Daemon"), DaemonMXBean.class);
        int tunnel = number("Session", "TunnelId");
        daemon.setLinkNotifications(tunnel, number("Session", "Id"), true);
        assertThat(SNMP.column(objects.get("ifLinkUpDownTrapEnable").oid())
                        .get("[" + number("Session", "InterfaceIndex") + "]")
                        .toInt())
                .isEqualTo(1);
        assertThat(attribute("Session", "LinkNotifications")).isEqualTo(true);
    }

    /** Down by SNMP is what closing is in JMX, and switching the whole off closes all. */
    @Test
    @Order(6)
    void closesAndSwitchesOff() throws Exception {
        int tunnel = (Integer) attribute(rowOf("Tunnel"), "Id");
        SNMP.set(objects.get("ifAdminStatus").oid(), 2);
        pair.managed.inventory().refresh();
        var now = pair.managed.inventory().tunnels().get(tunnel);
        assertThat(now == null || now.view().state().equals("CLOSING")).isTrue();
        SNMP.set(objects.get("l2tpAdminState").oid(), 2);
        assertThat(attribute("Daemon", "Enabled")).isEqualTo(false);
        pair.server.setAttribute(pair.name("Daemon"), new Attribute("Enabled", true));
        assertThat(SNMP.values.get(objects.get("l2tpAdminState").oid()).get().toInt())
                .isEqualTo(1);
    }
}
