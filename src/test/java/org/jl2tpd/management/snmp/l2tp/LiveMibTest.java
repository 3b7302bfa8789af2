package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.SnmpClient.Said;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.smi.OID;

/** net-snmp's tools with the MIBs loaded against two daemons that talk to each other; what closes something comes last. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveMibTest {
    private static final String TRANSMISSION = "1.3.6.1.2.1.10";
    private static final String INTERFACES = "1.3.6.1.2.1.2";
    private static final String INTERFACES_MIB = "1.3.6.1.2.1.31";

    @TempDir
    static Path directory;

    private static LivePair pair;

    @BeforeAll
    static void start() throws Exception {
        SnmpClient.needs("snmpbulkwalk");
        pair = new LivePair(directory);
        for (SnmpClient agent : List.of(pair.lnsAgent, pair.lacAgent)) {
            LivePair.eventually(() -> numbers(agent, L2tpMib.SESSION_STATS + ".6"), List.of("3", "3"));
            LivePair.eventually(() -> numbers(agent, L2tpMib.TUNNEL_STATS + ".3"), List.of("3"));
        }
    }

    @AfterAll
    static void stop() {
        if (pair != null) {
            pair.close();
        }
    }

    private static List<String> walk(SnmpClient agent, String from) {
        Said said = agent.with("-On", "-Oq").run("snmpbulkwalk", "-Cr30", from);
        assertThat(said.err()).isEmpty();
        return said.lines();
    }

    /** The values of a walk. */
    private static List<String> numbers(SnmpClient agent, String from) {
        return walk(agent, from).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static String get(SnmpClient agent, String name) throws IOException {
        Said said = pair.withMibs(agent).with("-Oqv").run("snmpget", name);
        assertThat(said.err()).isEmpty();
        return said.out().trim();
    }

    private static Said set(SnmpClient agent, String... assignment) throws IOException {
        return pair.withMibs(agent).run("snmpset", assignment);
    }

    private static int tunnelIndex(SnmpClient agent) {
        return Integer.parseInt(numbers(agent, L2tpMib.TUNNEL_MAP + ".2").get(0));
    }

    @Test
    @Order(1)
    void aWalkIsStrictlyIncreasing() throws Exception {
        for (SnmpClient agent : List.of(pair.lnsAgent, pair.lacAgent)) {
            for (String part : List.of(TRANSMISSION, INTERFACES, INTERFACES_MIB)) {
                List<OID> names = walk(agent, part).stream()
                        .map(line -> new OID(line.substring(1, line.indexOf(' '))))
                        .toList();
                assertThat(names).isNotEmpty();
                for (int i = 1; i < names.size(); i++) {
                    assertThat(names.get(i)).isGreaterThan(names.get(i - 1));
                }
            }
        }
    }

    @Test
    @Order(2)
    void everyValueFitsItsMib() throws Exception {
        for (SnmpClient agent : List.of(pair.lnsAgent, pair.lacAgent)) {
            for (String part : List.of(TRANSMISSION, INTERFACES, INTERFACES_MIB)) {
                Said said = pair.withMibs(agent).run("snmpbulkwalk", "-Cr30", part);
                assertThat(said.err()).isEmpty();
                assertThat(said.out())
                        .doesNotContain("Wrong Type", "SNMPv2-SMI::", "No more variables")
                        .contains("MIB::");
            }
        }
    }

    @Test
    @Order(3)
    void tablesReadAsTables() throws Exception {
        assertThat(table("L2TP-MIB::l2tpTunnelStatsTable"))
                .contains("tunnelEstablished", "remotely", "lac.example", "jl2tpd", "01 00", "digitalAnalog");
        assertThat(table("L2TP-MIB::l2tpTunnelConfigTable")).contains("lac.example", "udpIp", "50 seconds");
        assertThat(table("L2TP-MIB::l2tpSessionStatsTable")).contains("lnsIncoming", "sessionEstablished", "u");
        assertThat(table("L2TP-MIB::l2tpDomainConfigTable")).contains("enabled", "permanent", "active");
        assertThat(table("L2TP-MIB::l2tpDomainStatsTable")).contains("l2tpDomainStatsControlHCRxOctets");
        assertThat(table("IF-MIB::ifTable")).contains("tunnel", "ppp", "65467", "up");
        assertThat(table("IF-MIB::ifXTable")).contains("enabled", "disabled");
        assertThat(table("TUNNEL-MIB::tunnelIfTable")).contains("l2tp", "ipv4");
        assertThat(table("TUNNEL-MIB::tunnelInetConfigTable")).contains("active", "volatile");
    }

    private static String table(String name) throws IOException {
        Said said = pair.withMibs(pair.lnsAgent).run("snmptable", "-Ci", name);
        assertThat(said.err()).isEmpty();
        return said.out();
    }

    @Test
    @Order(4)
    void bothEndsSayTheSameOfEachOther() throws Exception {
        String lns = "." + tunnelIndex(pair.lnsAgent);
        String lac = "." + tunnelIndex(pair.lacAgent);
        String stats = "L2TP-MIB::l2tpTunnelStats";
        assertThat(get(pair.lnsAgent, stats + "LocalTID" + lns))
                .isEqualTo(get(pair.lacAgent, stats + "RemoteTID" + lac));
        assertThat(get(pair.lnsAgent, stats + "RemoteFirmwareRev" + lns))
                .isEqualTo(get(pair.lacAgent, "L2TP-MIB::l2tpFirmwareRev.0"));
        assertThat(get(pair.lnsAgent, stats + "RemoteVendorName" + lns))
                .isEqualTo(get(pair.lacAgent, "L2TP-MIB::l2tpVendorName.0"));
        assertThat(get(pair.lacAgent, stats + "Initiated" + lac)).isEqualTo("locally");
        assertThat(get(pair.lnsAgent, "L2TP-MIB::l2tpUdpStatsPeerPort" + lns))
                .isEqualTo(get(pair.lacAgent, "L2TP-MIB::l2tpUdpStatsLocalPort" + lac));
        assertThat(numbers(pair.lacAgent, L2tpMib.SESSION_STATS + ".7")).containsOnly("1");
    }

    @Test
    @Order(5)
    void sessionsLieOnTheLnssTunnelAndNotOnTheLacs() throws Exception {
        int tunnel = tunnelIndex(pair.lnsAgent);
        List<String> sessions = numbers(pair.lnsAgent, L2tpMib.SESSION_STATS + ".2");
        var wanted = new ArrayList<String>();
        sessions.forEach(session -> wanted.add("0." + session));
        wanted.add(tunnel + ".0");
        sessions.forEach(session -> wanted.add(session + "." + tunnel));
        assertThat(stack(pair.lnsAgent)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(stack(pair.lacAgent)).hasSize(6).allMatch(pair -> pair.startsWith("0.") || pair.endsWith(".0"));
    }

    private static List<String> stack(SnmpClient agent) {
        String column = "." + IfMib.IF_STACK_ENTRY + ".3.";
        return walk(agent, IfMib.IF_STACK_ENTRY).stream()
                .map(line -> line.substring(column.length(), line.indexOf(' ')))
                .toList();
    }

    @Test
    @Order(6)
    void octetsOfASessionAreCounted() throws Exception {
        int session = Integer.parseInt(
                numbers(pair.lnsAgent, L2tpMib.SESSION_STATS + ".2").get(0));
        assertThat(Long.parseLong(get(pair.lnsAgent, "IF-MIB::ifHCInOctets." + session)))
                .isPositive();
        assertThat(Long.parseLong(get(pair.lnsAgent, "IF-MIB::ifHCInOctets." + tunnelIndex(pair.lnsAgent))))
                .isPositive();
    }

    @Test
    @Order(7)
    void aHelloIntervalIsSet() throws Exception {
        String name = "L2TP-MIB::l2tpTunnelConfigHelloInterval." + tunnelIndex(pair.lacAgent);
        assertThat(set(pair.lacAgent, name, "=", "25").err()).isEmpty();
        assertThat(get(pair.lacAgent, name)).isEqualTo("25 seconds");
        assertThat(pair.lac
                        .control()
                        .listTunnels(0, 1)
                        .tunnels()
                        .get(0)
                        .detail()
                        .helloIntervalSeconds())
                .isEqualTo(25);
        assertThat(pair.lac.control().showSystem().sessionsEstablished()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void aSetWithOneWrongValueChangesNothing() throws Exception {
        String hello = "L2TP-MIB::l2tpTunnelConfigHelloInterval." + tunnelIndex(pair.lacAgent);
        String window = "L2TP-MIB::l2tpTunnelConfigControlRWS." + tunnelIndex(pair.lacAgent);
        String before = get(pair.lacAgent, hello);
        assertThat(set(pair.lacAgent, hello, "=", "33", window, "=", "3").err()).contains("inconsistentValue");
        assertThat(get(pair.lacAgent, hello)).isEqualTo(before);
    }

    @Test
    @Order(9)
    void helloOfADomainIsSetInItsOwnTunnelProfile() throws Exception {
        String name = "L2TP-MIB::l2tpDomainConfigTunnelHelloInt.\"lac.example\"";
        assertThat(set(pair.lnsAgent, name, "=", "40").err()).isEmpty();
        assertThat(get(pair.lnsAgent, name)).isEqualTo("40 seconds");
        assertThat(set(pair.lnsAgent, "L2TP-MIB::l2tpDomainConfigTunnelHelloInt.\"default\"", "=", "40")
                        .err())
                .contains("inconsistentValue");
    }

    @Test
    @Order(10)
    void drainingIsSeenEverywhereAndCanBeEnded() throws Exception {
        assertThat(set(pair.lnsAgent, "L2TP-MIB::l2tpDrainTunnels.0", "=", "true")
                        .err())
                .isEmpty();
        assertThat(pair.lns.control().showSystem().draining()).isTrue();
        assertThat(get(pair.lnsAgent, "L2TP-MIB::l2tpDrainingTunnels.0")).isEqualTo("true");
        String draining = "L2TP-MIB::l2tpTunnelStatsDrainingTunnel." + tunnelIndex(pair.lnsAgent);
        LivePair.eventually(() -> get(pair.lnsAgent, draining), "true");
        assertThat(set(pair.lnsAgent, "L2TP-MIB::l2tpDrainTunnels.0", "=", "false")
                        .err())
                .isEmpty();
        LivePair.eventually(() -> get(pair.lnsAgent, draining), "false");
    }

    @Test
    @Order(11)
    void aTunnelsDrainIsItsOwn() throws Exception {
        String tunnel = "." + tunnelIndex(pair.lnsAgent);
        String drain = "L2TP-MIB::l2tpTunnelConfigDrainTunnel" + tunnel;
        assertThat(set(pair.lnsAgent, drain, "=", "true").err()).isEmpty();
        assertThat(get(pair.lnsAgent, drain)).isEqualTo("true");
        assertThat(get(pair.lnsAgent, "L2TP-MIB::l2tpTunnelStatsDrainingTunnel" + tunnel))
                .isEqualTo("true");
        assertThat(get(pair.lnsAgent, "L2TP-MIB::l2tpDrainTunnels.0")).isEqualTo("false");
        assertThat(set(pair.lnsAgent, drain, "=", "false").err()).isEmpty();
    }

    @Test
    @Order(12)
    void whatCanNotBeDoneIsRefusedByItsName() throws Exception {
        int tunnel = tunnelIndex(pair.lnsAgent);
        for (String line : List.of(
                "IF-MIB::ifAdminStatus." + tunnel + " i 3 wrongValue",
                "IF-MIB::ifPromiscuousMode." + tunnel + " i 1 notWritable",
                "L2TP-MIB::l2tpTunnelConfigControlMaxRetxTO." + tunnel + " i 7 wrongValue",
                "L2TP-MIB::l2tpTunnelConfigProxyPPPAuth." + tunnel + " i 1 notWritable",
                "L2TP-MIB::l2tpTunnelConfigHelloInterval.2000000000 i 20 noCreation",
                "L2TP-MIB::l2tpSessionMapStatus.2000000000 i 4 notWritable")) {
            String[] parts = line.split(" ");
            // Without the MIB's ranges, so that the agent is who refuses.
            Said said = pair.withMibs(pair.lnsAgent).with("-Ir").run("snmpset", parts[0], parts[1], parts[2]);
            assertThat(said.err()).as(line).contains(parts[3]);
        }
    }

    @Test
    @Order(20)
    void downOnASessionsInterfaceClosesIt() throws Exception {
        List<String> sessions = numbers(pair.lnsAgent, L2tpMib.SESSION_STATS + ".2");
        assertThat(set(pair.lnsAgent, "IF-MIB::ifAdminStatus." + sessions.get(0), "=", "down")
                        .err())
                .isEmpty();
        LivePair.eventually(
                () -> numbers(pair.lnsAgent, L2tpMib.SESSION_STATS + ".2").contains(sessions.get(0)), false);
        assertThat(numbers(pair.lnsAgent, L2tpMib.SESSION_STATS + ".2")).contains(sessions.get(1));
    }

    @Test
    @Order(21)
    void downOnATunnelsInterfaceClosesItAndItsRowStaysAWhile() throws Exception {
        int tunnel = tunnelIndex(pair.lacAgent);
        assertThat(set(pair.lacAgent, "IF-MIB::ifAdminStatus." + tunnel, "=", "down")
                        .err())
                .isEmpty();
        assertThat(get(pair.lacAgent, "L2TP-MIB::l2tpTunnelStatsState." + tunnel))
                .isEqualTo("tunnelDisconnecting");
        assertThat(get(pair.lacAgent, "IF-MIB::ifOperStatus." + tunnel)).isEqualTo("down");
        assertThat(get(pair.lacAgent, "L2TP-MIB::l2tpTunnelStatsRemoteVendorName." + tunnel))
                .isEqualTo("jl2tpd");
        LivePair.eventually(() -> pair.lns.control().showSystem().tunnelsEstablished(), 0);
    }

    @Test
    @Order(22)
    void theWholeIsSwitchedOff() throws Exception {
        assertThat(set(pair.lnsAgent, "L2TP-MIB::l2tpAdminState.0", "=", "disabled")
                        .err())
                .isEmpty();
        assertThat(get(pair.lnsAgent, "L2TP-MIB::l2tpAdminState.0")).isEqualTo("disabled");
        assertThat(pair.lns.control().system().enabled()).isFalse();
        assertThat(set(pair.lnsAgent, "L2TP-MIB::l2tpAdminState.0", "=", "enabled")
                        .err())
                .isEmpty();
        assertThat(pair.lns.control().system().enabled()).isTrue();
    }

    @Test
    @Order(23)
    void whatADomainWasSetToOutlivesARestart() throws Exception {
        String state = "L2TP-MIB::l2tpDomainConfigAdminState.\"stranger.example\"";
        String drain = "L2TP-MIB::l2tpDomainConfigDrainTunnels.\"stranger.example\"";
        assertThat(set(pair.lnsAgent, state, "=", "disabled", drain, "=", "true")
                        .err())
                .isEmpty();
        pair.lns.close();
        try (Daemon again = Daemon.start(pair.lnsConfiguration, "again")) {
            LivePair.eventually(() -> get(pair.lnsAgent, state), "disabled");
            assertThat(get(pair.lnsAgent, drain)).isEqualTo("true");
            assertThat(again.control().system().enabled()).isTrue();
        }
    }
}
