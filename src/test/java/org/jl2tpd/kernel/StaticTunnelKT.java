package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** L2TPv3 Ethernet tunnels without control protocol, our daemon on both ends. */
class StaticTunnelKT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SYSTEM = "listen_addresses = []\ndatapath = \"memory\"\n";
    private static final String COOKIE = "0102030405060708";

    @BeforeEach
    void need() {
        Guest.need();
    }

    /** One end; {@code side} is 1 or 2 and decides on ids and addresses. */
    private static String end(int side, String local, String remote, String encapsulation, String session) {
        int other = 3 - side;
        String ports = encapsulation.equals("udp") ? "our_udp_port = 500%d\npeer_udp_port = 500%d" : "";
        return """
                [static_tunnel.site]
                local = "%s"
                remote = "%s"
                tunnel_id = 100%d
                peer_tunnel_id = 100%d
                encapsulation = "%s"
                %s
                [static_tunnel.site.session.lan]
                session_id = 200%d
                peer_session_id = 200%d
                interface_name = "l2-site"
                addresses = ["10.44.0.%d/24", "fd44::%d/64"]
                %s
                """.formatted(
                        local,
                        remote,
                        side,
                        other,
                        encapsulation,
                        ports.formatted(side, other),
                        side,
                        other,
                        side,
                        side,
                        session);
    }

    private static Jl2tpd start(Namespace namespace, String name, String configuration) {
        return Jl2tpd.start(namespace, name, SYSTEM, configuration);
    }

    private static JsonObject tunnel(Jl2tpd daemon) {
        return daemon.ask("list", "static-tunnels").getAsJsonArray().get(0).getAsJsonObject();
    }

    private static JsonObject session(Jl2tpd daemon) {
        return tunnel(daemon).getAsJsonArray("sessions").get(0).getAsJsonObject();
    }

    private static long counter(JsonObject object, String name) {
        return object.getAsJsonObject("counters").get(name).getAsLong();
    }

    private static void carriesEthernet(String name, String lns, String lac, String encapsulation, String session) {
        try (NetLab lab = new NetLab("static-" + name)) {
            Sides sides = Sides.of(lab);
            Jl2tpd one = start(sides.lns(), "one", end(1, lns, lac, encapsulation, session));
            Jl2tpd two = start(sides.lac(), "two", end(2, lac, lns, encapsulation, session));
            Ping.allThrough(sides.lac(), "10.44.0.1");
            Ping.throughIpv6(sides.lac(), "fd44::1");
            JsonObject shown = session(one);
            assertThat(shown.get("state").getAsString()).isEqualTo("UP");
            assertThat(shown.get("device").getAsString()).isEqualTo("l2-site");
            assertThat(counter(shown, "rx_packets")).isGreaterThanOrEqualTo(20);
            assertThat(counter(shown, "tx_octets")).isGreaterThanOrEqualTo(20 * 84);
            assertThat(counter(tunnel(two), "rx_packets")).isGreaterThanOrEqualTo(20);
            one.stop();
            two.stop();
            awaitClean(sides.lns());
            awaitClean(sides.lac());
        }
    }

    private static void awaitClean(Namespace namespace) {
        Wait.until(
                "no tunnel and no device",
                LIMIT,
                () -> Guest.tunnels(namespace).isEmpty() && !namespace.devices().contains("l2-site"));
    }

    @Test
    @Tag("debian")
    void pingsOverUdpWithCookiesAndSequenceNumbers() {
        String session = "cookie = \"%s\"\npeer_cookie = \"%s\"\nsequencing = \"both\"\nmtu = 1400\n";
        carriesEthernet("udp", Sides.LNS, "10.8.0.2", "udp", session.formatted(COOKIE, COOKIE));
    }

    @Test
    void pingsOverProtocol115() {
        carriesEthernet("ip", Sides.LNS, "10.8.0.2", "ip", "l2spec_type = \"none\"\n");
    }

    @Test
    void pingsOverUdpOnIpv6() {
        carriesEthernet("udp6", Sides.LNS6, "fd08::2", "udp", "");
    }

    @Test
    void pingsOverProtocol115OnIpv6() {
        carriesEthernet("ip6", Sides.LNS6, "fd08::2", "ip", "");
    }

    @Test
    void aWrongCookieLetsNothingThrough() {
        try (NetLab lab = new NetLab("static-cookie")) {
            Sides sides = Sides.of(lab);
            String right = "cookie = \"%s\"\npeer_cookie = \"%s\"\n".formatted(COOKIE, COOKIE);
            String wrong = "cookie = \"%s\"\npeer_cookie = \"ffffffffffffffff\"\n".formatted(COOKIE);
            Jl2tpd one = start(sides.lns(), "one", end(1, Sides.LNS, "10.8.0.2", "udp", wrong));
            start(sides.lac(), "two", end(2, "10.8.0.2", Sides.LNS, "udp", right));
            assertThat(sides.lac()
                            .tryRun("ping", "-c", "3", "-i", "0.2", "-W", "1", "10.44.0.1")
                            .text())
                    .contains(" 0 received");
            JsonObject shown = session(one);
            assertThat(counter(shown, "rx_packets")).isZero();
            assertThat(counter(shown, "rx_errors") + counter(shown, "rx_cookie_discards"))
                    .isPositive();
            assertThat(one.process().lastLines()).doesNotContain(COOKIE, "ffffffffffffffff");
        }
    }

    @Test
    void comesBackAfterAKill() {
        try (NetLab lab = new NetLab("static-kill")) {
            Sides sides = Sides.of(lab);
            String configuration = end(1, Sides.LNS, "10.8.0.2", "udp", "");
            Jl2tpd one = start(sides.lns(), "one", configuration);
            start(sides.lac(), "two", end(2, "10.8.0.2", Sides.LNS, "udp", ""));
            Ping.allThrough(sides.lac(), "10.44.0.1");
            one.process().kill();
            assertThat(Guest.tunnels(sides.lns())).hasSize(1);
            Jl2tpd again = start(sides.lns(), "one", configuration);
            assertThat(session(again).get("state").getAsString()).isEqualTo("UP");
            assertThat(Guest.tunnels(sides.lns())).hasSize(1);
            // The new device has another MAC address: its own packets tell the other end.
            Ping.through(sides.lns(), "10.44.0.2", 56);
            Ping.allThrough(sides.lac(), "10.44.0.1");
            again.stop();
            awaitClean(sides.lns());
        }
    }

    /** The kernel keeps them with their devices; what somebody else made, and what another daemon that lives has, stays. */
    @Test
    void afterAKillTheNextStartTakesAwayWhatItsConfigurationHasNoLonger() {
        try (NetLab lab = new NetLab("static-forgotten")) {
            Sides sides = Sides.of(lab);
            Namespace lns = sides.lns();
            String runtime = SYSTEM + "runtime_directory = \"" + lab.sockets().resolve("run") + "\"\n";
            String other = end(2, Sides.LNS, "10.8.0.2", "udp", "").replace("l2-site", "l2-live");
            Jl2tpd killed = Jl2tpd.start(lns, "one", runtime, end(1, Sides.LNS, "10.8.0.2", "udp", ""));
            Jl2tpd living = Jl2tpd.start(lns, "two", runtime, other);
            lns.run(
                    "ip",
                    "l2tp",
                    "add",
                    "tunnel",
                    "local",
                    Sides.LNS,
                    "remote",
                    "10.8.0.2",
                    "tunnel_id",
                    "7",
                    "peer_tunnel_id",
                    "8",
                    "encap",
                    "ip");
            killed.process().kill();
            assertThat(Guest.tunnels(lns)).hasSize(3);
            assertThat(lns.devices()).contains("l2-site", "l2-live");
            Jl2tpd next = Jl2tpd.start(lns, "three", runtime, "");
            assertThat(next.process().output()).contains("event=cleaned_up", "static_tunnel 1001 1002");
            assertThat(Guest.tunnels(lns)).hasSize(2);
            assertThat(lns.devices()).contains("l2-live").doesNotContain("l2-site");
            next.stop();
            living.stop();
            lns.run("ip", "l2tp", "del", "tunnel", "tunnel_id", "7");
            awaitClean(lns);
        }
    }

    @Test
    void whatCantBeMadeIsToldAndKeepsNothingElseBack() {
        try (NetLab lab = new NetLab("static-partly")) {
            Sides sides = Sides.of(lab);
            sides.lns()
                    .run(
                            "ip",
                            "l2tp",
                            "add",
                            "tunnel",
                            "local",
                            Sides.LNS,
                            "remote",
                            "10.8.0.9",
                            "tunnel_id",
                            "77",
                            "peer_tunnel_id",
                            "77",
                            "encap",
                            "ip");
            String other = """
                    [static_tunnel.foreign]
                    local = "192.0.2.1"
                    remote = "10.8.0.2"
                    tunnel_id = 78
                    peer_tunnel_id = 78
                    encapsulation = "ip"
                    [static_tunnel.taken]
                    local = "%s"
                    remote = "10.8.0.2"
                    tunnel_id = 77
                    peer_tunnel_id = 77
                    encapsulation = "ip"
                    """.formatted(Sides.LNS);
            Jl2tpd one = start(sides.lns(), "one", end(1, Sides.LNS, "10.8.0.2", "udp", "") + other);
            assertThat(one.ask("show", "static-tunnel", "site")
                            .getAsJsonObject()
                            .get("state")
                            .getAsString())
                    .isEqualTo("UP");
            assertThat(one.ask("show", "static-tunnel", "foreign")
                            .getAsJsonObject()
                            .get("problem")
                            .getAsString())
                    .contains("EADDRNOTAVAIL");
            assertThat(one.ask("show", "static-tunnel", "taken")
                            .getAsJsonObject()
                            .get("problem")
                            .getAsString())
                    .isEqualTo("another tunnel has its id 77, from 10.8.0.1 to 10.8.0.9");
            one.stop();
            Wait.until(
                    "only the other's tunnel",
                    LIMIT,
                    () -> Guest.tunnels(sides.lns()).size() == 1);
        }
    }
}
