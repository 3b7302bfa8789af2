package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.snmp.Notifications;
import org.jl2tpd.management.snmp.SnmpClient;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notifications, as net-snmp's snmptrapd writes them down with the MIB's text loaded. */
@Timeout(60)
class LiveTrapTest {
    private static final long END_WAIT_S = 5;

    @TempDir
    Path folder;

    @Test
    void tunnelsAndWhenAskedForSessionsAreNotified() throws Exception {
        SnmpClient.needs("snmptrapd");
        int port = TrialDaemon.freePort();
        Path seen = folder.resolve("traps.txt");
        Process station = station(port, seen);
        try (LivePair pair = new LivePair(folder, port)) {
            Eventually.equal(() -> text(seen).contains("coldStart"), true);
            Map<String, String> made =
                    Map.of("tunnel_name", "seen", "dest_ipaddr", "127.0.0.1", "profile_name", "trial");
            pair.lac.control().createTunnel(made);
            TunnelKey tunnel = new TunnelKey(0, "seen");
            Eventually.equal(() -> text(seen).contains("JL2TPD-MIB::jl2tpdTunnelUp"), true);
            pair.lac.control().createSession(tunnel, session("unseen"));
            Eventually.equal(() -> pair.lac.control().showSystem().sessionsEstablished(), 2);
            assertThat(pair.lacClient
                            .run("snmpset", "jl2tpdNotifySessions.0", "i", "true")
                            .err())
                    .isEmpty();
            pair.lac.control().createSession(tunnel, session("seen"));
            Eventually.equal(() -> text(seen).contains("JL2TPD-MIB::jl2tpdSessionUp"), true);
            TimeUnit.NANOSECONDS.sleep(Notifications.SOURCE_PAUSE_NS);
            pair.lac.control().closeTunnel(tunnel, "enough");
            Eventually.equal(() -> text(seen).contains("JL2TPD-MIB::jl2tpdTunnelDown"), true);
            Eventually.equal(() -> text(seen).contains("JL2TPD-MIB::jl2tpdSessionDown"), true);
        } finally {
            station.destroy();
            station.waitFor(END_WAIT_S, TimeUnit.SECONDS);
        }
        assertThat(text(seen))
                .containsOnlyOnce("JL2TPD-MIB::jl2tpdSessionUp")
                .containsPattern("jl2tpdTunnelName\\.\\d+ = STRING: seen\\b")
                .containsPattern("jl2tpdTunnelPeerAddressType\\.\\d+ = INTEGER: ipv4\\(1\\)")
                .containsPattern("jl2tpdSessionUserName\\.\\d+\\.\\d+ = STRING: u\\b")
                .containsPattern("jl2tpdNotifyReason\\.0 = STRING: .*enough")
                .doesNotContain("enterprises.8072.9999");
    }

    private static Map<String, String> session(String name) {
        return Map.of("session_name", name, "user_name", "u", "secret_name", "u");
    }

    private Process station(int port, Path seen) throws Exception {
        Path configuration = folder.resolve("snmptrapd.conf");
        Files.writeString(configuration, "disableAuthorization yes\n");
        var builder = new ProcessBuilder(
                "snmptrapd",
                "-f",
                "-C",
                "-c",
                configuration.toString(),
                "-M",
                SnmpClient.mibPath(),
                "-m",
                "JL2TPD-MIB:SNMPv2-MIB",
                "-Lf",
                seen.toString(),
                "udp:127.0.0.1:" + port);
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
        builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("station.txt").toFile());
        Process process = builder.start();
        Eventually.equal(() -> text(seen).contains("NET-SNMP version"), true);
        return process;
    }

    private static String text(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
