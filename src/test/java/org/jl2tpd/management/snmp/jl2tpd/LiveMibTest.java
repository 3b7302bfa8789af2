package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.daemon.LogLines;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.snmp.SnmpClient.Said;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** net-snmp's tools, with the MIB's text loaded, against two daemons that have a tunnel. */
@Timeout(60)
class LiveMibTest {
    @TempDir
    static Path folder;

    private static LivePair pair;

    @BeforeAll
    static void start() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.jl2tpd.trace")).setLevel(Level.TRACE);
        pair = new LivePair(folder, TrialDaemon.freePort());
        pair.lns.control().showSystem();
    }

    @AfterAll
    static void stop() {
        if (pair != null) {
            pair.close();
        }
        ((Logger) LoggerFactory.getLogger("org.jl2tpd.trace")).setLevel(null);
    }

    private static String ask(String... names) {
        Said said = pair.lnsClient.run("snmpget", names);
        assertThat(said.err()).isEmpty();
        return said.out();
    }

    /** What the LAC's agent answers to one object, its value alone. */
    private static String lacValue(String name) {
        return pair.lacClient.with("-Oqv").run("snmpget", name).out().trim();
    }

    private static Said set(String... arguments) {
        return pair.lacClient.run("snmpset", arguments);
    }

    @Test
    void totalsComeInOneRequest() throws Exception {
        Eventually.equal(() -> ask("jl2tpdSystemSessionsEstablished.0").contains("Gauge32: 1 sessions"), true);
        assertThat(ask(
                        "jl2tpdSystemTunnels.0",
                        "jl2tpdSystemTunnelsEstablished.0",
                        "jl2tpdSystemTunnelAttempts.0",
                        "jl2tpdSystemTunnelSuccesses.0",
                        "jl2tpdSystemSessionAttempts.0",
                        "jl2tpdSystemDraining.0",
                        "jl2tpdLimitsTunnels.0",
                        "jl2tpdSystemDatapath.0"))
                .contains("jl2tpdSystemTunnelsEstablished.0 = Gauge32: 1 tunnels")
                .contains("jl2tpdSystemTunnelAttempts.0 = Counter32: 1 tunnels")
                .contains("jl2tpdSystemTunnelSuccesses.0 = Counter32: 1 tunnels")
                .contains("jl2tpdSystemSessionAttempts.0 = Counter32: 1 sessions")
                .contains("jl2tpdSystemDraining.0 = INTEGER: false(2)")
                .contains("STRING: memory");
        assertThat(ask("jl2tpdTrafficControlRxPackets.0")).doesNotContain("Counter64: 0 ");
        assertThat(ask("jl2tpdHealthHeapUsed.0")).contains("octets");
    }

    @Test
    void tablesOfTunnelsAndSessionsAreRead() throws Exception {
        Eventually.equal(() -> table("jl2tpdSessionTable").contains("network"), true);
        // net-snmp shows an InetAddress in hexadecimal: 192.0.2.10.
        assertThat(table("jl2tpdSessionTable")).contains("lnsIncoming", "established", "C0 00 02 0A", "pppChap");
        assertThat(table("jl2tpdTunnelTable")).contains("established", "7F 00 00 01", "remote", "active");
    }

    private static String table(String name) {
        Said said = pair.lnsClient.run("snmptable", "-Ci", "-CB", name);
        assertThat(said.err()).isEmpty();
        return said.out();
    }

    @Test
    void everyTableIsWalkedInOrder() throws Exception {
        Eventually.equal(() -> ask("jl2tpdSystemSessionsEstablished.0").contains("Gauge32: 1 sessions"), true);
        Said walk = pair.lnsClient.run("snmpbulkwalk", "-Cr40", "jl2tpd");
        assertThat(walk.err()).isEmpty();
        assertThat(walk.out())
                .contains("jl2tpdMessageName.1 = STRING: SCCRQ")
                .contains("jl2tpdDiscardName.droppedShort = STRING: dropped_short")
                .contains("jl2tpdResultText.stopCcn.6 = STRING: shutting down")
                .contains("jl2tpdProfileRowStatus.ppp.\"default\" = INTEGER: active(1)")
                .contains("jl2tpdCounterValue.\"tunnels_opened\" = Counter64: 1")
                .doesNotContain("Wrong Type")
                .doesNotContain("password-of-u");
        assertThat(walk.lines()).hasSizeGreaterThan(600);
    }

    @Test
    void aDebugMaskIsSetByNameAndSomethingShows() throws Exception {
        int tunnel = pair.lac.control().showTunnel(new TunnelKey(0, "t")).id();
        String mask = "jl2tpdTunnelDebugMask." + tunnel;
        Eventually.equal(() -> lacValue(mask), "0");
        try (LogLines lines = new LogLines()) {
            assertThat(set(mask, "u", "6").out()).contains("Gauge32: 6");
            assertThat(lacValue(mask)).isEqualTo("6");
            pair.lac
                    .control()
                    .createSession(
                            new TunnelKey(tunnel, ""),
                            Map.of("session_name", "traced", "user_name", "u", "secret_name", "u"));
            Eventually.equal(
                    () -> lines.of("trace").stream()
                            .anyMatch(line -> line.contains("transport") && line.contains("transmit type 10")),
                    true);
            assertThat(lines.of("trace")).anyMatch(line -> line.contains("kernel_debug_mask 6"));
        }
        assertThat(set(mask, "u", "0").out()).contains("Gauge32: 0");
    }

    @Test
    void mistakesAreAnsweredWithTheirError() throws Exception {
        int tunnel = pair.lac.control().showTunnel(new TunnelKey(0, "t")).id();
        String mask = "jl2tpdTunnelDebugMask." + tunnel;
        Eventually.equal(() -> lacValue("jl2tpdTunnelRowStatus." + tunnel), "active");
        assertThat(set("-Ir", mask, "u", "16").err()).contains("wrongValue");
        assertThat(set("-Ir", mask, "i", "4").err()).contains("wrongType");
        assertThat(set("jl2tpdTunnelDebugMask.65535", "u", "4").err()).contains("noCreation");
        assertThat(set("jl2tpdTunnelPeerId." + tunnel, "u", "4").err()).contains("notWritable");
        assertThat(set("jl2tpdTunnelCloseReason." + tunnel, "s", "bye").err()).contains("inconsistentValue");
        assertThat(set("-Ir", "jl2tpdTunnelRowStatus." + tunnel, "i", "3").err())
                .contains("wrongValue");
        assertThat(set("-Ir", "jl2tpdTunnelDraining." + tunnel, "i", "3").err()).contains("wrongValue");
        assertThat(lacValue(mask)).isEqualTo("0");
    }

    @Test
    void aSetWithOneMistakeChangesNothing() throws Exception {
        int tunnel = pair.lac.control().showTunnel(new TunnelKey(0, "t")).id();
        String mask = "jl2tpdTunnelTraceMask." + tunnel;
        Eventually.equal(() -> lacValue("jl2tpdTunnelRowStatus." + tunnel), "active");
        assertThat(set("-Ir", mask, "u", "1", "jl2tpdSystemDraining.0", "i", "7")
                        .err())
                .contains("wrongValue")
                .contains("jl2tpdSystemDraining.0");
        assertThat(lacValue(mask)).isEqualTo("0");
        assertThat(lacValue("jl2tpdSystemDraining.0")).isEqualTo("false");
    }

    @Test
    void aTunnelIsDialledAndClosed() throws Exception {
        assertThat(set("jl2tpdDialRowStatus.\"made\"", "i", "createAndGo").err())
                .contains("inconsistentValue");
        Said made = set(
                "jl2tpdDialRowStatus.\"made\"",
                "i",
                "createAndGo",
                "jl2tpdDialDestination.\"made\"",
                "s",
                "127.0.0.1",
                "jl2tpdDialTunnelProfile.\"made\"",
                "s",
                "trial");
        assertThat(made.err()).isEmpty();
        Eventually.equal(() -> lacValue("jl2tpdDialState.\"made\""), "established");
        String id = lacValue("jl2tpdDialTunnelId.\"made\"");
        assertThat(lacValue("jl2tpdTunnelName." + id)).isEqualTo("made");
        assertThat(lacValue("jl2tpdTunnelDiscontinuityTime." + id)).isNotEqualTo("0:0:00:00.00");
        assertThat(lacValue("jl2tpdDialStorageType.\"made\"")).isEqualTo("volatile");
        assertThat(set("jl2tpdDialPersist.\"made\"", "i", "true").err()).contains("inconsistentValue");
        Said closed =
                set("jl2tpdTunnelRowStatus." + id, "i", "destroy", "jl2tpdTunnelCloseReason." + id, "s", "by a test");
        assertThat(closed.err()).isEmpty();
        assertThat(lacValue("jl2tpdTunnelRowStatus." + id))
                .isIn("notInService", "No Such Instance currently exists at this OID");
        Eventually.equal(() -> lacValue("jl2tpdDialState.\"made\""), "No Such Instance currently exists at this OID");
        Eventually.equal(
                () -> pair.lnsClient
                        .run("snmpbulkwalk", "jl2tpdClosedTunnelCause")
                        .out()
                        .contains("by a test"),
                true);
    }

    @Test
    void aSessionIsClosed() throws Exception {
        int tunnel = pair.lac.control().showTunnel(new TunnelKey(0, "t")).id();
        int session = pair.lac
                .control()
                .createSession(
                        new TunnelKey(tunnel, ""),
                        Map.of("session_name", "short", "user_name", "u", "secret_name", "u"))
                .id();
        String status = "jl2tpdSessionRowStatus." + tunnel + "." + session;
        Eventually.equal(() -> lacValue(status), "active");
        assertThat(set(status, "i", "destroy").err()).isEmpty();
        Eventually.equal(() -> lacValue(status), "No Such Instance currently exists at this OID");
        assertThat(set(status, "i", "destroy").err()).as("a row that is gone").isEmpty();
    }

    @Test
    void aProfileIsMadeChangedAndDestroyed() {
        String status = "jl2tpdProfileRowStatus.tunnel.\"gold\"";
        String hello = "jl2tpdProfileAttributeValue.tunnel.\"gold\".\"hello_timeout\"";
        assertThat(set(status, "i", "createAndGo").err()).isEmpty();
        assertThat(lacValue("jl2tpdProfileStorageType.tunnel.\"gold\"")).isEqualTo("volatile");
        assertThat(set(hello, "s", "30").err()).isEmpty();
        assertThat(lacValue(hello)).isEqualTo("30");
        assertThat(lacValue("jl2tpdProfileAttributeIsSet.tunnel.\"gold\".\"hello_timeout\""))
                .isEqualTo("true");
        assertThat(set(hello, "s", "99999").err()).contains("wrongValue");
        assertThat(set("jl2tpdProfileAttributeIsSet.tunnel.\"gold\".\"hello_timeout\"", "i", "false")
                        .err())
                .isEmpty();
        assertThat(lacValue(hello)).isEqualTo("60");
        assertThat(set(status, "i", "createAndGo").err()).contains("inconsistentValue");
        assertThat(set(status, "i", "destroy").err()).isEmpty();
        assertThat(lacValue(status)).contains("No Such Instance");
        assertThat(set("jl2tpdProfileRowStatus.tunnel.\"default\"", "i", "destroy")
                        .err())
                .contains("inconsistentValue");
    }

    @Test
    void aSecretIsReferredToByNameAndNeverRead() {
        String status = "jl2tpdProfileRowStatus.peer.\"partner\"";
        assertThat(set(status, "i", "createAndGo").err()).isEmpty();
        assertThat(set("jl2tpdProfileAttributeValue.peer.\"partner\".\"secret_name\"", "s", "u")
                        .err())
                .isEmpty();
        assertThat(lacValue("jl2tpdProfileAttributeValue.peer.\"partner\".\"secret\""))
                .isEqualTo("***");
        assertThat(set("jl2tpdProfileAttributeValue.peer.\"partner\".\"secret\"", "s", "shown")
                        .err())
                .contains("notWritable");
        assertThat(set(status, "i", "destroy").err()).isEmpty();
    }

    @Test
    void aSwitchIsOnTheDiskWhenTheAnswerComes() throws Exception {
        assertThat(lacValue("jl2tpdNotifySessions.0")).isEqualTo("false");
        assertThat(set("jl2tpdNotifySessions.0", "i", "true").err()).isEmpty();
        assertThat(Files.readString(pair.lacState.resolve("state"))).contains("snmp.notify_sessions=true");
        assertThat(set("jl2tpdNotifySessions.0", "i", "false").err()).isEmpty();
        assertThat(lacValue("jl2tpdNotifySessions.0")).isEqualTo("false");
    }
}
