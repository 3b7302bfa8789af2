package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.datapath.kernel.StaticTunnel;
import org.jl2tpd.linux.L2tpTunnel;
import org.junit.jupiter.api.Test;

class StaticTunnelSetupTest {
    private static final String TUNNELS = """
            [static_tunnel.a]
            local = "192.0.2.1"
            remote = "192.0.2.2"
            tunnel_id = 10
            peer_tunnel_id = 20
            our_udp_port = 5000
            peer_udp_port = 5001
            [static_tunnel.a.session.lan]
            session_id = 7
            peer_session_id = 8
            cookie = "01020304"
            sequencing = "send"
            l2spec_type = "default"
            addresses = ["10.0.0.1/24"]
            [static_tunnel.b]
            local = "fd00::1"
            remote = "fd00::2"
            tunnel_id = 11
            peer_tunnel_id = 21
            use_udp_checksums = false
            our_udp_port = 5000
            peer_udp_port = 5001
            [static_tunnel.c]
            local = "fd00::1"
            remote = "fd00::2"
            tunnel_id = 12
            peer_tunnel_id = 22
            encapsulation = "ip"
            [static_tunnel.c.session.lan]
            session_id = 9
            peer_session_id = 9
            l2spec_type = "none"
            """;

    private static final List<StaticTunnel> MADE =
            StaticTunnelSetup.of(ConfigLoader.parse("f", TUNNELS.getBytes(StandardCharsets.UTF_8))
                    .configuration()
                    .staticTunnels());

    @Test
    void asksTheKernelForWhatTheFileSays() {
        L2tpTunnel tunnel = MADE.get(0).tunnel();
        assertThat(tunnel.version()).isEqualTo(3);
        assertThat(tunnel.tunnelId()).isEqualTo(10);
        assertThat(tunnel.peerTunnelId()).isEqualTo(20);
        assertThat(tunnel.peerAddress()).containsExactly(192, 0, 2, 2);
        assertThat(tunnel.udp()).isEqualTo(new L2tpTunnel.Udp(5000, 5001, true, false, false));
        StaticTunnel.Session session = MADE.get(0).sessions().get(0);
        assertThat(session.session().tunnelId()).isEqualTo(10);
        assertThat(session.session().cookie()).containsExactly(1, 2, 3, 4);
        assertThat(session.session().peerCookie()).isEmpty();
        assertThat(session.session().sendSequence()).isTrue();
        assertThat(session.session().receiveSequence()).isFalse();
        assertThat(session.session().l2SpecificSublayer()).isEqualTo(1);
        assertThat(session.addresses()).singleElement().hasToString("Address[address=10.0.0.1, length=24]");
    }

    @Test
    void leavesChecksumsOutBothWaysOverIpv6() {
        assertThat(MADE.get(1).tunnel().udp()).isEqualTo(new L2tpTunnel.Udp(5000, 5001, false, true, true));
    }

    @Test
    void hasNoPortsOverProtocol115() {
        assertThat(MADE.get(2).tunnel().udp()).isNull();
        assertThat(MADE.get(2).sessions().get(0).session().l2SpecificSublayer()).isZero();
    }
}
