package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.engine.SessionOptions;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.WatchedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor of real processes that only look like pppd: shell scripts. */
class PppdSupervisorTest {
    private static final long LIMIT_MS = 10_000;

    @TempDir
    Path folder;

    private final Sink sink = new Sink();
    private final DataSession session = new FakePppdSession(40, 41);
    private final DataSession other = new FakePppdSession(40, 42);
    private final List<String> ruled = new ArrayList<>();
    private final Set<String> present = new HashSet<>();
    private String foreign = "";
    private PppdSupervisor supervisor;
    private ChildProcess child;
    private boolean closed;
    private String launchProblem;

    /** A reactor of one turn at a time. */
    private static final class Sink implements PacketSink {
        private final Map<Integer, PolledSource> watched = new HashMap<>();
        private final List<SessionNotice> notices = new ArrayList<>();
        private long nowNs;
        private int refuseFrom = Integer.MAX_VALUE;

        @Override
        public ByteBuffer lend() {
            throw new AssertionError();
        }

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void onPacket(DataSession session, ByteBuffer packet) {
            throw new AssertionError();
        }

        @Override
        public void onFrame(DataSession session, ByteBuffer frame) {
            throw new AssertionError();
        }

        @Override
        public void onNotice(DataSession session, SessionNotice notice) {
            notices.add(notice);
        }

        @Override
        public int socketFd(int socket) {
            return -1;
        }

        @Override
        public boolean post(Runnable task) {
            return false;
        }

        @Override
        public String watch(int fd, PolledSource source) {
            if (watched.size() >= refuseFrom) {
                return "epoll_ctl: ENOMEM";
            }
            watched.put(fd, source);
            return null;
        }

        @Override
        public void unwatch(int fd) {
            watched.remove(fd);
        }

        void turn() {
            List.copyOf(watched.values()).forEach(source -> source.drain(8));
        }
    }

    @BeforeEach
    void open() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    }

    @AfterEach
    void close() {
        if (supervisor != null) {
            supervisor.close();
        }
    }

    private String start(String script) {
        return start(session, script, "");
    }

    private String start(DataSession session, String script, String interfaceName) {
        if (supervisor == null) {
            supervisor =
                    new PppdSupervisor(new PppdSettings("/pppd", List.of()), settings -> launcher(script), devices);
        }
        var options = new PppdOptions(
                List.of("noauth"),
                new SessionOptions(false, false, false, 0, false, 0),
                interfaceName,
                true,
                null,
                null,
                "",
                null);
        return supervisor.start(session, -1, options, sink);
    }

    private PppdLauncher launcher(String script) throws IOException {
        if (launchProblem != null) {
            throw new IOException(launchProblem);
        }
        CredentialSocket events = CredentialSocket.bind(folder.resolve("events").toString());
        return new PppdLauncher() {
            @Override
            public WatchedProcess start(PppdRequest request, int socket) throws IOException {
                child = ChildProcess.start(new ChildProcess.Program(
                        "/bin/sh", List.of("sh", "-c", script), List.of("PATH=/bin:/usr/bin"), null, -1, true));
                return child;
            }

            @Override
            public CredentialSocket events() {
                return events;
            }

            @Override
            public CompletableFuture<String> refresh(PppdSettings settings) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                closed = true;
                events.close();
            }
        };
    }

    private final PppdSupervisor.Devices devices = new PppdSupervisor.Devices() {
        @Override
        public boolean exists(String device) {
            return present.contains(device);
        }

        @Override
        public boolean isForeign(String device, String unit) {
            return foreign.equals(device + " " + unit);
        }

        @Override
        public boolean apply(String device, PppdOptions options) {
            ruled.add(device + " " + options.clampMss());
            return !device.equals("gone");
        }
    };

    private void turnUntilEnded() throws InterruptedException {
        turnUntil(() -> counter("pppd_running") == 0);
    }

    private void turnUntil(BooleanSupplier condition) throws InterruptedException {
        for (long waited = 0; waited < LIMIT_MS && !condition.getAsBoolean(); waited += 2) {
            sink.turn();
            Thread.sleep(2);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private long counter(String name) {
        var all = new HashMap<String, Long>();
        supervisor.counters(all::put);
        return all.get(name);
    }

    private static Optional<ProcessHandle> process(int pid) {
        return ProcessHandle.of(pid);
    }

    @Test
    void theEndOfAPppdIsANoticeWithItsLastWords() throws Exception {
        assertThat(start("echo 'Peer bob failed CHAP authentication'; echo Connection terminated.; exit 11"))
                .isNull();
        turnUntilEnded();
        assertThat(sink.notices).hasSize(1);
        var ended = (SessionNotice.Ended) sink.notices.get(0);
        assertThat(ended.words()).contains("exit status 11: Peer bob failed CHAP authentication");
        assertThat(process(child.pid())).isEmpty();
        assertThat(sink.watched).hasSize(1);
    }

    @Test
    void aSessionHasOnePppdAtATime() {
        assertThat(start("exec sleep 60")).isNull();
        assertThat(start("exec sleep 60")).isEqualTo("the session has a pppd");
    }

    @Test
    void oneThatIsToldToEndDoesSoAndTheSessionHearsOfIt() throws Exception {
        start("exec sleep 60");
        assertThat(supervisor.terminate(session)).isTrue();
        turnUntilEnded();
        assertThat(((SessionNotice.Ended) sink.notices.get(0)).words()).contains("signal 15");
        assertThat(supervisor.terminate(session)).isFalse();
    }

    @Test
    void oneWhoseSessionIsGoneEndsSilently() throws Exception {
        start("exec sleep 60");
        supervisor.stop(session);
        supervisor.stop(session);
        turnUntilEnded();
        assertThat(sink.notices).isEmpty();
        assertThat(process(child.pid())).isEmpty();
    }

    @Test
    void oneThatDoesNotEndIsKilledInTime() throws Exception {
        start("trap '' TERM; echo ready; while :; do sleep 0.02; done");
        Thread.sleep(100);
        sink.nowNs = 5;
        supervisor.terminate(session);
        assertThat(supervisor.nextDeadlineNs()).isEqualTo(5 + PppdSupervisor.KILL_AFTER_NS);
        supervisor.onTimeout(4 + PppdSupervisor.KILL_AFTER_NS);
        Thread.sleep(50);
        sink.turn();
        assertThat(sink.notices).isEmpty();
        supervisor.onTimeout(5 + PppdSupervisor.KILL_AFTER_NS);
        assertThat(supervisor.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        turnUntilEnded();
        assertThat(((SessionNotice.Ended) sink.notices.get(0)).words()).contains("signal 9");
    }

    @Test
    void eventsAreHeardFromItsOwnProcessOfRootForItsOwnSession() {
        start("exec sleep 60");
        int pid = child.pid();
        supervisor.onEvent(pid + 1, 0, PppdMessages.down(40, 41));
        supervisor.onEvent(pid, 1000, PppdMessages.down(40, 41));
        supervisor.onEvent(pid, 0, PppdMessages.down(40, 42));
        supervisor.onEvent(pid, 0, PppdMessages.ofType(9).done());
        assertThat(sink.notices).isEmpty();
        assertThat(counter("pppd_events_of_strangers")).isEqualTo(4);
        supervisor.onEvent(pid, 0, PppdMessages.accm(40, 41, 1, 2));
        supervisor.onEvent(pid, 0, PppdMessages.up(40, 41, "nosuchdevice", "bob"));
        supervisor.onEvent(pid, 0, PppdMessages.down(40, 41));
        assertThat(sink.notices)
                .containsExactly(
                        new SessionNotice.Accm(1, 2),
                        new SessionNotice.NetworkUp("nosuchdevice", null, null, "bob"),
                        new SessionNotice.NetworkDown());
    }

    @Test
    void aDeviceThatComesUpGetsItsRules() {
        start("exec sleep 60");
        supervisor.onEvent(child.pid(), 0, PppdMessages.accm(40, 41, 1, 2));
        supervisor.onEvent(child.pid(), 0, PppdMessages.up(40, 41, "ppp8", "bob"));
        assertThat(ruled).containsExactly("ppp8 true");
        assertThat(counter("pppd_device_rules_missing")).isZero();
        supervisor.onEvent(child.pid(), 0, PppdMessages.up(40, 41, "gone", "bob"));
        assertThat(counter("pppd_device_rules_missing")).isEqualTo(1);
    }

    @Test
    void aNameThatADeviceHasIsRefusedBeforeAPppdRuns() {
        present.add("lo");
        assertThat(start(session, "exec sleep 60", "lo")).isEqualTo("device lo: there is already one of that name");
        assertThat(child).isNull();
        assertThat(start(session, "exec sleep 60", "vpn0")).isNull();
        assertThat(start(other, "exec sleep 60", "vpn0")).isEqualTo("device vpn0 is that of another session's pppd");
    }

    @Test
    void aPppdOnAForeignDeviceIsKilledAndTheSessionDoesNotComeUp() throws Exception {
        start(session, "echo 'Using interface ppp4'; trap '' TERM; while :; do sleep 0.02; done", "eth7");
        foreign = "eth7 ppp4";
        Thread.sleep(100);
        supervisor.onEvent(child.pid(), 0, PppdMessages.up(40, 41, "eth7", "bob"));
        supervisor.onEvent(child.pid(), 0, PppdMessages.down(40, 41));
        turnUntilEnded();
        assertThat(ruled).isEmpty();
        assertThat(sink.notices).hasSize(1);
        var ended = (SessionNotice.Ended) sink.notices.get(0);
        assertThat(ended.words()).isEqualTo("pppd could not give its device the name eth7, which another has");
        assertThat(ended.result().result()).isEqualTo(4);
    }

    @Test
    void aNameWhosePppdIsEndingIsWaitedFor() throws Exception {
        start(session, "exec sleep 60", "vpn0");
        int first = child.pid();
        supervisor.stop(session);
        assertThat(start(other, "exec sleep 60", "vpn0")).isNull();
        assertThat(start(other, "exec sleep 60", "vpn0")).isEqualTo("the session has a pppd");
        assertThat(counter("pppd_started")).isEqualTo(1);
        turnUntil(() -> counter("pppd_started") == 2);
        assertThat(process(first)).isEmpty();
        assertThat(sink.notices).isEmpty();
        assertThat(supervisor.terminate(other)).isTrue();
        turnUntilEnded();
        assertThat(sink.notices).hasSize(1);
    }

    @Test
    void aNameThatStaysAfterItsPppdIsRefusedLater() throws Exception {
        start(session, "exec sleep 60", "vpn0");
        supervisor.stop(session);
        start(other, "exec sleep 60", "vpn0");
        present.add("vpn0");
        turnUntilEnded();
        var ended = (SessionNotice.Ended) sink.notices.get(0);
        assertThat(ended.words()).isEqualTo("device vpn0: there is already one of that name");
    }

    @Test
    void whoWaitsForANameDoesSoForALimitedTimeAndCanGiveUp() {
        start(session, "trap '' TERM; while :; do sleep 0.02; done", "vpn0");
        supervisor.stop(session);
        start(other, "exec sleep 60", "vpn0");
        supervisor.stop(other);
        supervisor.onTimeout(PppdSupervisor.NAME_WAIT_NS - 1);
        start(other, "exec sleep 60", "vpn0");
        supervisor.onTimeout(PppdSupervisor.NAME_WAIT_NS - 1);
        assertThat(sink.notices).isEmpty();
        assertThat(supervisor.nextDeadlineNs()).isEqualTo(PppdSupervisor.NAME_WAIT_NS);
        supervisor.onTimeout(PppdSupervisor.NAME_WAIT_NS);
        assertThat(sink.notices).hasSize(1);
        start(other, "exec sleep 60", "vpn0");
        assertThat(supervisor.terminate(other)).isTrue();
        supervisor.onTimeout(0);
        assertThat(sink.notices).hasSize(2);
        assertThat(supervisor.terminate(other)).isFalse();
        assertThat(counter("pppd_started")).isEqualTo(1);
    }

    @Test
    void aStrangersDatagramIsCounted() throws Exception {
        start("exec sleep 60");
        CredentialSocket.send(folder.resolve("events").toString(), PppdMessages.down(40, 41));
        sink.turn();
        assertThat(counter("pppd_events_of_strangers")).isEqualTo(1);
        assertThat(sink.notices).isEmpty();
    }

    @Test
    void closingLeavesNoProcessAndNoWatch() {
        start("trap '' TERM; while :; do sleep 0.02; done");
        int pid = child.pid();
        supervisor.close();
        assertThat(process(pid)).isEmpty();
        assertThat(sink.watched).isEmpty();
        assertThat(closed).isTrue();
        assertThat(sink.notices).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeHadIsTold() {
        launchProblem = "there is no pppd";
        assertThat(start("exit 0")).isEqualTo("pppd does not start: there is no pppd");
        launchProblem = null;
        assertThat(start("exec sleep 60")).isNull();
    }

    @Test
    void oneThatCannotBeWatchedIsNotKept() {
        for (int watches = 0; watches < 3; watches++) {
            sink.refuseFrom = watches;
            assertThat(start("exec sleep 60")).isEqualTo("pppd does not start: epoll_ctl: ENOMEM");
            if (child != null) {
                assertThat(process(child.pid())).isEmpty();
            }
            assertThat(sink.watched).hasSizeLessThanOrEqualTo(1);
            deleteSocket(watches);
        }
    }

    /** A place that was not kept leaves its socket's file. */
    private void deleteSocket(int watches) {
        try {
            if (watches == 0) {
                Files.deleteIfExists(folder.resolve("events"));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
