package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.cli.Jl2tpctl;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Requirements;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The unit under a systemd that booted the guest, with its user, its hardening and the kernel datapath, from its start to its end: each test
 * goes on where the one before ended, since a start costs an emulated processor ten seconds.
 */
@Tag("systemd")
@Timeout(900)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceKT {
    private static final Duration LIMIT = Duration.ofSeconds(280);
    private static final Path CONFIG = Path.of("/etc/jl2tpd/jl2tpd.toml");
    private static final Path UNIT = Path.of("/lib/systemd/system/jl2tpd.service");
    private static final String LNS = "10.8.0.1";
    /** linux/capability.h: CAP_NET_BIND_SERVICE, CAP_NET_ADMIN, CAP_NET_RAW. */
    private static final long CAPABILITIES = 1 << 10 | 1 << 12 | 1 << 13;

    private static final String SYSTEM = """
            [system]
            datapath = "kernel"
            state_directory = "/var/lib/jl2tpd"
            socket_group = "jl2tpctl"

            """;

    private static NetLab lab;
    private static Jl2tpd lac;

    @BeforeAll
    static void install() throws IOException {
        Guest.need();
        assumeTrue(
                Files.isDirectory(Path.of("/run/systemd/system")),
                "systemd has not booted this guest: src/test/kernel/run --systemd");
        lab = new NetLab("kernel-service");
        lab.host("cp", "-a", Requirements.DIST.toString(), "/usr/share/jl2tpd");
        lab.host("ln", "-s", "/usr/share/jl2tpd/bin/jl2tpd", "/usr/sbin/jl2tpd");
        Path init = Path.of("/usr/share/jl2tpd/init");
        lab.host("systemd-sysusers", init.resolve("jl2tpd.sysusers").toString());
        lab.host("systemd-tmpfiles", "--create", init.resolve("jl2tpd.tmpfiles").toString());
        lab.host("cp", init.resolve("60-jl2tpd.rules").toString(), "/lib/udev/rules.d/");
        Files.copy(init.resolve("jl2tpd.service"), UNIT);
        writeConfiguration("");
        // A hanging daemon is to be noticed while this test waits.
        lab.host("mkdir", "-p", "/etc/systemd/system/jl2tpd.service.d");
        Files.writeString(
                Path.of("/etc/systemd/system/jl2tpd.service.d/test.conf"),
                "[Service]\nWatchdogSec=60\nTimeoutStartSec=200\n");
        Files.writeString(
                Path.of("/etc/default/jl2tpd"), "JL2TPD_JAVA_OPTS=\"-XX:+UseSerialGC -XX:TieredStopAtLevel=1\"\n");
        lab.host("systemctl", "daemon-reload");
    }

    @AfterAll
    static void end() {
        if (lab != null) {
            lab.close();
        }
    }

    private static void writeConfiguration(String more) throws IOException {
        lab.host("mkdir", "-p", CONFIG.getParent().toString());
        Files.writeString(CONFIG, SYSTEM + Configurations.lns() + more);
        lab.host("chown", "-R", "root:jl2tpd", CONFIG.getParent().toString());
        lab.host("chmod", "0640", CONFIG.toString());
    }

    private static String property(String name) {
        return lab.host("systemctl", "show", "--value", "-p", name, "jl2tpd").strip();
    }

    private static String journal() {
        return lab.host("journalctl", "-u", "jl2tpd", "-o", "cat", "--no-pager");
    }

    /** Starts, stops and so on, and waits as systemctl does; its exit code. */
    private static int trySystemctl(String verb) {
        return lab.start("systemctl-" + verb, List.of("systemctl", verb, "jl2tpd"))
                .awaitExit(LIMIT);
    }

    private static void systemctl(String verb) {
        assertThat(trySystemctl(verb))
                .withFailMessage(() -> verb + "\n" + journal())
                .isZero();
    }

    /** What jl2tpctl says; run in this process, see {@link Jl2tpd#ask}. */
    private static String ask(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), words);
        if (exit != 0) {
            throw new AssertionError(String.join(" ", words) + " exited " + exit + "\n" + err + journal());
        }
        return out.toString();
    }

    private static List<JsonObject> sessions() {
        var rows = JsonParser.parseString(ask("list", "sessions", "--json"));
        List<JsonObject> found = new ArrayList<>();
        (rows.isJsonArray() ? rows.getAsJsonArray() : rows.getAsJsonObject().getAsJsonArray("sessions"))
                .forEach(row -> found.add(row.getAsJsonObject()));
        return found;
    }

    private static boolean isOpen() {
        return property("ActiveState").equals("active") && sessions().stream().anyMatch(Jl2tpd::hasIpv4);
    }

    private static void awaitSession() {
        Wait.until("session", LIMIT, ServiceKT::isOpen, () -> lac.process().lastLines() + journal());
    }

    /** Waits for another process than the one that was. */
    private static void awaitRestart(String before) {
        Wait.until(
                "restart",
                LIMIT,
                () -> property("ActiveState").equals("active")
                        && !property("MainPID").equals(before),
                ServiceKT::journal);
    }

    private static List<String> status(Path process, String key) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.map(thread -> Guest.read(thread.resolve("status")))
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.substring(key.length() + 1).strip())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(1)
    void isActiveWhenItServesAsItsUserWithItsCapabilitiesAndNoOthers() {
        systemctl("start");
        assertThat(property("ActiveState")).isEqualTo("active");
        Path process = Path.of("/proc/" + property("MainPID"));
        String uid = lab.host("id", "-u", "jl2tpd").strip();
        assertThat(status(process, "Uid")).containsExactly(String.join("\t", uid, uid, uid, uid));
        for (String set : List.of("CapEff", "CapPrm", "CapBnd")) {
            assertThat(status(process, set)).allMatch(value -> Long.parseLong(value, 16) == CAPABILITIES, set);
        }
        assertThat(status(process, "NoNewPrivs")).containsExactly("1");
        assertThat(ask("status")).contains("kernel");
        assertThat(journal()).contains("datapath=kernel");
        Wait.until(
                "status line",
                LIMIT,
                () -> property("StatusText").equals("0 tunnels, 0 sessions"),
                () -> property("StatusText"));
    }

    @Test
    @Order(2)
    void carriesASessionAndShowsTheDriversLinesOfItsDebugMask() {
        Namespace peer = lab.namespace("lac");
        lab.host("ip", "link", "add", "lab0", "type", "veth", "peer", "name", "w0", "netns", peer.fullName());
        lab.host("ip", "addr", "add", LNS + "/24", "dev", "lab0");
        lab.host("ip", "link", "set", "lab0", "up");
        peer.configure("w0", "10.8.0.2/24");
        lac = Jl2tpd.start(peer, "lac", "datapath = \"kernel\"", Configurations.lac(LNS));
        awaitSession();
        peer.run("ping", "-c", "2", "-W", "10", "-i", "0.3", "10.77.0.1");
        JsonObject session = sessions().get(0);
        String tunnel = Jl2tpd.text(session, "tunnel_id");
        String key = tunnel + "/" + Jl2tpd.text(session, "id");
        String set = ask("debug", "session", key, "control", "sequence", "--json");
        assertThat(set).contains("tracepoints");
        ask("close", "session", key);
        Wait.until("the driver's lines", LIMIT, () -> journal().contains("facility=kernel"), () -> set + journal());
        awaitSession();
    }

    @Test
    @Order(3)
    void reloadsWithoutANewProcessAndRefusesAFileWithFaults() throws IOException {
        String process = property("MainPID");
        systemctl("reload");
        Wait.until("active again", LIMIT, () -> property("ActiveState").equals("active"));
        writeConfiguration("\nnonsense\n");
        assertThat(trySystemctl("reload")).isNotZero();
        assertThat(journal()).contains(CONFIG + ":");
        writeConfiguration("");
        assertThat(property("MainPID")).isEqualTo(process);
        assertThat(property("ActiveState")).isEqualTo("active");
        assertThat(isOpen()).isTrue();
    }

    @Test
    @Order(4)
    void isStartedAgainAfterItWasKilled() throws IOException {
        String process = property("MainPID");
        Object folder = Files.getAttribute(Path.of("/run/jl2tpd"), "unix:ino");
        lab.host("kill", "-9", process);
        awaitRestart(process);
        // What it noted in that folder is there for the next one.
        assertThat(Files.getAttribute(Path.of("/run/jl2tpd"), "unix:ino")).isEqualTo(folder);
        awaitSession();
    }

    @Test
    @Order(5)
    void isStartedAgainWhenItHangs() {
        String process = property("MainPID");
        lab.host("kill", "-STOP", process);
        awaitRestart(process);
        assertThat(lab.host("journalctl", "-u", "jl2tpd", "--no-pager")).contains("Watchdog timeout");
        awaitSession();
    }

    @Test
    @Order(6)
    void stopsInOrderAndLeavesNothing() {
        systemctl("stop");
        assertThat(property("Result")).isEqualTo("success");
        assertThat(property("ExecMainStatus")).isEqualTo("0");
        Wait.until(
                "goodbye at the peer",
                LIMIT,
                () -> lac.tunnels().stream()
                        .noneMatch(tunnel -> Jl2tpd.text(tunnel, "state").equals("established")),
                lac::describe);
        lac.stop();
        assertThat(lab.host("ip", "l2tp", "show", "tunnel")).isBlank();
        assertThat(lab.host("ip", "-o", "link", "show", "type", "ppp")).isBlank();
        assertThat(lab.host("nft", "list", "tables")).doesNotContain("jl2tpd");
        assertThat(Path.of("/run/jl2tpd")).isEmptyDirectory();
        assertThat(lab.host("ls", "/sys/kernel/tracing/instances")).doesNotContain("jl2tpd");
    }
}
