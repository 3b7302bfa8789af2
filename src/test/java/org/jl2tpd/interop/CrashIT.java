package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a killed daemon leaves behind over TUN devices, what the next one takes away, and what it leaves alone. */
class CrashIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TUN = "datapath = \"tun\"";
    private static final String OWN_ROUTES = "76";
    private static final int ROUTES = 600;
    private static final String LNS = "10.9.0.1";

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
    }

    /** Our client reaches the LNS by a router, and its session is the default route. */
    private record Line(NetLab lab, Namespace lac, Namespace router, Namespace lns) {
        static Line of(NetLab lab) {
            Namespace lac = lab.namespace("lac");
            Namespace router = lab.namespace("router");
            Namespace lns = lab.namespace("lns");
            lab.wire(lac, "10.8.0.2/24", router, "10.8.0.1/24");
            lab.wire(router, "10.9.0.2/24", lns, LNS + "/24");
            router.forwardIpv4();
            lac.run("ip", "route", "add", "default", "via", "10.8.0.1");
            lns.run("ip", "route", "add", "default", "via", "10.9.0.2");
            return new Line(lab, lac, router, lns);
        }

        Path runtime() {
            return lab.sockets().resolve("run");
        }

        private String system() {
            return TUN + "\nruntime_directory = \"" + runtime() + "\"";
        }

        Jl2tpd startLns() {
            return Jl2tpd.start(lns, "lns", system(), Configurations.lns());
        }

        Jl2tpd startLac(String name, String device) {
            return Jl2tpd.start(lac, name, "listen_addresses = []\n" + system(), client(device));
        }

        Running launchLac(String name) {
            return Jl2tpd.launch(lac, name, "listen_addresses = []\n" + system(), client("vpn0"));
        }

        private static String client(String device) {
            return Configurations.lac(LNS)
                    .replace("\"vpn0\"", "\"" + device + "\"")
                    .replace("[ppp_profile.lab]", "[ppp_profile.lab]\ndefault_route = true");
        }

        String ownRoutes() {
            return lac.run("ip", "route", "show", "proto", OWN_ROUTES).strip();
        }

        int routeCount() {
            return (int) ownRoutes().lines().count();
        }

        List<String> ledgers() throws IOException {
            try (var files = Files.list(runtime())) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".ledger"))
                        .toList();
            }
        }
    }

    @Test
    void theNextStartTakesAwayTheRouteOfAKilledClientAndNothingOfOthers() throws Exception {
        try (NetLab lab = new NetLab("crash-tun")) {
            Line line = Line.of(lab);
            line.lac.run("ip", "tuntap", "add", "vpn01", "mode", "tun");
            line.lac.run("ip", "link", "set", "vpn01", "up");
            line.lac.run("ip", "address", "add", "192.0.2.1/24", "dev", "vpn01");
            line.lac.run("ip", "route", "add", "10.9.0.99/32", "via", "10.8.0.1", "proto", "static");
            line.lac.run("ip", "route", "add", "10.9.0.98/32", "via", "10.8.0.1", "proto", OWN_ROUTES);
            Jl2tpd lns = line.startLns();
            Jl2tpd first = line.startLac("lac", "vpn0");
            first.awaitNetwork(LIMIT);
            assertThat(line.ownRoutes()).contains(LNS + " via 10.8.0.1");
            assertThat(line.ledgers()).hasSize(1);
            first.process().kill();
            assertThat(line.lac.devices()).doesNotContain("vpn0").contains("vpn01");
            assertThat(line.ownRoutes()).as("what a killed daemon leaves").contains(LNS + " via 10.8.0.1");
            Jl2tpd second = line.startLac("second", "vpn0");
            assertThat(second.process().output()).contains("event=cleaned_up", "route " + LNS + " 10.8.0.1");
            second.awaitNetwork(LIMIT);
            assertThat(line.ownRoutes()).contains(LNS + " via 10.8.0.1");
            second.stop();
            assertThat(line.ownRoutes()).isEqualTo("10.9.0.98 via 10.8.0.1 dev w0a");
            assertThat(line.lac.routes())
                    .anyMatch(route -> route.contains("10.9.0.99"))
                    .anyMatch(route -> route.contains("192.0.2.0/24 dev vpn01 "))
                    .anyMatch(route -> route.startsWith("default via 10.8.0.1"));
            assertThat(line.ledgers()).isEmpty();
            lns.stop();
        }
    }

    @Test
    void aLivingDaemonInTheSameNamespaceIsNotDisturbed() throws Exception {
        try (NetLab lab = new NetLab("crash-beside")) {
            Line line = Line.of(lab);
            Jl2tpd lns = line.startLns();
            String client = Configurations.lac(LNS, "bob").replace("\"vpn0\"", "\"vpn1\"");
            Jl2tpd other = Jl2tpd.start(line.lac, "other", "listen_addresses = []\n" + line.system(), client);
            other.awaitNetwork(LIMIT);
            Jl2tpd first = line.startLac("first", "vpn0");
            first.awaitNetwork(LIMIT);
            first.process().kill();
            Jl2tpd third = Jl2tpd.start(line.lac, "third", "listen_addresses = []\n" + line.system(), "");
            assertThat(third.process().output()).contains("event=cleaned_up", "route " + LNS);
            assertThat(line.ownRoutes()).isEmpty();
            assertThat(line.lac.devices()).contains("vpn1").doesNotContain("vpn0");
            assertThat(other.counters().get("sessions_closed").getAsLong()).isZero();
            third.stop();
            other.stop();
            lns.stop();
        }
    }

    @Test
    void killedAgainAndAgainWhileItStartsItLeavesNothingForGood() throws Exception {
        try (NetLab lab = new NetLab("crash-again")) {
            Line line = Line.of(lab);
            Jl2tpd lns = line.startLns();
            for (int i = 0; i < 3; i++) {
                Jl2tpd lac = line.startLac("lac" + i, "vpn0");
                Thread.sleep(120L * i);
                lac.process().kill();
            }
            Jl2tpd last = line.startLac("last", "vpn0");
            last.awaitNetwork(LIMIT);
            last.stop();
            assertThat(line.ownRoutes()).isEmpty();
            assertThat(line.ledgers()).isEmpty();
            assertThat(line.lac.devices()).isEmpty();
            lns.stop();
        }
    }

    /** With hundreds of routes in the ledger, so that the removal takes its time. */
    @Test
    void killedInTheMidstOfTheCleaningUpAndBeforeItServesItIsCleanedUpByTheNext() throws Exception {
        try (NetLab lab = new NetLab("crash-early")) {
            Line line = Line.of(lab);
            Jl2tpd lns = line.startLns();
            Jl2tpd first = line.startLac("lac", "vpn0");
            first.awaitNetwork(LIMIT);
            first.process().kill();
            leaveRoutes(line);
            Running second = line.launchLac("second");
            Wait.until("the first is gone", LIMIT, () -> line.routeCount() <= ROUTES, second::lastLines);
            second.kill();
            int left = line.routeCount();
            assertThat(second.output()).doesNotContain("ready");
            assertThat(line.ledgers()).hasSize(1);
            Running third = line.launchLac("third");
            third.awaitLine("event=cleaned_up", LIMIT);
            third.kill();
            assertThat(left).isPositive();
            assertThat(line.routeCount()).isZero();
            assertThat(line.ledgers()).isEmpty();
            Jl2tpd last = line.startLac("last", "vpn0");
            last.awaitNetwork(LIMIT);
            last.stop();
            assertThat(line.ownRoutes()).isEmpty();
            assertThat(line.ledgers()).isEmpty();
            assertThat(line.lac.devices()).isEmpty();
            lns.stop();
        }
    }

    /** Routes as those of a daemon that was killed, in its ledger and in the kernel. */
    private static void leaveRoutes(Line line) throws Exception {
        Path ledger = line.runtime().resolve(line.ledgers().get(0));
        String own = Files.readAllLines(ledger).stream()
                .filter(words -> words.startsWith("route " + LNS + " "))
                .findFirst()
                .orElseThrow();
        StringBuilder entries = new StringBuilder();
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < ROUTES; i++) {
            String address = "10.50." + i / 250 + "." + (i % 250 + 1);
            entries.append(own.replace(LNS + " ", address + " ")).append('\n');
            batch.append("route add " + address + "/32 via 10.8.0.1 proto " + OWN_ROUTES + "\n");
        }
        Files.writeString(ledger, entries, StandardOpenOption.APPEND);
        Path commands = Files.writeString(line.lab.folder().resolve("routes"), batch);
        line.lac.run("ip", "-batch", commands.toString());
        assertThat(line.routeCount()).isEqualTo(ROUTES + 1);
    }
}
