package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debug masks as an operator sets and sees them, with what they switch in the kernel, and that nothing of it stays. */
class DebugMaskKT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path INSTANCES = Path.of("/sys/kernel/tracing/instances");
    private static final Path MESSAGES = Path.of("/proc/dynamic_debug/control");
    private static final Path RUN = Path.of("/run");

    private static final String KERNEL = "datapath = \"kernel\"";

    /** {@code ip netns exec} gives a command a /sys of its own, without tracefs. */
    private static final List<String> WITH_TRACEFS =
            List.of("sh", "-c", "mount -t tracefs tracefs /sys/kernel/tracing && exec \"$0\" \"$@\"");

    /** A second session, {@code vpn/play}. */
    private static final String PLAY = """

            [[tunnel.session]]
            session_name = "play"
            user_name = "bob"
            user_password = "%s"
            interface_name = "vpn1"
            ppp_profile_name = "lab"
            """.formatted(Configurations.PASSWORD);

    @BeforeEach
    void need() {
        Guest.need();
        assumeTrue(Files.isDirectory(INSTANCES), "no tracefs in " + INSTANCES);
    }

    private static Jl2tpd lns(Namespace namespace) {
        return Jl2tpd.start(namespace, "lns", WITH_TRACEFS, KERNEL, Configurations.lns());
    }

    /** @param mask lines of the session {@code vpn/work} */
    private static Jl2tpd lac(Namespace namespace, String mask) {
        String one = Configurations.lac(Sides.LNS);
        String masked = one.replace("session_name = \"work\"\n", "session_name = \"work\"\n" + mask + "\n");
        return Jl2tpd.start(namespace, "lac", WITH_TRACEFS, KERNEL, masked + PLAY);
    }

    private static void awaitBoth(Jl2tpd lac) {
        Wait.until(
                "both sessions",
                LIMIT,
                () -> lac.sessions().stream().filter(Jl2tpd::hasIpv4).count() == 2,
                lac::describe);
    }

    private static JsonObject effect(JsonElement answer, String what) {
        for (JsonElement effect : answer.getAsJsonObject().getAsJsonArray("effects")) {
            if (effect.getAsJsonObject().get("what").getAsString().equals(what)) {
                return effect.getAsJsonObject();
            }
        }
        throw new AssertionError(what + " is not in " + answer);
    }

    private static boolean isActive(JsonElement answer, String what) {
        return effect(answer, what).get("active").getAsBoolean();
    }

    private static int mask(JsonElement answer) {
        return answer.getAsJsonObject().get("mask").getAsInt();
    }

    private static List<String> ours(Path folder, String start) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(start))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> instances() {
        return ours(INSTANCES, "jl2tpd-");
    }

    private static long printed() {
        return Guest.read(MESSAGES)
                .lines()
                .filter(line -> line.contains("[l2tp_core]") && line.contains(" =p"))
                .count();
    }

    private static void assertNothingIsLeft() {
        assertThat(instances()).isEmpty();
        assertThat(printed()).isZero();
        assertThat(ours(RUN, "jl2tpd-")).noneMatch(name -> name.endsWith(".dynamic_debug"));
    }

    private static Stream<String> kernelLines(Jl2tpd daemon) {
        return daemon.process().output().lines().filter(line -> line.contains("facility=kernel"));
    }

    @Test
    void aMaskOfTheProfileShowsItsSessionAloneAndIsGoneAtTheEnd() {
        try (NetLab lab = new NetLab("kernel-debug-profile")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = lns(sides.lns());
            Jl2tpd lac =
                    lac(sides.lac(), "kernel_debug_mask = [\"control\", \"sequence\"]\nsequencing_required = true");
            awaitBoth(lac);
            JsonElement shown = lac.ask("debug", "session", "vpn/work");
            assertThat(mask(shown)).isEqualTo(6);
            assertThat(isActive(shown, "tracepoints")).isTrue();
            assertThat(isActive(shown, "trace")).isTrue();
            assertThat(isActive(shown, "setsockopt")).isFalse();
            assertThat(effect(shown, "setsockopt").get("detail").getAsString()).contains("reads back 0");
            assertThat(mask(lac.ask("debug", "session", "vpn/play"))).isZero();
            assertThat(lac.sessions())
                    .extracting(session -> Jl2tpd.text(session, "name") + Jl2tpd.text(session, "kernel_debug_mask"))
                    .containsExactlyInAnyOrder("work6", "play0");
            assertThat(instances()).containsExactly("jl2tpd-" + lac.process().pid());
            lac.process()
                    .awaitLine(
                            "facility=kernel tunnel=\\d+ session=\\d+ name=vpn/work text=\"register_session ", LIMIT);
            lac.process().awaitLine("name=vpn/work text=\"session_seqnum_update ns=\\d+ nr=\\d+ at", LIMIT);
            lac.ask("close", "session", "vpn/work");
            lac.ask("close", "session", "vpn/play");
            lac.process().awaitLine("name=vpn/work text=\"free_session at", LIMIT);
            assertThat(kernelLines(lac)).isNotEmpty().allMatch(line -> line.contains(" name=vpn/work "));
            assertThat(kernelLines(lns)).isEmpty();
            Wait.until("end of the instance", LIMIT, () -> instances().isEmpty());
            lac.stop();
            lns.stop();
            assertNothingIsLeft();
        }
    }

    @Test
    void aMaskSetWhileRunningGoesToTheDriverAndWhatItSwitches() {
        try (NetLab lab = new NetLab("kernel-debug-running")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = lns(sides.lns());
            Jl2tpd lac = lac(sides.lac(), "");
            awaitBoth(lac);
            assertNothingIsLeft();
            Path calls = lab.folder().resolve("strace");
            String pid = Long.toString(lac.process().pid());
            Running strace = sides.lac()
                    .start("strace", "strace", "-f", "-e", "trace=setsockopt", "-o", calls.toString(), "-p", pid);
            strace.awaitLine("attached", LIMIT);
            JsonElement set = lac.ask("debug", "tunnel", "vpn", "verbose", "control");
            lac.ask("debug", "session", "vpn/work", "4");
            strace.terminate(LIMIT);
            assertThat(Guest.read(calls))
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [3], 4) = 0")
                    .contains("SOL_PPPOL2TP, PPPOL2TP_SO_DEBUG, [4], 4) = 0");
            assertThat(mask(set)).isEqualTo(3);
            assertThat(isActive(set, "tracepoints")).isTrue();
            assertThat(isActive(set, "dynamic_debug")).isTrue();
            assertThat(printed()).isPositive();
            assertThat(mask(lac.ask("debug", "tunnel", "vpn", "-verbose"))).isEqualTo(2);
            lac.ask("debug", "tunnel", "vpn", "none");
            lac.ask("debug", "session", "vpn/work", "0");
            assertNothingIsLeft();
            lac.ask("debug", "tunnel", "vpn", "all");
            assertThat(instances()).hasSize(1);
            lac.stop();
            lns.stop();
            assertNothingIsLeft();
        }
    }

    @Test
    @Tag("debian")
    void whatAKilledDaemonLeftIsRemovedByTheNextAndThatOfALivingOneStays() {
        try (NetLab lab = new NetLab("kernel-debug-killed")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = lns(sides.lns());
            Jl2tpd first = lac(sides.lac(), "");
            awaitBoth(first);
            String tunnel = Jl2tpd.text(lns.tunnels().get(0), "id");
            lns.ask("debug", "tunnel", tunnel, "control");
            first.ask("debug", "tunnel", "vpn", "all");
            String living = "jl2tpd-" + lns.process().pid();
            String dead = "jl2tpd-" + first.process().pid();
            assertThat(instances()).containsExactlyInAnyOrder(living, dead);
            assertThat(printed()).isPositive();
            first.process().kill();
            assertThat(instances()).contains(dead);
            Jl2tpd second = lac(sides.lac(), "");
            assertThat(instances()).containsExactly(living);
            assertThat(printed()).isZero();
            second.stop();
            lns.stop();
            assertNothingIsLeft();
        }
    }
}
