package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions whose PPP is a pppd's, on one side or on both. */
class PppdModeKT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String KERNEL = "datapath = \"kernel\"";
    private static final String LNS_PPP = "10.77.0.1";
    /** As TOML says it: what pppd's files give a meaning, and what is not ASCII. */
    private static final String ODD_PASSWORD = "'w\"o #n\\d*é@/r'";

    @BeforeEach
    void need() {
        Guest.need();
    }

    private static String withPppd(String configuration) {
        return configuration.replace("[ppp_profile.lab]\n", "[ppp_profile.lab]\nppp = \"pppd\"\nauth_pap = false\n");
    }

    /** Without the copies that a pppd makes of itself for its scripts. */
    private static List<ProcessHandle> pppds() {
        return ProcessHandle.allProcesses()
                .filter(PppdModeKT::isPppd)
                .filter(process -> process.parent().filter(PppdModeKT::isPppd).isEmpty())
                .toList();
    }

    private static boolean isPppd(ProcessHandle process) {
        return read(Path.of("/proc/" + process.pid() + "/comm")).equals("pppd\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static String odd(String configuration) {
        return configuration.replace("\"" + Configurations.PASSWORD + "\"", ODD_PASSWORD);
    }

    private static JsonObject awaitUp(Jl2tpd daemon) {
        return daemon.awaitSession(
                "network",
                LIMIT,
                session -> Jl2tpd.text(session, "ppp_phase").equals("NETWORK") && Jl2tpd.hasIpv4(session));
    }

    /** The kernel tells it, so that it need not wait for answers to its echo requests. */
    @Test
    void aPppdWhoseDaemonWasKilledEnds() {
        try (NetLab lab = new NetLab("pppd-kill9")) {
            Sides sides = Sides.of(lab);
            String noEcho = "lcp_echo_interval = 0\n";
            String lnsText =
                    withPppd(Configurations.lns()).replace("auth_pap = false\n", "auth_pap = false\n" + noEcho);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, lnsText);
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, Configurations.lac(Sides.LNS));
            awaitUp(lns);
            assertThat(pppds()).hasSize(1);
            lns.process().kill();
            awaitNoPppd();
            assertThat(sides.lns().devices()).isEmpty();
            lac.stop();
        }
    }

    private static void awaitNoPppd() {
        Wait.until("end of every pppd", LIMIT, () -> pppds().isEmpty(), () -> pppds().toString());
    }

    /** Links to sockets and pipes of a process. */
    private static Set<String> channels(long pid) {
        try (Stream<Path> list = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return list.map(PppdModeKT::link)
                    .filter(link -> link.startsWith("socket:") || link.startsWith("pipe:"))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String link(long pid, int fd) {
        return link(Path.of("/proc/" + pid + "/fd/" + fd));
    }

    /** What a descriptor stands for; empty when it was closed meanwhile. */
    private static String link(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    @Tag("debian")
    void aServersPppdKnowsOurUsersAndServesAClientWithItsOwnPpp() {
        try (NetLab lab = new NetLab("pppd-lns")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, odd(withPppd(Configurations.lns())));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, odd(Configurations.lac(Sides.LNS)));
            lac.awaitNetwork(LIMIT);
            Ping.allThrough(sides.lac(), LNS_PPP);
            Ping.unfragmented(sides.lac(), LNS_PPP, 1400);
            JsonObject session = awaitUp(lns);
            assertThat(Jl2tpd.text(session, "user")).isEqualTo(Configurations.USER);
            assertThat(Jl2tpd.text(session, "device")).startsWith("ppp");
            assertThat(Jl2tpd.text(session, "local_ipv4")).isEqualTo(LNS_PPP);
            assertThat(Jl2tpd.text(session, "peer_ipv4")).startsWith("10.77.0.");
            checkChild(lns);
            checkDevice(lns, sides);
            lac.stop();
            awaitNoPppd();
            assertThat(sides.lns().devices()).isEmpty();
            lns.stop();
        }
    }

    /** The child has our PPPoX socket and a pipe, and nothing shows a secret. */
    private static void checkChild(Jl2tpd daemon) {
        assertThat(pppds()).hasSize(1);
        long child = pppds().get(0).pid();
        long parent = pppds().get(0).parent().orElseThrow().pid();
        Set<String> shared = channels(child);
        shared.retainAll(channels(parent));
        assertThat(shared).containsExactlyInAnyOrder(link(child, 1), link(child, 3));
        assertThat(link(child, 3)).startsWith("socket:");
        String shown = (read(Path.of("/proc/" + child + "/cmdline")) + read(Path.of("/proc/" + child + "/environ")))
                .replace((char) 0, (char) 32);
        assertThat(shown).contains("pppol2tp_tunnel_id").doesNotContain("w\"o", Configurations.PASSWORD);
        assertThat(read(Path.of("/etc/ppp/chap-secrets"))).doesNotContain("Made by jl2tpd");
        assertThat(daemon.counters().get("pppd_running").getAsLong()).isEqualTo(1);
    }

    /** The device is under the rules for clamping and sources, and its packets are counted. */
    private static void checkDevice(Jl2tpd daemon, Sides sides) {
        String device = Jl2tpd.text(daemon.sessions().get(0), "device");
        assertThat(sides.lns().run("ip", "link", "show", "group", "1703")).contains(device);
        assertThat(sides.lns().run("sysctl", "-n", "net.ipv4.conf." + device + ".rp_filter"))
                .isEqualTo("1\n");
        daemon.awaitSession(
                "figures",
                LIMIT,
                session -> session.getAsJsonObject("counters").get("rx_packets").getAsLong() > 40);
    }

    @Test
    @Tag("debian")
    void aClientsPppdProvesItselfToAServerWithItsOwnPpp() {
        try (NetLab lab = new NetLab("pppd-lac")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, odd(Configurations.lns()));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, odd(withPppd(Configurations.lac(Sides.LNS))));
            JsonObject session = awaitUp(lac);
            assertThat(Jl2tpd.text(session, "device")).isEqualTo("vpn0");
            assertThat(Jl2tpd.text(session, "peer_ipv4")).isEqualTo(LNS_PPP);
            Ping.allThrough(sides.lac(), LNS_PPP);
            checkChild(lac);
            lns.stop();
            awaitNoPppd();
            lac.stop();
        }
    }

    @Test
    void aWrongPasswordIsToldToBothOperators() {
        try (NetLab lab = new NetLab("pppd-password")) {
            Sides sides = Sides.of(lab);
            String wrong = withPppd(Configurations.lac(Sides.LNS))
                    .replace("user_password = \"" + Configurations.PASSWORD, "user_password = \"not that");
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, wrong);
            lns.process().awaitLine("session_auth_failure.*pppd, exit status 11: .*alice", LIMIT);
            lac.process().awaitLine("session_down.*(refused our authentication|authentication failed)", LIMIT);
            assertThat(lns.process().output() + lac.process().output()).doesNotContain("not that");
            lac.stop();
            lns.stop();
            assertThat(pppds()).isEmpty();
        }
    }

    @Test
    void anOperatorsCloseReachesThePeerByPppFirst() {
        try (NetLab lab = new NetLab("pppd-close")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, withPppd(Configurations.lac(Sides.LNS)));
            awaitUp(lac);
            awaitUp(lns);
            assertThat(pppds()).hasSize(2);
            Ping.allThrough(sides.lac(), LNS_PPP);
            JsonObject session = lns.sessions().get(0);
            lns.ask("close", "session", Jl2tpd.text(session, "tunnel_id") + "/" + Jl2tpd.text(session, "id"));
            lac.process().awaitLine("session_down.*", LIMIT);
            awaitUp(lac);
            lac.stop();
            lns.stop();
            assertThat(pppds()).isEmpty();
        }
    }

    @Test
    void whatOnlyPppdCanIsUsedWhereBothSidesHaveIt() {
        try (NetLab lab = new NetLab("pppd-eap")) {
            Sides sides = Sides.of(lab);
            String only = "auth_eap = true\nauth_chap = false\nauth_mschapv2 = false\nasyncmap = 655360\n";
            Jl2tpd lns = Jl2tpd.start(
                    sides.lns(),
                    "lns",
                    KERNEL + "\ntrace_flags = [\"protocol\"]",
                    withPppd(Configurations.lns()).replace("auth_pap = false\n", "auth_pap = false\n" + only));
            Jl2tpd lac = Jl2tpd.start(
                    sides.lac(),
                    "lac",
                    KERNEL,
                    withPppd(Configurations.lac(Sides.LNS)).replace("auth_pap = false\n", "auth_pap = false\n" + only));
            awaitUp(lac);
            assertThat(Jl2tpd.text(awaitUp(lns), "user")).isEqualTo(Configurations.USER);
            Ping.allThrough(sides.lac(), LNS_PPP);
            lns.process().awaitLine("send SLI", LIMIT);
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void xl2tpdAndItsPppdComeToOurs() {
        try (NetLab lab = new NetLab("pppd-xl2tpd-lac")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            Peers.lac(sides.lac(), Sides.LNS, "");
            JsonObject session = awaitUp(lns);
            assertThat(Jl2tpd.text(session, "user")).isEqualTo(Configurations.USER);
            Ping.allThrough(sides.lac(), LNS_PPP);
            lns.stop();
        }
    }

    @Test
    void oursComesToXl2tpdAndItsPppd() {
        try (NetLab lab = new NetLab("pppd-xl2tpd-lns")) {
            Sides sides = Sides.of(lab);
            Peers.lns(sides.lns(), "");
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, withPppd(Configurations.lac(Sides.LNS)));
            awaitUp(lac);
            Ping.allThrough(sides.lac(), Peers.LNS_ADDRESS);
            lac.stop();
        }
    }

    @Test
    void manySessionsLeaveNothing() {
        try (NetLab lab = new NetLab("pppd-many")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            long daemon = lns.status().get("process_id").getAsLong();
            manySessions(sides, lns);
            int descriptors = channels(daemon).size();
            manySessions(sides, lns);
            // A closed tunnel keeps its UDP socket while its peer may ask again.
            Wait.until(
                    "end of what the second time made",
                    LIMIT.multipliedBy(2),
                    () -> channels(daemon).size() <= descriptors);
            assertThat(sides.lns().run("cat", "/proc/net/pppol2tp")).doesNotContain("SESSION '");
            lns.stop();
        }
    }

    private static void manySessions(Sides sides, Jl2tpd lns) {
        int count = 12;
        Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, sessions(count));
        Wait.until(
                count + " networks",
                LIMIT.multipliedBy(3),
                () -> lns.sessions().stream().filter(Jl2tpd::hasIpv4).count() == count,
                lns::describe);
        assertThat(pppds()).hasSize(count);
        lac.stop();
        awaitNoPppd();
        Wait.until("end of every device", LIMIT, () -> sides.lns().devices().isEmpty());
        Wait.until(
                "end of every pppd in the daemon",
                LIMIT,
                () -> lns.counters().get("pppd_running").getAsLong() == 0);
    }

    /** A client with many sessions in one tunnel, each with another user. */
    private static String sessions(int count) {
        String one = Configurations.lac(Sides.LNS);
        int at = one.indexOf("[[tunnel.session]]");
        var all = new StringBuilder(one.substring(0, at));
        for (int i = 0; i < count; i++) {
            all.append(one.substring(at)
                    .replace("\"work\"", "\"work" + i + "\"")
                    .replace("\"" + Configurations.USER + "\"", "\"user" + i + "\"")
                    .replace("\"vpn0\"", "\"vpn" + i + "\""));
        }
        return all.toString();
    }

    @Test
    void aDeviceOfAnothersWithTheWantedNameStaysAsItIs() {
        try (NetLab lab = new NetLab("pppd-name")) {
            Sides sides = Sides.of(lab);
            sides.lac().run("ip", "link", "add", "eth7", "type", "dummy");
            sides.lac().run("ip", "address", "add", "192.0.2.7/24", "dev", "eth7");
            sides.lac().run("ip", "link", "set", "eth7", "up");
            String before = sides.lac().run("ip", "address", "show", "dev", "eth7");
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, Configurations.lns());
            String named = withPppd(Configurations.lac(Sides.LNS)).replace("\"vpn0\"", "\"eth7\"");
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, named);
            lac.process().awaitLine("datapath_failure.*device eth7: there is already one of that name", LIMIT);
            assertThat(pppds()).isEmpty();
            sides.lac().run("ip", "link", "set", "eth7", "down");
            sides.lac().run("ip", "link", "set", "eth7", "name", "eth8");
            sides.lac().run("ip", "link", "set", "eth8", "up");
            assertThat(Jl2tpd.text(awaitUp(lac), "device")).isEqualTo("eth7");
            Ping.allThrough(sides.lac(), LNS_PPP);
            lac.stop();
            assertThat(sides.lac().run("ip", "address", "show", "dev", "eth8"))
                    .contains("192.0.2.7/24", "UP", before.substring(0, before.indexOf(':')));
            lns.stop();
        }
    }

    @Test
    void whatAKilledDaemonLeavesTheNextOneEnds() {
        try (NetLab lab = new NetLab("pppd-orphans")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, Configurations.lac(Sides.LNS));
            awaitUp(lns);
            long orphan = pppds().get(0).pid();
            // What hangs does not hear that it is to end.
            sides.lns().run("kill", "-STOP", "" + orphan);
            lns.process().kill();
            assertThat(ProcessHandle.of(orphan)).isPresent();
            Jl2tpd again = Jl2tpd.start(sides.lns(), "lns", KERNEL, withPppd(Configurations.lns()));
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(again.counters().get("pppd_orphans_ended").getAsLong()).isEqualTo(1);
            awaitUp(again);
            lac.stop();
            again.stop();
            assertThat(pppds()).isEmpty();
            assertThat(sides.lns().devices()).isEmpty();
        }
    }
}
