package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jl2tpd.testing.OwnNetwork.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import org.jl2tpd.testing.OwnNetwork;
import org.junit.jupiter.api.Test;

/** Against the kernel, where it has the driver. */
class L2tpNetlinkTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final byte[] LOOPBACK6 = HexFormat.of().parseHex("00000000000000000000000000000001");
    private static final byte[] COOKIE = HexFormat.of().parseHex("0102030405060708");
    private static final byte[] PEER_COOKIE = HexFormat.of().parseHex("0a0b0c0d");

    private interface Body {
        void run(L2tpNetlink netlink) throws Exception;
    }

    private static void withDriver(Body body) throws Exception {
        OwnNetwork.run(() -> {
            try (var netlink = open()) {
                body.run(netlink);
            }
        });
    }

    private static L2tpNetlink open() {
        try {
            return new L2tpNetlink();
        } catch (SystemCallException e) {
            assumeTrue(false, "needs the kernel's L2TP driver: " + e.getMessage());
            return null;
        }
    }

    private static L2tpTunnel tunnel(int version, long id, byte[] address, L2tpTunnel.Udp udp) {
        return new L2tpTunnel(version, id, id + 1, address, address, udp, L2tpStatistics.NONE);
    }

    private static L2tpSession session(long tunnel, long id, String name) {
        return new L2tpSession(
                tunnel,
                0,
                id,
                id + 1,
                L2tpSession.ETHERNET,
                name,
                COOKIE,
                PEER_COOKIE,
                1,
                true,
                true,
                false,
                100,
                L2tpStatistics.NONE);
    }

    @Test
    void saysThatAFamilyDoesNotExist() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        try (var netlink = new GenericNetlink()) {
            assertThat(netlink.family("nlctrl")).isEqualTo(GenericNetlinkConstants.GENL_ID_CTRL);
            assertThatThrownBy(() -> netlink.family("no-such"))
                    .isInstanceOf(SystemCallException.class)
                    .hasMessageContaining("ENOENT");
            assertThat(netlink.family("nlctrl")).as("still usable").isEqualTo(GenericNetlinkConstants.GENL_ID_CTRL);
        }
    }

    @Test
    void makesAndShowsTunnelsOverUdpAndProtocol115() throws Exception {
        withDriver(netlink -> {
            var udp = new L2tpTunnel.Udp(5000, 5001, true, false, false);
            netlink.createTunnel(tunnel(3, 10, LOOPBACK, udp));
            netlink.createTunnel(tunnel(3, 20, LOOPBACK, null));
            netlink.createTunnel(tunnel(3, 30, LOOPBACK6, null));
            var udp6 = new L2tpTunnel.Udp(5002, 5003, false, true, true);
            netlink.createTunnel(tunnel(3, 40, LOOPBACK6, udp6));
            assertThat(netlink.tunnel(10).udp()).isEqualTo(udp);
            assertThat(netlink.tunnel(10).localAddress()).isEqualTo(LOOPBACK);
            assertThat(netlink.tunnel(20).udp()).isNull();
            assertThat(netlink.tunnel(40).udp().zeroChecksum6Tx()).isTrue();
            assertThat(netlink.tunnel(40).peerAddress()).isEqualTo(LOOPBACK6);
            assertThat(netlink.tunnel(40).version()).isEqualTo(3);
            var ids = new ArrayList<Long>();
            netlink.tunnels(t -> ids.add(t.tunnelId()));
            assertThat(ids).containsExactlyInAnyOrder(10L, 20L, 30L, 40L);
            for (long id : ids) {
                assertThat(netlink.deleteTunnel(id)).isTrue();
            }
            for (int i = 0; i < 200 && netlink.tunnel(10) != null; i++) {
                Thread.sleep(10);
            }
            assertThat(netlink.tunnel(10)).isNull();
            assertThat(netlink.deleteTunnel(10)).isFalse();
        });
    }

    @Test
    void makesChangesAndShowsAnEthernetSession() throws Exception {
        withDriver(netlink -> {
            netlink.createTunnel(tunnel(3, 10, LOOPBACK, new L2tpTunnel.Udp(5000, 5001, true, false, false)));
            netlink.createSession(session(10, 77, "l2t7"));
            assertThat(sh("ip link show l2t7")).contains("link/ether");
            L2tpSession made = netlink.session(10, 77);
            assertThat(made.interfaceName()).isEqualTo("l2t7");
            assertThat(made.peerSessionId()).isEqualTo(78);
            assertThat(made.peerTunnelId()).isEqualTo(11);
            assertThat(made.cookie()).isEqualTo(COOKIE);
            assertThat(made.peerCookie()).isEqualTo(PEER_COOKIE);
            assertThat(made.sendSequence() && made.receiveSequence()).isTrue();
            assertThat(made.reorderTimeoutMs()).isEqualTo(100);
            sh("ip link set l2t7 up && ip addr add 10.9.0.1/24 dev l2t7 && ping -c 1 -W 1 10.9.0.2 >/dev/null; true");
            L2tpStatistics after = netlink.session(10, 77).statistics();
            assertThat(after.txPackets()).isPositive();
            assertThat(after.txOctets()).isPositive();
            var plain = new L2tpSession(
                    10, 0, 77, 0, 5, "", new byte[0], new byte[0], 1, false, false, false, 0, L2tpStatistics.NONE);
            netlink.modifySession(plain);
            assertThat(netlink.session(10, 77).sendSequence()).isFalse();
            assertThat(netlink.deleteSession(10, 77)).isTrue();
            assertThat(netlink.deleteSession(10, 77)).isFalse();
            assertThat(netlink.session(10, 77)).isNull();
            assertThat(netlink.session(99, 77)).isNull();
            assertThat(sh("ip link")).doesNotContain("l2t7");
            netlink.deleteTunnel(10);
        });
    }

    @Test
    void givesTheKernelsReasonAndGoesOn() throws Exception {
        withDriver(netlink -> {
            netlink.createTunnel(tunnel(3, 10, LOOPBACK, null));
            assertThatThrownBy(() -> netlink.createTunnel(tunnel(3, 10, LOOPBACK, null)))
                    .hasMessageContaining("create L2TP tunnel 10")
                    .hasMessageContaining("EEXIST");
            assertThatThrownBy(() -> netlink.createSession(session(11, 1, ""))).hasMessageContaining("ENODEV");
            byte[] foreign = {(byte) 192, 0, 2, 1};
            assertThatThrownBy(() -> netlink.createTunnel(tunnel(3, 50, foreign, null)))
                    .hasMessageContaining("EADDRNOTAVAIL");
            assertThat(netlink.deleteTunnel(10)).isTrue();
        });
    }

    @Test
    void dumpsMoreSessionsThanFitOnePart() throws Exception {
        withDriver(netlink -> {
            netlink.createTunnel(tunnel(2, 10, LOOPBACK, new L2tpTunnel.Udp(5000, 5001, true, false, false)));
            int count = 1000;
            for (int i = 1; i <= count; i++) {
                netlink.createSession(new L2tpSession(
                        10,
                        0,
                        i,
                        i,
                        L2tpSession.PPP,
                        "",
                        new byte[0],
                        new byte[0],
                        1,
                        false,
                        false,
                        false,
                        0,
                        L2tpStatistics.NONE));
            }
            var seen = new java.util.BitSet();
            netlink.sessions(s -> seen.set((int) s.sessionId()));
            assertThat(seen.cardinality()).isEqualTo(count);
            assertThat(netlink.deleteTunnel(10)).isTrue();
        });
    }
}
