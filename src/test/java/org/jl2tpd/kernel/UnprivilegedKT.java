package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Unprivileged;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel datapath, its debug masks and packet rules of daemons that run as a user, and that nothing of it stays. */
class UnprivilegedKT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path TRACING = Path.of("/sys/kernel/tracing");
    private static final Path INSTANCES = TRACING.resolve("instances");
    private static final Path MESSAGES = Path.of("/proc/dynamic_debug/control");

    /** What a system that has booted is like: /run is root's, and tracefs is there. */
    private static final String BOOTED = "chmod 755 /run && mount -t tracefs tracefs /sys/kernel/tracing && ";

    @BeforeEach
    void need() {
        Guest.need();
        assumeTrue(Files.isDirectory(INSTANCES), "no tracefs in " + INSTANCES);
    }

    private static Jl2tpd start(Namespace namespace, String name, List<String> wrapper, String rest) {
        String system = "datapath = \"kernel\"\nruntime_directory = \"/run/jl2tpd-" + name + "\"";
        return Jl2tpd.start(namespace, name, wrapper, system, rest);
    }

    private static Jl2tpd startLac(Namespace namespace, List<String> wrapper) {
        return start(namespace, "lac", wrapper, Configurations.lac(Sides.LNS));
    }

    private static boolean isActive(JsonElement answer, String what) {
        for (JsonElement effect : answer.getAsJsonObject().getAsJsonArray("effects")) {
            JsonObject one = effect.getAsJsonObject();
            if (one.get("what").getAsString().equals(what)) {
                return one.get("active").getAsBoolean();
            }
        }
        throw new AssertionError(what + " is not in " + answer);
    }

    /** Events that are on in instances that are prepared for users. */
    private static List<String> on() {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> instances = Files.newDirectoryStream(INSTANCES, "jl2tpd-*")) {
            for (Path instance : instances) {
                assertThat(instance.getFileName().toString()).startsWith("jl2tpd-prepared-");
                String all =
                        Files.readString(instance.resolve("events/l2tp/enable")).strip();
                if (!all.equals("0")) {
                    found.add(instance + " " + all);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static long printed() {
        return Guest.read(MESSAGES)
                .lines()
                .filter(line -> line.contains("[l2tp_core]") && line.contains(" =p"))
                .count();
    }

    private static void assertNothingIsLeft(Sides sides) {
        Guest.assertNothingOfL2tp(sides.lac());
        Guest.assertNothingOfL2tp(sides.lns());
        assertThat(on()).isEmpty();
        assertThat(printed()).isZero();
        assertThat(sides.lns().run("nft", "list", "tables")).doesNotContain("jl2tpd-");
        assertThat(sides.lac().run("nft", "list", "tables")).doesNotContain("jl2tpd-");
    }

    private static void awaitRules(Namespace namespace, Jl2tpd daemon) {
        Wait.until(
                "table of nftables",
                LIMIT,
                () -> namespace.run("nft", "list", "tables").contains("inet jl2tpd-"),
                daemon::describe);
    }

    private static void traceAll(Jl2tpd lac) {
        JsonElement shown = lac.ask("debug", "tunnel", "vpn", "all");
        assertThat(isActive(shown, "tracepoints")).as("%s", shown).isTrue();
        assertThat(isActive(shown, "dynamic_debug")).as("%s", shown).isTrue();
        assertThat(printed()).isPositive();
        assertThat(on()).hasSize(1);
    }

    @Test
    @Tag("debian")
    @Timeout(400)
    void aDaemonThatBecameAUserDoesAllThatTheDriverCanAndLeavesNothing() {
        try (NetLab lab = new NetLab("kernel-user")) {
            Sides sides = Sides.of(lab);
            List<String> dropping = Unprivileged.dropping(BOOTED);
            Jl2tpd lns = start(sides.lns(), "lns", dropping, Configurations.lns());
            Jl2tpd lac = startLac(sides.lac(), dropping);
            lac.awaitNetwork(LIMIT);
            lns.awaitNetwork(LIMIT);
            awaitRules(sides.lns(), lns);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            for (Jl2tpd each : List.of(lns, lac)) {
                Unprivileged.assertIsTheUsers(each.process().pid());
                Unprivileged.assertCapabilities(each.process().pid(), Unprivileged.NET_ADMIN | Unprivileged.NET_RAW);
            }
            assertThat(sides.lac()
                            .run("cat", "/proc/sys/net/ipv6/conf/vpn0/accept_ra")
                            .strip())
                    .isEqualTo("2");
            traceAll(lac);
            lac.ask("debug", "session", "vpn/work", "control");
            lac.ask("close", "session", "vpn/work");
            lac.process()
                    .awaitLine("facility=kernel tunnel=\\d+ session=\\d+ name=vpn/work text=\"delete_session ", LIMIT);
            lac.stop();
            lns.stop();
            assertNothingIsLeft(sides);
        }
    }

    @Test
    @Timeout(400)
    void aDaemonThatWasStartedAsAUserCleansUpWhatAKilledOneLeft() {
        try (NetLab lab = new NetLab("kernel-user-killed")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = start(sides.lns(), "lns", Unprivileged.dropping(BOOTED), Configurations.lns());
            List<String> service = Unprivileged.asService(BOOTED, "net_admin,net_raw");
            Jl2tpd first = startLac(sides.lac(), service);
            first.awaitNetwork(LIMIT);
            awaitRules(sides.lac(), first);
            Unprivileged.assertIsTheUsers(first.process().pid());
            traceAll(first);
            String tables = sides.lac().run("nft", "list", "tables");
            first.process().kill();
            assertThat(on()).hasSize(1);
            assertThat(printed()).isPositive();
            Jl2tpd second = startLac(sides.lac(), service);
            second.awaitNetwork(LIMIT);
            awaitRules(sides.lac(), second);
            Wait.until(
                    "end of the old rules",
                    LIMIT,
                    () -> !sides.lac().run("nft", "list", "tables").contains(tables.strip()),
                    second::describe);
            assertThat(printed()).isZero();
            traceAll(second);
            second.ask("debug", "tunnel", "vpn", "none");
            assertThat(on()).isEmpty();
            second.stop();
            lns.stop();
            assertNothingIsLeft(sides);
        }
    }
}
