package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our LAC against our LNS: two processes, two namespaces, TUN devices, and a relay between them that loses datagrams. */
class LacLnsTunIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The limit of an orderly stop, 5 s, and a busy machine's allowance. */
    private static final Duration ORDERLY_STOP = Duration.ofSeconds(8);

    private static final String TUN = "datapath = \"tun\"";
    private static final String LOSS_PERCENT = "5";
    private static final String SEED = "20261121";

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
    }

    @Test
    void carriesPingsOfBothFamiliesBothWaysThroughALossyNetwork() {
        try (NetLab lab = new NetLab("tun-ping")) {
            Line line = Line.of(lab);
            Capture capture = Capture.start(line.relay, "relay");
            Jl2tpd lns = line.startLns();
            Jl2tpd lac = line.startLac();
            String address = text(lac.awaitNetwork(LIMIT), "local_ipv4");
            lns.awaitNetwork(LIMIT);
            Ping.through(line.lac, "10.77.0.1", 56);
            Ping.through(line.lns, address, 56);
            Ping.unfragmented(line.lac, "10.77.0.1", 1400);
            Ping.unfragmented(line.lns, address, 1400);
            line.pingOverIpv6();
            capture.assertNothingMalformed();
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void copiesATcpStreamBetweenHostsBehindBothEndsWithAClampedMss() {
        try (NetLab lab = new NetLab("tun-tcp")) {
            Line line = Line.of(lab);
            Namespace home = lab.namespace("home");
            Namespace office = lab.namespace("office");
            lab.wire(home, "10.78.0.2/24", line.lac, "10.78.0.1/24");
            lab.wire(office, "10.79.0.2/24", line.lns, "10.79.0.1/24");
            home.run("ip", "route", "add", "default", "via", "10.78.0.1");
            office.run("ip", "route", "add", "default", "via", "10.79.0.1");
            line.lac.forwardIpv4();
            line.lns.forwardIpv4();
            Jl2tpd lns = line.startLns();
            Jl2tpd lac = line.startLac();
            lac.awaitNetwork(LIMIT);
            lns.awaitNetwork(LIMIT);
            line.lac.run("ip", "route", "add", "10.79.0.0/24", "dev", "vpn0");
            Capture capture = Capture.startAll(office, "office");
            Running server =
                    office.startJava("server", TcpCopy.class, "serve", "5001").awaitLine("listening", LIMIT);
            Running client = home.startJava("client", TcpCopy.class, "send", "10.79.0.2", "5001", "400000");
            assertThat(client.awaitExit(LIMIT)).as(client.lastLines()).isZero();
            server.awaitLine("received 400000", LIMIT);
            capture.assertMssAtMost(1420, "10.79.0.2");
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void leavesNothingBehindAfterAnOrderlyStop() {
        try (NetLab lab = new NetLab("tun-stop")) {
            Line line = Line.of(lab);
            List<String> lacRoutes = line.lac.routes();
            List<String> lnsRoutes = line.lns.routes();
            Jl2tpd lns = line.startLns();
            Jl2tpd lac = line.startLac();
            lac.awaitNetwork(LIMIT);
            lns.awaitNetwork(LIMIT);
            assertThat(line.lac.devices()).contains("vpn0");
            lac.stop();
            Wait.until("end of the LNS's session", LIMIT, () -> lns.sessions().isEmpty(), lns::describe);
            lns.stop();
            assertThat(line.lac.devices()).isEmpty();
            assertThat(line.lns.devices()).isEmpty();
            assertThat(line.lac.routes()).isEqualTo(lacRoutes);
            assertThat(line.lns.routes()).isEqualTo(lnsRoutes);
        }
    }

    @Test
    void dialsAgainAfterTheLnsDiedAndCameBack() {
        try (NetLab lab = new NetLab("tun-redial")) {
            Line line = Line.of(lab);
            Jl2tpd first = line.startLns();
            Jl2tpd lac = line.startLac();
            JsonObject before = lac.awaitNetwork(LIMIT);
            first.process().kill();
            Jl2tpd second = line.startLns();
            second.awaitNetwork(LIMIT);
            lac.awaitSession(
                    "another session",
                    LIMIT,
                    session -> Jl2tpd.hasIpv4(session)
                            && session.get("tunnel_id").getAsInt()
                                    != before.get("tunnel_id").getAsInt());
            Ping.through(line.lac, "10.77.0.1", 56);
            lac.stop();
            second.stop();
        }
    }

    /** The LNS still has the dead LAC's session then. */
    @Test
    void servesALacAgainThatDiedAndCameBack() {
        try (NetLab lab = new NetLab("tun-lac-dies")) {
            Line line = Line.of(lab);
            Jl2tpd lns = line.startLns();
            Jl2tpd first = line.startLac("bob");
            first.awaitNetwork(LIMIT);
            first.process().kill();
            assertThat(line.lac.devices()).isEmpty();
            Jl2tpd second = line.startLac("bob");
            second.awaitNetwork(LIMIT);
            assertThat(lns.sessions()).hasSize(2);
            Ping.through(line.lac, "10.77.0.1", 56);
            second.stop();
            lns.stop();
        }
    }

    @Test
    void stopsInTimeAlthoughThePeerIsGone() {
        try (NetLab lab = new NetLab("tun-stop-alone")) {
            Line line = Line.of(lab);
            Jl2tpd lns = line.startLns();
            Jl2tpd lac = line.startLac();
            lac.awaitNetwork(LIMIT);
            lns.process().kill();
            long beforeNs = System.nanoTime();
            lac.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - beforeNs)).isLessThan(ORDERLY_STOP);
            assertThat(line.lac.devices()).isEmpty();
        }
    }

    @Test
    void keepsTheWayToTheLnsBesideADefaultRouteThroughTheSession() {
        try (NetLab lab = new NetLab("tun-default-route")) {
            Namespace lnsSide = lab.namespace("lns");
            Namespace gateway = lab.namespace("gateway");
            Namespace lacSide = lab.namespace("lac");
            lab.wire(lacSide, "10.8.1.1/24", gateway, "10.8.1.2/24");
            lab.wire(gateway, "10.8.0.2/24", lnsSide, "10.8.0.1/24");
            gateway.forwardIpv4();
            lacSide.run("ip", "route", "add", "default", "via", "10.8.1.2");
            lnsSide.run("ip", "route", "add", "default", "via", "10.8.0.2");
            lnsSide.run("ip", "addr", "add", "10.99.0.1/32", "dev", "lo");
            List<String> routes = lacSide.routes();
            Jl2tpd lns = Jl2tpd.start(lnsSide, "lns", TUN, Configurations.lns());
            Jl2tpd lac = Jl2tpd.start(lacSide, "lac", TUN, Configurations.lac("10.8.0.1") + "default_route = true\n");
            lac.awaitNetwork(LIMIT);
            Wait.until(
                    "route through the session",
                    LIMIT,
                    () -> lacSide.run("ip", "route", "get", "10.99.0.1").contains("dev vpn0"),
                    lac::describe);
            assertThat(lacSide.run("ip", "route", "get", "10.8.0.1")).contains("via 10.8.1.2");
            Ping.through(lacSide, "10.99.0.1", 56);
            lac.stop();
            assertThat(lacSide.routes()).isEqualTo(routes);
            lns.stop();
        }
    }

    /** LAC, relay and LNS in a row; the LAC dials the relay's address 10.8.1.2, the LNS sees 10.8.0.2. */
    private record Line(Namespace lac, Namespace relay, Namespace lns) {
        static Line of(NetLab lab) {
            Line line = new Line(lab.namespace("lac"), lab.namespace("relay"), lab.namespace("lns"));
            lab.wire(line.lac, "10.8.1.1/24", line.relay, "10.8.1.2/24");
            lab.wire(line.relay, "10.8.0.2/24", line.lns, "10.8.0.1/24");
            line.relay
                    .startJava("relay", LossyRelay.class, "1701", "10.8.0.1", "1701", LOSS_PERCENT, SEED)
                    .awaitLine("relaying", LIMIT);
            return line;
        }

        /** Between an address on the LNS's own loopback device and the one that the LAC took from its advertised prefix. */
        void pingOverIpv6() {
            lns.run("ip", "addr", "add", "fd00:9::1/128", "dev", "lo");
            lac.run("ip", "route", "add", "fd00:9::/64", "dev", "vpn0");
            Wait.until(
                    "address of the advertised prefix",
                    LIMIT,
                    () -> !lac.globalIpv6Addresses("vpn0").isEmpty());
            Ping.throughIpv6(lac, "fd00:9::1");
            Ping.throughIpv6(lns, lac.globalIpv6Addresses("vpn0").get(0));
        }

        Jl2tpd startLns() {
            return Jl2tpd.start(lns, "lns", TUN, Configurations.lns());
        }

        Jl2tpd startLac() {
            return startLac(Configurations.USER);
        }

        Jl2tpd startLac(String user) {
            return Jl2tpd.start(lac, "lac", TUN, Configurations.lac("10.8.1.2", user));
        }
    }
}
