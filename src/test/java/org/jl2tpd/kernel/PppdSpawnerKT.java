package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions with pppd of daemons that are not root: a small process of root starts them; and users that change. */
class PppdSpawnerKT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String KERNEL = "datapath = \"kernel\"\nstate_directory = \"\"";
    private static final String LNS_PPP = "10.77.0.1";
    private static final String USER = "nobody";
    /** Where Linux keeps them: CAP_SYS_ADMIN, CAP_SETPCAP. */
    private static final long NOT_FOR_PPPD = 1L << 21 | 1L << 8;

    @BeforeEach
    void need() {
        Guest.need();
    }

    private static String withPppd(String configuration) {
        return configuration.replace("[ppp_profile.lab]\n", "[ppp_profile.lab]\nppp = \"pppd\"\nauth_pap = false\n");
    }

    private static Jl2tpd start(Namespace namespace, String name, String rest) {
        String sockets = namespace.lab().sockets().toString();
        String prepare = "chgrp $(id -g " + USER + ") \"$3\"; chmod 640 \"$3\"; chmod 777 " + sockets
                + "; exec \"$@\" --user " + USER;
        return Jl2tpd.start(namespace, name, List.of("sh", "-c", prepare, "sh"), KERNEL, rest);
    }

    private static void awaitUp(Jl2tpd daemon) {
        daemon.awaitSession(
                "network",
                LIMIT,
                session -> Jl2tpd.text(session, "ppp_phase").equals("NETWORK") && Jl2tpd.hasIpv4(session));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<ProcessHandle> pppds() {
        return ProcessHandle.allProcesses()
                .filter(process -> read(process.pid(), "comm").equals("pppd\n"))
                .toList();
    }

    private static ProcessHandle spawner(Jl2tpd daemon) {
        long pid = daemon.status().get("process_id").getAsLong();
        return ProcessHandle.of(pid)
                .orElseThrow()
                .children()
                .filter(child -> read(child.pid(), "cmdline").contains("SpawnerMain"))
                .findAny()
                .orElseThrow();
    }

    private static void awaitEnd(String what, Duration limit, ProcessHandle process) {
        Wait.until("end of " + what, limit, () -> !process.isAlive(), () -> what + " " + process);
    }

    private static void awaitNoPppd(Duration limit) {
        Wait.until("end of every pppd", limit, () -> pppds().isEmpty(), () -> pppds().toString());
    }

    @Test
    @Tag("debian")
    void bothSidesComeUpAndNeitherDaemonIsRoot() {
        try (NetLab lab = new NetLab("spawner")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = start(sides.lns(), "lns", withPppd(Configurations.lns()));
            Jl2tpd lac = start(sides.lac(), "lac", withPppd(Configurations.lac(Sides.LNS)));
            awaitUp(lac);
            awaitUp(lns);
            Ping.allThrough(sides.lac(), LNS_PPP);
            checkProcesses(lns);
            ProcessHandle one = pppds().get(0);
            one.destroyForcibly();
            lac.process().awaitLine("session_down.*", LIMIT);
            awaitUp(lac);
            ProcessHandle spawner = spawner(lns);
            lac.stop();
            lns.stop();
            awaitNoPppd(LIMIT);
            awaitEnd("the spawner", LIMIT, spawner);
            assertThat(sides.lns().devices()).isEmpty();
        }
    }

    private static void checkProcesses(Jl2tpd daemon) {
        ProcessHandle spawner = spawner(daemon);
        long pid = daemon.status().get("process_id").getAsLong();
        assertThat(read(pid, "status")).doesNotContain("Uid:\t0");
        assertThat(read(spawner.pid(), "status")).contains("Uid:\t0\t0\t0\t0");
        assertThat(pppds()).hasSize(2);
        for (ProcessHandle pppd : pppds()) {
            String shown = read(pppd.pid(), "cmdline") + read(pppd.pid(), "environ");
            assertThat(shown).contains("pppol2tp_tunnel_id").doesNotContain(Configurations.PASSWORD);
            assertThat(read(pppd.pid(), "status")).contains("Uid:\t0\t0\t0\t0");
            assertThat(bounding(pppd.pid()) & NOT_FOR_PPPD).isZero();
        }
        assertThat(read(spawner.pid(), "cmdline") + read(spawner.pid(), "environ"))
                .doesNotContain(Configurations.PASSWORD);
        assertThat(daemon.counters().get("pppd_running").getAsLong()).isEqualTo(1);
    }

    private static long bounding(long pid) {
        String line = read(pid, "status")
                .lines()
                .filter(text -> text.startsWith("CapBnd:"))
                .findAny()
                .orElseThrow();
        return Long.parseLong(line.substring("CapBnd:".length()).strip(), 16);
    }

    /** Nobody but the spawner can end them, and it ends them by itself. */
    @Test
    @Tag("debian")
    void aKilledDaemonLeavesNoPppd() {
        try (NetLab lab = new NetLab("spawner-kill9")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = start(sides.lns(), "lns", withPppd(Configurations.lns()));
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, Configurations.lac(Sides.LNS));
            awaitUp(lns);
            ProcessHandle spawner = spawner(lns);
            lns.process().kill();
            awaitNoPppd(Duration.ofSeconds(8));
            awaitEnd("the spawner", LIMIT, spawner);
            assertThat(sides.lns().devices()).isEmpty();
            lac.stop();
        }
    }

    @Test
    void aKilledSpawnerEndsTheSessionsWithPppdAndNotTheDaemon() {
        try (NetLab lab = new NetLab("spawner-lost")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Jl2tpd.start(sides.lns(), "lns", KERNEL, Configurations.lns());
            Jl2tpd lac = start(sides.lac(), "lac", withPppd(Configurations.lac(Sides.LNS)));
            awaitUp(lac);
            spawner(lac).destroyForcibly();
            lac.process().awaitLine("pppd_spawner_lost.*", LIMIT);
            lac.process().awaitLine("session_down.*the process that starts pppds has ended.*", LIMIT);
            lac.process().awaitLine("datapath_failure.*the process that starts pppds has ended.*", LIMIT);
            assertThat(lac.status().get("process_id").getAsLong()).isPositive();
            awaitNoPppd(LIMIT);
            lac.stop();
            lns.stop();
        }
    }

    /** The client is let in when the users that pppd knows are those of the file. */
    private static void checkReload(Sides sides, Jl2tpd lns) {
        Jl2tpd refused = Jl2tpd.start(sides.lac(), "lac", KERNEL, Configurations.lac(Sides.LNS));
        lns.process().awaitLine("session_auth_failure.*pppd, exit status 11.*", LIMIT);
        refused.stop();
        Path file = sides.lns().lab().folder().resolve("lns.toml");
        try {
            Files.writeString(
                    file, Files.readString(file).replace("password = \"another\"", "password = \"wonderland\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(lns.ask("reload").toString()).doesNotContain("users of pppd");
        Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", KERNEL, Configurations.lac(Sides.LNS));
        awaitUp(lns);
        awaitUp(lac);
        lac.stop();
        lns.stop();
    }

    private static String withOtherPasswords() {
        String wrong = "password = \"another\"";
        return withPppd(Configurations.lns()).replace("password = \"" + Configurations.PASSWORD + "\"", wrong);
    }

    @Test
    void aReloadHasTheSpawnersPppdsKnowTheUsersOfTheFile() {
        try (NetLab lab = new NetLab("spawner-users")) {
            Sides sides = Sides.of(lab);
            checkReload(sides, start(sides.lns(), "lns", withOtherPasswords()));
        }
    }

    @Test
    void aReloadHasThePppdsOfADaemonThatIsRootKnowTheUsersOfTheFile() {
        try (NetLab lab = new NetLab("root-users")) {
            Sides sides = Sides.of(lab);
            checkReload(sides, Jl2tpd.start(sides.lns(), "lns", KERNEL, withOtherPasswords()));
        }
    }
}
