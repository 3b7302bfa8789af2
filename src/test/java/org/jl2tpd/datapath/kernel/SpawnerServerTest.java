package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import org.jl2tpd.datapath.kernel.SpawnerMessage.Kind;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.MessageSocket;
import org.jl2tpd.linux.PipeEnd;
import org.jl2tpd.linux.WatchedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spawner over a real pair of sockets, with shells in place of pppd; this test is a daemon that wants more than it may. */
class SpawnerServerTest {
    private static final int LIMIT_MS = 10_000;
    private static final long STEP_MS = 5;

    @TempDir
    Path folder;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
    private final List<Integer> children = Collections.synchronizedList(new ArrayList<>());
    private volatile String script = "echo hello; exec sleep 60";
    private volatile String refreshProblem;
    private MessageSocket daemon;
    private CredentialSocket events;
    private Thread thread;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    }

    @AfterEach
    void close() throws Exception {
        if (daemon != null) {
            daemon.close();
            thread.join(LIMIT_MS);
            assertThat(thread.isAlive()).isFalse();
            assertThat(children).noneMatch(SpawnerServerTest::isAlive);
        }
    }

    private static boolean isAlive(int pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private void serve(IntPredicate isPppox) throws Exception {
        MessageSocket[] pair = MessageSocket.pair();
        daemon = pair[0];
        daemon.waitAtMost(LIMIT_MS);
        events = CredentialSocket.bind(folder.resolve("events").toString());
        var server = new SpawnerServer(pair[1], new Place(), () -> new PppdSettings("/bin/sh", List.of()), isPppox);
        thread = new Thread(() -> server.run(3), "spawner");
        thread.start();
        SpawnerMessage ready = receive();
        assertThat(ready.kind()).isEqualTo(Kind.READY);
        assertThat(ready.first()).isEqualTo(3);
        assertThat(daemon.descriptors()).isEqualTo(1);
    }

    /** Starts a shell for each request. */
    private final class Place implements PppdLauncher {
        @Override
        public WatchedProcess start(PppdRequest request, int socket) throws IOException {
            ChildProcess child = ChildProcess.start(new ChildProcess.Program(
                    "/bin/sh", List.of("sh", "-c", script), List.of("PATH=/bin:/usr/bin"), null, -1, true));
            children.add(child.pid());
            return child;
        }

        @Override
        public CredentialSocket events() {
            return events;
        }

        @Override
        public CompletableFuture<String> refresh(PppdSettings settings) {
            return CompletableFuture.completedFuture(refreshProblem);
        }

        @Override
        public void close() {
            events.close();
        }
    }

    private SpawnerMessage receive() {
        int octets = daemon.receive(buffer.clear(), true);
        assertThat(octets).isPositive();
        return SpawnerMessage.read(buffer.limit(octets));
    }

    private void send(SpawnerMessage message, int... descriptors) {
        assertThat(message.write(buffer.clear())).isTrue();
        assertThat(daemon.send(buffer, true, descriptors)).isPositive();
    }

    private SpawnerMessage start(PppdRequest request) {
        send(SpawnerMessage.start(7, request), daemon.fd());
        return receive();
    }

    private void assertRefused(SpawnerMessage message, String words) {
        assertThat(message.kind()).isEqualTo(Kind.REFUSED);
        assertThat(message.number()).isEqualTo(7);
        assertThat(message.words()).contains(words);
        assertThat(children).isEmpty();
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (long waited = 0; waited < LIMIT_MS && !condition.getAsBoolean(); waited += STEP_MS) {
            Thread.sleep(STEP_MS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void startsAPppdWhoseOutputTheDaemonReadsAndTellsItsEnd() throws Exception {
        serve(fd -> true);
        script = "echo hello; exit 11";
        SpawnerMessage started = start(PppdRequests.plain());
        assertThat(started.kind()).isEqualTo(Kind.STARTED);
        assertThat(started.first()).isEqualTo(children.get(0));
        try (var output = new PipeEnd(daemon.takeDescriptor())) {
            SpawnerMessage ended = receive();
            assertThat(ended.kind()).isEqualTo(Kind.ENDED);
            assertThat(ended.number()).isEqualTo(started.second());
            assertThat(ended.first()).isEqualTo(11);
            assertThat(output.read(buffer.clear())).isEqualTo(6);
            assertThat(StandardCharsets.US_ASCII.decode(buffer.flip().limit(6)).toString())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void aForgedRequestIsRefused() throws Exception {
        serve(fd -> true);
        assertRefused(start(PppdRequests.with("../x", List.of(), "", null)), "no network device");
        assertRefused(start(PppdRequests.with("", List.of("plugin", "/tmp/x.so"), "", null)), "no profile makes");
        assertRefused(start(PppdRequests.with("", List.of("connect", "/bin/sh"), "", null)), "no profile makes");
        send(SpawnerMessage.start(7, PppdRequests.plain()));
        assertRefused(receive(), "a socket of the L2TP driver");
        send(SpawnerMessage.start(7, PppdRequests.plain()), daemon.fd(), daemon.fd());
        assertRefused(receive(), "a socket of the L2TP driver, and nothing else");
    }

    @Test
    void whatIsNoSocketOfTheDriverIsNotPassedOn() throws Exception {
        serve(org.jl2tpd.linux.PppoxSocket::is);
        assertRefused(start(PppdRequests.plain()), "a socket of the L2TP driver");
    }

    @Test
    void garbageIsNotAnsweredAndEndsNothing() throws Exception {
        serve(fd -> true);
        var random = new Random(9);
        for (int i = 0; i < 500; i++) {
            byte[] octets = new byte[1 + random.nextInt(60)];
            random.nextBytes(octets);
            octets[0] = (byte) (3 + random.nextInt(250));
            daemon.send(buffer.clear().put(octets).flip(), true, daemon.fd());
        }
        daemon.send(ByteBuffer.allocateDirect(SpawnerMessage.LIMIT + 1), true);
        send(SpawnerMessage.of(Kind.REFRESH, 0, ""));
        assertThat(receive().kind()).isEqualTo(Kind.REFRESHED);
        assertThat(children).isEmpty();
    }

    @Test
    void onlyItsOwnPppdsGetSignalsAndOnlyTheTwo() throws Exception {
        serve(fd -> true);
        SpawnerMessage started = start(PppdRequests.plain());
        // Its output stays open: a shell that speaks after that would be ended by SIGPIPE.
        var output = new PipeEnd(daemon.takeDescriptor());
        try {
            onlyThePppdGetsSignals(started);
        } finally {
            output.close();
        }
    }

    private void onlyThePppdGetsSignals(SpawnerMessage started) {
        int own = (int) ProcessHandle.current().pid();
        for (int number : new int[] {own, started.first(), 0, -1, started.second() + 1}) {
            send(SpawnerMessage.of(Kind.SIGNAL, number, ChildProcess.SIGKILL, 0));
        }
        for (int signal : new int[] {0, 1, 2, 10, 19, 64, -9}) {
            send(SpawnerMessage.of(Kind.SIGNAL, started.second(), signal, 0));
        }
        send(SpawnerMessage.of(Kind.REFRESH, 0, ""));
        assertThat(receive().kind()).isEqualTo(Kind.REFRESHED);
        assertThat(isAlive(started.first())).isTrue();
        send(SpawnerMessage.of(Kind.SIGNAL, started.second(), ChildProcess.SIGTERM, 0));
        SpawnerMessage ended = receive();
        assertThat(ended.kind()).isEqualTo(Kind.ENDED);
        assertThat(ended.second()).isEqualTo(ChildProcess.SIGTERM);
    }

    @Test
    void endsWithTheDaemonAndItsPppdsBeforeIt() throws Exception {
        serve(fd -> true);
        script = "trap '' TERM; while :; do sleep 0.02; done";
        SpawnerMessage started = start(PppdRequests.plain());
        script = "trap 'echo bye > " + folder.resolve("bye") + "; exit' TERM; while :; do sleep 0.02; done";
        start(PppdRequests.plain());
        Thread.sleep(100);
        daemon.close();
        await(() -> !thread.isAlive());
        assertThat(isAlive(started.first())).isFalse();
        assertThat(folder.resolve("bye")).exists();
    }

    @Test
    void whatKeepsUsersFromBeingReadIsTold() throws Exception {
        serve(fd -> true);
        refreshProblem = "no room";
        send(SpawnerMessage.of(Kind.REFRESH, 0, ""));
        assertThat(receive().words()).isEqualTo("no room");
    }
}
