package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.testing.OwnNetwork.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.TunDevice;
import org.jl2tpd.testing.OwnNetwork;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

/** The TUN datapath on a real kernel, in a network namespace of the test's own; needs root. */
class TunKernelTest {
    private static final TunSettings POOL =
            new TunSettings("jl2tpd0", 1500, true, List.of(IpPrefix.parse("10.8.0.0/16")));

    private final FakeSink sink = new FakeSink();
    private final FakeSession session = new FakeSession(1);

    private void drain() throws InterruptedException {
        for (int i = 0; i < 50 && sink.sent.isEmpty(); i++) {
            for (PolledSource source : sink.watched.values()) {
                source.drain(64);
            }
            Thread.sleep(2);
        }
    }

    @Test
    void carriesPacketsBetweenTheKernelAndASession() throws Exception {
        OwnNetwork.run(() -> {
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                assertThat(datapath.check()).isNull();
                datapath.attach(sink);
                assertThat(datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64")))
                        .isNull();
                assertThat(sh("ip route"))
                        .contains("10.0.0.2 dev jl2tpd0 proto static scope link src 10.0.0.1 mtu 1460");
                try (var socket = new DatagramSocket()) {
                    byte[] payload = {1, 2, 3};
                    socket.send(new DatagramPacket(payload, 3, InetAddress.getByName("10.0.0.2"), 7777));
                    drain();
                    ByteBuffer packet = ByteBuffer.wrap(sink.sent.remove(0).packet());
                    assertThat(packet.remaining()).isEqualTo(31);
                    assertThat(new IpAddress(0, IpPacket.sourceLo(packet))).isEqualTo(IpAddress.parse("10.0.0.1"));
                    datapath.deliver(session, Packets.udp("10.0.0.2", "10.0.0.1", 7777, socket.getLocalPort(), 5));
                    socket.setSoTimeout(2000);
                    var got = new DatagramPacket(new byte[100], 100);
                    socket.receive(got);
                    assertThat(got.getLength()).isEqualTo(5);
                    assertThat(got.getPort()).isEqualTo(7777);
                }
                datapath.close(session);
                assertThat(sh("ip route")).doesNotContain("10.0.0.2");
                assertThat(sh("ip addr show jl2tpd0")).doesNotContain("10.0.0.1");
                assertThat(datapath.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
            }
            assertThat(sh("ip link")).doesNotContain("jl2tpd0");
        });
    }

    @Test
    void letsTheKernelAnswerAPeersPingOverBothFamilies() throws Exception {
        OwnNetwork.run(() -> {
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                datapath.attach(sink);
                datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64"));
                datapath.deliver(session, Packets.echo("10.0.0.2", "10.0.0.1", 3, 1400));
                drain();
                assertThat(sink.sent.remove(0).packet()[20]).isZero();
                if (Files.exists(Path.of("/proc/sys/net/ipv6"))) {
                    // A new address works only when a worker of the kernel has got to it.
                    for (int i = 0; i < 50 && sink.sent.isEmpty(); i++) {
                        datapath.deliver(session, Packets.echo("fe80::b1", "fe80::1", 3, 100));
                        drain();
                    }
                    assertThat(sink.sent.remove(0).packet()[40] & 0xff).isEqualTo(129);
                }
            }
        });
    }

    @Test
    void keepsTheLnsOutOfAClientsDefaultRoute() throws Exception {
        OwnNetwork.run(() -> {
            var uplink = TunDevice.open("eth9");
            sh("ip addr add 192.0.2.1/24 dev eth9; ip link set eth9 up;" + " ip route add default via 192.0.2.254");
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                datapath.attach(sink);
                assertThat(datapath.open(session, Packets.client("lns1", "10.0.0.2", "10.0.0.1", true, "203.0.113.1")))
                        .isNull();
                assertThat(sh("ip route get 203.0.113.1")).contains("via 192.0.2.254 dev eth9");
                assertThat(sh("ip route get 8.8.8.8")).contains("dev lns1 src 10.0.0.2");
                assertThat(sh("ip addr show lns1")).contains("10.0.0.2 peer 10.0.0.1/32", "mtu 1400", "fe80::bb/64");
                datapath.close(session);
                assertThat(sh("ip route")).doesNotContain("203.0.113.1").doesNotContain("lns1");
                assertThat(sh("ip route get 8.8.8.8")).contains("via 192.0.2.254 dev eth9");
                assertThat(datapath.counter(DatapathCounter.CLEANUP_FAILED)).isZero();
            } finally {
                uplink.close();
            }
        });
    }

    @Test
    void takesAddressesButNoDefaultRouteFromAClientsRouter() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/sys/net/ipv6")), "needs a kernel with IPv6");
        for (int forwarding = 0; forwarding <= 1; forwarding++) {
            String forward = "echo " + forwarding + " > /proc/sys/net/ipv6/conf/all/forwarding";
            for (boolean defaultRoute : new boolean[] {false, true}) {
                var network = Packets.client("lns1", "10.0.0.2", "10.0.0.1", defaultRoute, null);
                OwnNetwork.run(() -> {
                    sh(forward);
                    hearTheRouter(network, network);
                });
            }
        }
    }

    /** The kernel drops a device's IPv6 settings when its MTU goes below 1280 octets, and starts with its defaults above. */
    @Test
    void takesNoDefaultRouteFromAClientsRouterAfterItsMtuHasGrown() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/sys/net/ipv6")), "needs a kernel with IPv6");
        var network = Packets.client("lns1", "10.0.0.2", "10.0.0.1", false, null);
        OwnNetwork.run(() -> hearTheRouter(Packets.withMtu(network, 1200), network));
    }

    private void hearTheRouter(SessionNetwork first, SessionNetwork then) throws Exception {
        try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
            datapath.attach(sink);
            assertThat(datapath.open(session, first)).isNull();
            assertThat(datapath.open(session, then)).isNull();
            for (int i = 0; i < 50 && !sh("ip -6 addr show lns1").contains("2001:db8:7:"); i++) {
                datapath.deliver(session, Packets.advertisement("fe80::aa", "2001:db8:7::"));
                Thread.sleep(10);
            }
            assertThat(sh("ip -6 addr show lns1")).contains("2001:db8:7:");
            assertThat(sh("ip -6 route")).contains("2001:db8:7::/64 dev lns1").doesNotContain("default");
            assertThat(datapath.counter(DatapathCounter.ADVERTISED_ROUTE_NOT_REFUSED))
                    .isZero();
            datapath.close(session);
        }
    }

    /** The kernel takes a device's IPv4 routes away with its last IPv4 address: the pool's route must outlive all sessions. */
    @Test
    void keepsThePoolsRouteWhenTheLastSessionCloses() throws Exception {
        OwnNetwork.run(() -> {
            var settings = new TunSettings("pool0", 1500, true, List.of(IpPrefix.parse("10.0.0.0/24")));
            try (var datapath = new TunDatapath(settings)) {
                datapath.attach(sink);
                for (int i = 0; i < 2; i++) {
                    datapath.open(session, Packets.lns("192.0.2.1", "10.0.0.2", 0, null));
                    assertThat(sh("ip route get 10.0.0.2")).contains("dev pool0 src 192.0.2.1");
                    datapath.close(session);
                    assertThat(sh("ip route")).contains("10.0.0.0/24 dev pool0");
                }
            }
        });
    }

    /** The kernel fragments and tells senders by the route's MTU, so that a peer with a smaller one has no trouble. */
    @Test
    void fragmentsForASessionWithASmallMtu() throws Exception {
        OwnNetwork.run(() -> {
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                datapath.attach(sink);
                datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
                sh("echo 1 > /proc/sys/net/ipv4/ip_no_pmtu_disc");
                try (var socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(new byte[1470], 1470, InetAddress.getByName("10.0.0.2"), 7777));
                }
                drain();
                assertThat(sink.sent).hasSize(2);
                assertThat(sink.sent).allMatch(s -> s.packet().length <= 1460);
                assertThat(datapath.counter(DatapathCounter.TOO_BIG)).isZero();
            }
        });
    }

    /** Over a pool's route the kernel takes the device's MTU: we cut, or tell the sender, and the kernel heeds it. */
    @Test
    void fragmentsForASessionOfAPool() throws Exception {
        OwnNetwork.run(() -> {
            try (var datapath = new TunDatapath(POOL)) {
                datapath.attach(sink);
                datapath.open(session, Packets.lns("10.0.0.1", "10.8.0.2", 0, null));
                assertThat(sh("ip route")).contains("10.8.0.0/16 dev jl2tpd0").doesNotContain("10.8.0.2");
                try (var socket = new DatagramSocket()) {
                    var packet = new DatagramPacket(new byte[1470], 1470, InetAddress.getByName("10.8.0.2"), 7777);
                    socket.send(packet); // with Don't Fragment, as path MTU discovery wants it
                    for (int i = 0; i < 20 && datapath.counter(DatapathCounter.TOO_BIG) == 0; i++) {
                        drain();
                    }
                    assertThat(sh("ip route get 10.8.0.2")).contains("mtu 1460");
                    socket.send(packet);
                    drain();
                    assertThat(sink.sent).hasSize(2).allMatch(s -> s.packet().length <= 1460);
                    assertThat(datapath.counter(DatapathCounter.FRAGMENTED)).isZero();
                    sink.sent.clear();
                    sh("ip route flush cache; echo 1 > /proc/sys/net/ipv4/ip_no_pmtu_disc");
                }
                try (var socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(new byte[1470], 1470, InetAddress.getByName("10.8.0.2"), 7777));
                    drain();
                    assertThat(sink.sent).hasSize(2).allMatch(s -> s.packet().length <= 1460);
                    assertThat(datapath.counter(DatapathCounter.FRAGMENTED)).isEqualTo(1);
                }
            }
        });
    }

    @Test
    void saysWhichRouteIsTakenAlready() throws Exception {
        OwnNetwork.run(() -> {
            sh("ip route add 10.7.0.0/16 dev lo");
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                datapath.attach(sink);
                assertThat(datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0, null, "10.7.0.0/16")))
                        .contains("jl2tpd0", "10.7.0.0/16", "EEXIST");
                assertThat(sh("ip route")).contains("10.7.0.0/16 dev lo").doesNotContain("10.0.0.2");
            }
        });
    }

    /** Prints what a session costs, with routes of its own and without; not a limit that a busy machine could miss. */
    @Test
    void opensAndClosesThousandsOfSessions() throws Exception {
        OwnNetwork.run(() -> openAndClose(TunSettings.DEFAULT, "routes of their own", 2000));
        OwnNetwork.run(() -> openAndClose(POOL, "a pool's route", 0));
    }

    private void openAndClose(TunSettings settings, String how, int routes) throws Exception {
        int count = 2000;
        try (var datapath = new TunDatapath(settings)) {
            datapath.attach(sink);
            datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
            var sessions = new FakeSession[count];
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sessions[i] = new FakeSession(i + 1);
                String peer = "10.8." + (i >> 8) + "." + (i & 255);
                assertThat(datapath.open(sessions[i], Packets.lns("10.0.0.1", peer, 0, null)))
                        .isNull();
            }
            long opened = System.nanoTime();
            assertThat(Arrays.stream(sh("ip route").split("\n"))
                            .filter(l -> l.startsWith("10.8.") && !l.contains("/16")))
                    .hasSize(routes);
            long closing = System.nanoTime();
            for (FakeSession each : sessions) {
                datapath.close(each);
            }
            long closed = System.nanoTime();
            assertThat(Arrays.stream(sh("ip route").split("\n"))
                            .filter(l -> l.startsWith("10.8.") && !l.contains("/16")))
                    .isEmpty();
            System.out.printf(
                    "tun: %.1f us to open a session, %.1f us to close it (%s)%n",
                    (opened - start) / 1000.0 / count, (closed - closing) / 1000.0 / count, how);
        }
    }

    @Test
    void putsPrefixesOfThePeerBehindIt() throws Exception {
        OwnNetwork.run(() -> {
            try (var datapath = new TunDatapath(TunSettings.DEFAULT)) {
                datapath.attach(sink);
                datapath.open(
                        session, Packets.lns("10.0.0.1", "10.0.0.2", 0xb1, "2001:db8:1::/64", "2001:db8:f00::/56"));
                if (Files.exists(Path.of("/proc/sys/net/ipv6"))) {
                    assertThat(sh("ip -6 route"))
                            .contains("2001:db8:1::/64 dev jl2tpd0", "2001:db8:f00::/56 dev jl2tpd0");
                }
            }
        });
    }
}
