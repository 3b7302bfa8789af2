package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our packaged daemon that is stopped with thousands of sessions, is drained, and is short of what it needs. */
class BadTimesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Promised by the manual; and the start of a process that asks. */
    private static final long STOP_NS = 5_000_000_000L;

    private static final String ANYONE = """
            [peer_profile.default]
            allow_tunnels = true
            ppp_profile_name = "slow"

            [ppp_profile.slow]
            lcp_retransmit_interval = 30
            """;

    /** A user whom nobody has. */
    private static final List<String> BECOME = List.of("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups");

    @TempDir
    Path folder;

    private final int port = freePort();

    @BeforeEach
    void need() {
        Requirements.needDistribution();
        assumeTrue(Requirements.find("prlimit").isPresent(), "no prlimit (package util-linux)");
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String system() {
        return """
                datapath = "memory"
                listen_addresses = ["127.0.0.1"]
                udp_port = %d
                state_directory = "%s"
                runtime_directory = "%s"
                """.formatted(port, folder.resolve("state"), folder.resolve("run"));
    }

    private Jl2tpd start(String... wrapper) {
        return Jl2tpd.start(folder, "lns", List.of(wrapper), system(), ANYONE);
    }

    private static void stopInTime(Jl2tpd daemon) {
        long startNs = System.nanoTime();
        daemon.stop();
        assertThat(System.nanoTime() - startNs).isLessThan(STOP_NS);
    }

    @Test
    void aStopTellsThePeersOfThousandsOfSessionsInTime() throws Exception {
        Jl2tpd daemon = start();
        try (Caller caller = new Caller(port).dial(20, 100).awaitUp(2_000, LIMIT)) {
            stopInTime(daemon);
            assertThat(caller.count(tunnel -> tunnel.stopCcns)).isEqualTo(20);
            assertThat(caller.sum(tunnel -> tunnel.cdns)).isEqualTo(20 * (CallerTunnel.WINDOW - 1));
            assertThat(daemon.process().output()).doesNotContain("stop_cut_short");
        } finally {
            daemon.process().close();
        }
    }

    /** What is lost twice in three seconds is lost: a tunnel of twenty, seldom. */
    @Test
    void aStopRepeatsWhatIsLost() throws Exception {
        Jl2tpd daemon = start();
        int relay = freePort();
        Thread relaying = new Thread(() -> relay(relay), "relay");
        relaying.setDaemon(true);
        relaying.start();
        try (Caller caller = new Caller(relay).dial(20, 10).awaitUp(200, LIMIT)) {
            int before = caller.sum(tunnel -> tunnel.repeated);
            stopInTime(daemon);
            assertThat(caller.count(tunnel -> tunnel.stopCcns)).isGreaterThanOrEqualTo(19);
            assertThat(caller.sum(tunnel -> tunnel.cdns)).isGreaterThanOrEqualTo(19 * (CallerTunnel.WINDOW - 1));
            assertThat(caller.sum(tunnel -> tunnel.repeated)).isGreaterThan(before);
        } finally {
            daemon.process().close();
        }
    }

    private void relay(int at) {
        try {
            LossyRelay.main(new String[] {"" + at, "127.0.0.1", "" + port, "5", "1"});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDrainedDaemonEndsWithItsLastSessionAndShowsHowManyAreLeft() throws Exception {
        Jl2tpd daemon = start();
        try (Caller caller = new Caller(port).dial(2, 2).awaitUp(4, LIMIT)) {
            var waiting = CompletableFuture.supplyAsync(() -> daemon.say("drain", "--stop", "--wait"));
            Wait.until("drain", LIMIT, () -> daemon.status().get("draining").getAsBoolean());
            caller.callAgain();
            Wait.until("refusals", LIMIT, () -> caller.refused() == 2);
            assertThat(caller.lastRefusal()).contains("result 4", "not accepting new sessions");
            caller.dial(1, 1);
            Wait.until("refused tunnel", LIMIT, () -> caller.sum(tunnel -> tunnel.stopCcns) == 1);
            assertThat(daemon.say("drain", "off").exit()).isZero();
            assertThat(waiting.get(10, TimeUnit.SECONDS).text()).contains("4 sessions left", "taken the draining back");
            caller.callAgain();
            caller.awaitUp(6, LIMIT);
            var again = CompletableFuture.supplyAsync(() -> daemon.say("drain", "--stop", "--wait"));
            Wait.until("drain", LIMIT, () -> daemon.status().get("draining").getAsBoolean());
            for (int tunnel = 0; tunnel < 2; tunnel++) {
                for (int call = 0; call < 3; call++) {
                    caller.hangUp(tunnel);
                }
                Wait.pause(Duration.ofMillis(1_100));
            }
            Jl2tpd.Said said = again.get(10, TimeUnit.SECONDS);
            assertThat(said.text()).contains("6 sessions left", "3 sessions left", "drained and stopped");
            assertThat(said.exit()).isZero();
            assertThat(daemon.process().awaitExit(LIMIT)).isZero();
        } finally {
            daemon.process().close();
        }
    }

    /** With a disk of its own for what outlives a restart, of 64 KiB, which nobody else sees. */
    @Test
    void aFullDiskCostsNoStateAndNoConfigurationFile() throws Exception {
        Requirements.needNamespaces();
        Path state = Files.createDirectory(folder.resolve("state"));
        String mount = "mount -t tmpfs -o size=64k tmpfs " + state + " && exec \"$@\"";
        Jl2tpd daemon = start("unshare", "-m", "sh", "-c", mount, "sh");
        try {
            Path disk = Path.of("/proc/" + daemon.process().pid() + "/root" + state);
            String file = state.resolve("saved.toml").toString();
            assertThat(daemon.say("config", "save", "file=" + file).exit()).isZero();
            assertThat(daemon.say("peer", "disable", "default").exit()).isZero();
            String saved = Files.readString(disk.resolve("saved.toml"));
            String kept = Files.readString(disk.resolve("state"));
            fill(disk.resolve("ballast"));
            Jl2tpd.Said drain = daemon.say("drain", "on");
            assertThat(drain.exit()).isNotZero();
            assertThat(drain.text()).containsOnlyOnce("No space left on device").contains("not outlive a restart");
            assertThat(daemon.say("tunnel", "profile", "create", "profile_name=later")
                            .exit())
                    .isZero();
            Jl2tpd.Said save = daemon.say("config", "save", "file=" + file);
            assertThat(save.exit()).isNotZero();
            assertThat(save.text()).containsOnlyOnce("No space left on device");
            assertThat(names(disk)).containsExactly("ballast", "leases", "saved.toml", "state");
            assertThat(Files.readString(disk.resolve("saved.toml"))).isEqualTo(saved);
            assertThat(Files.readString(disk.resolve("state"))).isEqualTo(kept);
            Files.delete(disk.resolve("ballast"));
            assertThat(daemon.say("drain", "on").exit()).isZero();
            assertThat(daemon.say("config", "save", "file=" + file).exit()).isZero();
            assertThat(names(disk)).containsExactly("leases", "saved.toml", "state");
            assertThat(Files.readString(disk.resolve("saved.toml"))).contains("later");
            assertThat(Files.readString(disk.resolve("state"))).startsWith("draining=true\n" + kept);
            daemon.stop();
        } finally {
            daemon.process().close();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void withoutDescriptorsItStaysUpSaysSoAndIsIdle() throws Exception {
        Jl2tpd daemon = Jl2tpd.start(
                folder, "lns", List.of("prlimit", "--nofile=62"), system() + "max_sessions = 1000", ANYONE);
        List<SocketChannel> flood = new ArrayList<>();
        try (Caller caller = new Caller(port).dial(1, 1).awaitUp(1, LIMIT)) {
            assertThat(daemon.process().output()).contains("limit_in_sight", "max_sessions 1000", "the limit is 62");
            for (int i = 0; i < 50; i++) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                channel.configureBlocking(false);
                if (!channel.connect(UnixDomainSocketAddress.of(daemon.socket()))) {
                    break;
                }
                flood.add(channel);
            }
            daemon.process().awaitLine("limit_reached.*file descriptors 62", LIMIT);
            daemon.process().awaitLine("control_not_accepted", LIMIT);
            caller.dial(10, 1);
            long before = cpuTicks(daemon);
            Wait.pause(Duration.ofSeconds(2));
            assertThat(cpuTicks(daemon) - before).as("of 200 ticks").isLessThan(100);
            caller.awaitUp(11, LIMIT);
            for (SocketChannel channel : flood) {
                channel.close();
            }
            Wait.until("answer", LIMIT, () -> daemon.say("status").exit() == 0);
            assertThat(daemon.status().get("sessions").getAsInt()).isEqualTo(11);
            assertThat(daemon.process().output()).containsOnlyOnce("control_not_accepted");
            stopInTime(daemon);
        } finally {
            for (SocketChannel channel : flood) {
                channel.close();
            }
            daemon.process().close();
        }
    }

    /** Processor time of a process in hundredths of a second. */
    private static long cpuTicks(Jl2tpd daemon) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + daemon.process().pid() + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }

    @Test
    void shortOfHeapItRefusesAndStaysUp() throws Exception {
        Jl2tpd daemon = start("env", "JL2TPD_JAVA_OPTS=-Xmx24m");
        try (Caller caller = new Caller(port).dial(20, 3_000)) {
            Wait.until(
                    "refusals",
                    LIMIT,
                    () -> caller.refused() > 1_000 || !daemon.process().isAlive(),
                    () -> caller.up() + " up\n" + daemon.process().lastLines());
            assertThat(caller.lastRefusal()).contains("result 4", "short of heap");
            assertThat(caller.sum(tunnel -> tunnel.cdns))
                    .as("calls that were up")
                    .isZero();
            assertThat(daemon.process().output()).contains("limit_in_sight", "limit_reached");
            stopInTime(daemon);
        } finally {
            daemon.process().close();
        }
    }

    @Test
    void withoutAnyHeapItEndsWithTheReason() throws Exception {
        Running daemon = Jl2tpd.launch(folder, "lns", List.of("env", "JL2TPD_JAVA_OPTS=-Xmx5m"), system(), ANYONE);
        try {
            assertThat(daemon.awaitExit(LIMIT)).isEqualTo(3);
            assertThat(daemon.errors()).contains("Terminating due to java.lang.OutOfMemoryError");
        } finally {
            daemon.close();
        }
    }

    /** Who has the threads that it has and no more: a user of its own, so that nobody else's count. */
    @Test
    void withoutThreadsItStaysUpAndSaysSo() throws Exception {
        Requirements.needNamespaces();
        String become = "chown -R 54321 " + folder + " && exec " + String.join(" ", BECOME) + " \"$@\"";
        Jl2tpd daemon = start("sh", "-c", become, "sh");
        try (Caller caller = new Caller(port).dial(1, 1).awaitUp(1, LIMIT)) {
            limitThreads(daemon, "1:");
            Jl2tpd.Said said = daemon.say("status");
            assertThat(said.exit()).isNotZero();
            assertThat(said.text()).contains("no thread more");
            for (int i = 0; i < 40; i++) {
                daemon.say("status");
            }
            caller.callAgain();
            caller.awaitUp(2, LIMIT);
            assertThat(daemon.process().output()).containsOnlyOnce("control_not_accepted");
            assertThat(daemon.process().output()).contains("no thread more");
            limitThreads(daemon, "4096:");
            assertThat(daemon.status().get("sessions").getAsInt()).isEqualTo(2);
            stopInTime(daemon);
        } finally {
            daemon.process().close();
        }
    }

    /** @param limit as prlimit has it; with a colon the limit that may be raised again */
    private static void limitThreads(Jl2tpd daemon, String limit) throws Exception {
        String pid = Long.toString(daemon.process().pid());
        List<String> command = new ArrayList<>(BECOME);
        command.addAll(List.of("prlimit", "--pid", pid, "--nproc=" + limit));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
