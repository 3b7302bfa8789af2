package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.snmp.TrapReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** net-snmp's snmptrapd hears of tunnels. */
@Timeout(60)
class LiveNotificationTest {
    private static final String TARGET = """
            [secret.trap]
            value = "trap-community"
            [[snmp_community]]
            name = "trap"
            community_secret_name = "trap"
            [[snmp_target]]
            name = "station"
            address = "127.0.0.1"
            port = %d
            community = "trap"
            """;

    @TempDir
    Path directory;

    @Test
    void linksAndPeersThatDoNotProveThemselvesAreTold() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("station"));
        try (TrapReceiver station = TrapReceiver.start(folder, "authCommunity log trap-community");
                LivePair pair = new LivePair(directory, TARGET.formatted(station.port))) {
            station.await(text -> text.contains("." + IfMib.LINK_UP));
            pair.lac.control().createTunnel(stranger(pair));
            String told = station.await(text -> text.contains("." + L2tpMib.TUNNEL_AUTH_FAILURE));
            assertThat(told)
                    .containsPattern("\\." + quoted(L2tpMib.TUNNEL_STATS) + "\\.4\\.\\d+ = INTEGER: 2")
                    .containsPattern(
                            "\\." + quoted(L2tpMib.TUNNEL_STATS) + "\\.5\\.\\d+ = STRING: \"stranger.example\"")
                    .containsPattern("\\." + quoted(TunnelMib.IF_ENTRY) + "\\.10\\.\\d+ = Hex-STRING: 7F 00 00 01")
                    .containsPattern("\\." + quoted(L2tpMib.TUNNEL_STATS) + "\\.27\\.\\d+ = INTEGER: 4");
            pair.lac.control().closeTunnel(new TunnelKey(0, "office"), "");
            assertThat(station.await(text -> text.contains("." + IfMib.LINK_DOWN)))
                    .containsPattern("\\." + quoted(IfMib.IF_ENTRY) + "\\.8\\.\\d+ = INTEGER: 2");
        }
    }

    private static String quoted(String oid) {
        return oid.replace(".", "\\.");
    }

    /** A tunnel of a peer that asks for no proof, and has another secret than the LNS, which does. */
    private static Map<String, String> stranger(LivePair pair) throws Exception {
        return Map.of(
                "tunnel_name",
                "stranger",
                "dest_ipaddr",
                "127.0.0.1",
                "peer_udp_port",
                Integer.toString(pair.port),
                "host_name",
                "stranger.example",
                "auth_mode",
                "none",
                "secret_name",
                "other");
    }
}
