package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.testing.OwnNetwork;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReactorTest {
    @BeforeAll
    static void needsLinux() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private static byte[] exchange(String address, int port, byte[] payload) throws Exception {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.send(new DatagramPacket(payload, payload.length, InetAddress.getByName(address), port));
            var answer = new DatagramPacket(new byte[10000], 10000);
            socket.receive(answer);
            assertThat(answer.getAddress()).isEqualTo(InetAddress.getByName(address));
            assertThat(answer.getPort()).isEqualTo(port);
            return java.util.Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(2);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** L2TP-8.1-02: the answer leaves from the address that the peer sent to, on a host with several. */
    @Test
    void answersFromTheAddressThatWasAsked() throws Exception {
        try (var running = new RunningReactor<>(List.of("0.0.0.0"), FakeEngine::new)) {
            byte[] payload = {1, 2, 3};
            assertThat(exchange("127.0.0.5", running.port(), payload)).isEqualTo(payload);
            assertThat(running.engine.lastPath.localAddress()).isEqualTo(IpAddress.parse("127.0.0.5"));
            assertThat(running.engine.lastPath.peerAddress()).isEqualTo(IpAddress.parse("127.0.0.1"));
            assertThat(running.engine.lastPath.localPort()).isEqualTo(running.port());
        }
    }

    @Test
    void tellsThatNobodyHearsAtAConnectedSocketsPeer() throws Exception {
        int free;
        try (var peer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            free = peer.getLocalPort();
        }
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), FakeEngine::new)) {
            IpAddress loopback = IpAddress.parse("127.0.0.1");
            var wanted = new TransportPath(-1, loopback, 0, loopback, free);
            var opened = new CompletableFuture<EnginePorts.OpenedSocket>();
            running.reactor.execute(() -> opened.complete(running.engine.ports.openConnectedSocket(wanted, false)));
            EnginePorts.OpenedSocket socket = opened.get(5, TimeUnit.SECONDS);
            assertThat(socket.problem()).isNull();
            var path = new TransportPath(socket.socket(), loopback, socket.port(), loopback, free);
            running.reactor.execute(() -> running.engine.ports.sendDatagram(path, ByteBuffer.allocate(5)));
            await(() -> running.engine.inputs.contains("error " + org.jl2tpd.linux.Errno.ECONNREFUSED));
        }
    }

    /** Only a datapath that needs connected sockets gets a listener that shares its port. */
    @Test
    void aListenerSharesItsPortForADatapathOfFramesAlone() throws Exception {
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        for (boolean frames : new boolean[] {false, true}) {
            DrivenDatapath datapath = frames ? framesAlone() : new MemoryDatapath();
            try (var running = new RunningReactor<>(List.of("127.0.0.1"), datapath, FakeEngine::new)) {
                var wanted = new TransportPath(-1, loopback, running.port(), loopback, 9);
                var problem = new CompletableFuture<String>();
                running.reactor.execute(() -> problem.complete("problem: "
                        + running.engine
                                .ports
                                .openConnectedSocket(wanted, false)
                                .problem()));
                assertThat(problem.get(5, TimeUnit.SECONDS)).contains(frames ? "null" : "EADDRINUSE");
                assertThatThrownBy(() -> bindAnother(running.port())).isInstanceOf(BindException.class);
            }
        }
    }

    /** As any user's program can try it. */
    private static void bindAnother(int port) throws IOException {
        try (var another = new DatagramSocket(null)) {
            another.setReuseAddress(true);
            another.bind(new InetSocketAddress("127.0.0.1", port));
        }
    }

    private static DrivenDatapath framesAlone() {
        var memory = new MemoryDatapath();
        return (DrivenDatapath) Proxy.newProxyInstance(
                ReactorTest.class.getClassLoader(),
                new Class<?>[] {DrivenDatapath.class, org.jl2tpd.engine.FrameDatapath.class},
                (proxy, method, arguments) -> method.invoke(memory, arguments));
    }

    @Test
    void servesIpv6OnASocketOfItsOwn() throws Exception {
        RunningReactor<FakeEngine> running;
        try {
            running = new RunningReactor<>(List.of("::"), FakeEngine::new);
        } catch (SystemCallException e) {
            assumeTrue(false, "IPv6: " + e.getMessage());
            return;
        }
        try (running) {
            byte[] payload = new byte[1400];
            payload[1399] = 9;
            assertThat(exchange("::1", running.port(), payload)).isEqualTo(payload);
            assertThat(running.engine.lastPath.localAddress()).isEqualTo(IpAddress.parse("::1"));
        }
    }

    @Test
    void carriesTheLongestDatagramAndCountsALongerOne() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), FakeEngine::new)) {
            byte[] longest = new byte[Reactor.SLOT_OCTETS];
            longest[longest.length - 1] = 7;
            assertThat(exchange("127.0.0.1", running.port(), longest)).isEqualTo(longest);
            try (var socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(
                        new byte[Reactor.SLOT_OCTETS + 1],
                        Reactor.SLOT_OCTETS + 1,
                        InetAddress.getByName("127.0.0.1"),
                        running.port()));
            }
            await(() -> running.reactor.counters().get(ReactorCounter.DROP_TRUNCATED) == 1);
        }
    }

    @Test
    void runsCommandsAndEndsWhenTheEngineHasStopped() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), FakeEngine::new)) {
            CompletableFuture<CommandResult> shown = running.reactor.submit(new Command.ShowSystem());
            assertThat(shown.get(5, TimeUnit.SECONDS).value()).isEqualTo(new Command.ShowSystem());
            assertThat(running.reactor
                            .submit(new Command.Stop())
                            .get(5, TimeUnit.SECONDS)
                            .problem())
                    .isNull();
            running.thread.join(5000);
            assertThat(running.thread.isAlive()).isFalse();
            assertThat(running.reactor.submit(new Command.ShowSystem()).get().problem())
                    .isEqualTo("the daemon is stopping");
        }
    }

    @Test
    void tellsATaskThatItWillNeverRun() throws Exception {
        try (var running = new RunningReactor<>(List.of(), FakeEngine::new)) {
            var begun = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            var first = running.reactor.execute(() -> {
                begun.countDown();
                assertThat(awaited(goOn)).isTrue();
                running.reactor.stop();
            });
            assertThat(awaited(begun)).isTrue();
            var thrown = running.reactor.execute(() -> {
                throw new IllegalStateException("thrown by a task");
            });
            var tasks = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 2 * Reactor.POSTED_PER_TURN; i++) {
                tasks.add(running.reactor.execute(() -> {}));
            }
            goOn.countDown();
            first.get(5, TimeUnit.SECONDS);
            assertThatThrownBy(() -> thrown.get(5, TimeUnit.SECONDS)).hasMessageContaining("thrown by a task");
            running.thread.join(5000);
            assertThat(tasks).allMatch(CompletableFuture::isDone);
            assertThat(tasks.get(tasks.size() - 1)).isCompletedExceptionally();
            assertThatThrownBy(() -> running.reactor.execute(() -> {}).get()).hasMessageContaining("stopping");
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            var targets = new ArrayList<String>();
            for (Path each : list.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(each).toString());
                } catch (NoSuchFileException e) {
                    continue; // the listing's own
                }
            }
            return targets.stream()
                    .filter(t -> t.startsWith("socket:") || t.startsWith("anon_inode:"))
                    .sorted()
                    .toList();
        }
    }

    /** Neither when a later listener cannot be had nor when the datapath throws. */
    @Test
    void leavesNothingOpenWhenItCannotBeMade() throws Exception {
        var listen = List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("192.0.2.1"));
        var unfit = (DrivenDatapath) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DrivenDatapath.class}, (p, m, a) -> {
                    throw new IllegalStateException("unfit");
                });
        var settings = new ReactorSettings(listen.subList(0, 1), 0, 1 << 20);
        assertThatThrownBy(() -> new Reactor(settings, unfit, null, null)).hasMessage("unfit");
        List<String> before = descriptors();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> new Reactor(settings, unfit, null, null)).hasMessage("unfit");
            assertThatThrownBy(() ->
                            new Reactor(new ReactorSettings(listen, 0, 1 << 20), new MemoryDatapath(), null, null))
                    .hasMessageContaining("192.0.2.1");
        }
        assertThat(descriptors()).isSubsetOf(before);
    }

    @Test
    void wakesForADeadlineThatATaskSet() throws Exception {
        try (var running = new RunningReactor<>(List.of(), FakeEngine::new)) {
            running.reactor.execute(() -> running.engine.deadlineNs = System.nanoTime() + 20_000_000L);
            await(() -> running.engine.inputs.contains("timeout"));
            assertThat(running.engine.deadlineNs).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void resolvesNamesOnAWorker() throws Exception {
        try (var running = new RunningReactor<>(List.of(), FakeEngine::new)) {
            running.reactor.execute(() -> running.engine.ports.resolve(7, "127.0.0.9"));
            await(() -> running.engine.inputs.contains("resolved 7 [127.0.0.9] null"));
            running.reactor.execute(() -> running.engine.ports.resolve(8, "no such name"));
            await(() -> running.engine.inputs.stream().anyMatch(i -> i.startsWith("resolved 8 [] cannot resolve")));
        }
    }

    @Test
    void opensClientSocketsAndForgetsThem() throws Exception {
        try (var running = new RunningReactor<>(List.of(), FakeEngine::new);
                var peer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            peer.setSoTimeout(5000);
            var opened = new CompletableFuture<EnginePorts.OpenedSocket>();
            running.reactor.execute(() -> {
                var socket = running.engine.ports.openSocket(IpAddress.parse("127.0.0.2"), 0);
                var path = new TransportPath(
                        socket.socket(),
                        IpAddress.parse("127.0.0.2"),
                        socket.port(),
                        IpAddress.parse("127.0.0.1"),
                        peer.getLocalPort());
                running.engine.ports.sendDatagram(path, ByteBuffer.wrap(new byte[] {5}));
                running.engine.ports.closeSocket(socket.socket());
                running.engine.ports.sendDatagram(path, ByteBuffer.wrap(new byte[] {6}));
                opened.complete(socket);
            });
            var got = new DatagramPacket(new byte[10], 10);
            peer.receive(got);
            assertThat(got.getPort()).isEqualTo(opened.get().port());
            assertThat(got.getData()[0]).isEqualTo((byte) 5);
            await(() -> running.reactor.counters().get(ReactorCounter.DROP_NO_SOCKET) == 1);
        }
    }

    @Test
    void saysWhyASocketCannotBeHad() throws Exception {
        try (var running = new RunningReactor<>(List.of(), FakeEngine::new)) {
            var opened = new CompletableFuture<EnginePorts.OpenedSocket>();
            running.reactor.execute(
                    () -> opened.complete(running.engine.ports.openSocket(IpAddress.parse("192.0.2.1"), 0)));
            assertThat(opened.get(5, TimeUnit.SECONDS).problem()).contains("192.0.2.1", "EADDRNOTAVAIL");
        }
        assertThatThrownBy(() -> new Reactor(
                        new ReactorSettings(List.of(IpAddress.parse("192.0.2.1")), 0, 1 << 20),
                        new MemoryDatapath(),
                        null,
                        null))
                .isInstanceOf(SystemCallException.class)
                .hasMessageContaining("192.0.2.1");
    }

    /** B34: a destination that the kernel refuses is counted and told once, and the loop goes on. */
    @Test
    void goesOnAfterAnUnreachablePeer() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), FakeEngine::new)) {
            running.reactor.execute(() -> {
                var socket = running.engine.ports.openSocket(IpAddress.parse("127.0.0.1"), 0);
                var bad = new TransportPath(
                        socket.socket(), IpAddress.parse("0.0.0.0"), 0, IpAddress.parse("192.0.2.1"), 1701);
                var good = new TransportPath(
                        socket.socket(), IpAddress.parse("0.0.0.0"), 0, IpAddress.parse("127.0.0.1"), running.port());
                running.engine.ports.sendDatagram(bad, ByteBuffer.wrap(new byte[] {1}));
                running.engine.ports.sendDatagram(good, ByteBuffer.wrap(new byte[] {2}));
                running.engine.ports.sendDatagram(bad, ByteBuffer.wrap(new byte[] {3}));
            });
            await(() -> running.reactor.counters().get(ReactorCounter.DATAGRAMS_IN) >= 1);
            await(() -> running.reactor.counters().get(ReactorCounter.DROP_SEND_ERROR) == 2);
            await(() -> running.engine.inputs.stream()
                            .filter(i -> i.startsWith("error "))
                            .count()
                    == 1);
            byte[] payload = {4};
            assertThat(exchange("127.0.0.1", running.port(), payload)).isEqualTo(payload);
        }
    }

    /** Datagrams that the kernel refuses are counted by errno, under names for operators. */
    @Test
    void countsPeersThatAreOutOfReachByErrno() throws Exception {
        OwnNetwork.run(() -> {
            OwnNetwork.sh("ip addr add 192.0.2.9/24 dev lo; ip route add unreachable 192.0.2.1;"
                    + " ip route add prohibit 192.0.2.2");
            try (var running = new RunningReactor<>(List.of(), FakeEngine::new)) {
                running.reactor.execute(() -> {
                    IpAddress any = IpAddress.parse("0.0.0.0");
                    var socket = running.engine.ports.openSocket(any, 0);
                    for (String peer : List.of("192.0.2.1", "192.0.2.1", "192.0.2.2", "203.0.113.1")) {
                        var path = new TransportPath(socket.socket(), any, 0, IpAddress.parse(peer), 1701);
                        running.engine.ports.sendDatagram(path, ByteBuffer.wrap(new byte[] {1}));
                    }
                });
                await(() -> running.reactor.counters().get(ReactorCounter.DROP_SEND_ERROR) == 4);
                var names = new HashMap<String, Long>();
                running.reactor.counters(names::put);
                assertThat(names)
                        .containsEntry("send_error_EHOSTUNREACH", 2L)
                        .containsEntry("send_error_EACCES", 1L)
                        .containsEntry("send_error_ENETUNREACH", 1L);
            }
        });
    }

    @Test
    void survivesAnEngineThatThrows() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), ports -> new FakeEngine(ports) {
            @Override
            public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
                if (datagram.get(0) == 13) {
                    throw new IllegalStateException("thirteen");
                }
                super.onDatagram(nowNs, from, datagram);
            }
        })) {
            try (var socket = new DatagramSocket()) {
                for (int i = 0; i < 3; i++) {
                    socket.send(
                            new DatagramPacket(new byte[] {13}, 1, InetAddress.getByName("127.0.0.1"), running.port()));
                }
            }
            await(() -> running.reactor.counters().get(ReactorCounter.FAILURES) == 3);
            assertThat(running.failures).containsExactly("datagram thirteen 0");
            byte[] payload = {4};
            assertThat(exchange("127.0.0.1", running.port(), payload)).isEqualTo(payload);
        }
    }

    @Test
    void endsWhenAnInputDoesNothingButFail() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), ports -> new FakeEngine(ports) {
            @Override
            public long nextDeadlineNs() {
                return Long.MIN_VALUE;
            }

            @Override
            public void onTimeout(long nowNs) {
                throw new IllegalStateException("broken");
            }
        })) {
            running.thread.join(10_000);
            assertThat(running.ended).isInstanceOf(IllegalStateException.class).hasMessageContaining("1000 times");
        }
    }

    @Test
    void countsWhatTheKernelDroppedWhileItWasBusy() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), 16384, new MemoryDatapath(), FakeEngine::new);
                var socket = new DatagramSocket()) {
            var busy = new java.util.concurrent.CountDownLatch(1);
            running.reactor.execute(() -> {
                try {
                    busy.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            InetAddress to = InetAddress.getByName("127.0.0.1");
            for (int i = 0; i < 200; i++) {
                socket.send(new DatagramPacket(new byte[1000], 1000, to, running.port()));
            }
            busy.countDown();
            await(() -> {
                running.reactor.execute(() -> {});
                return running.reactor.counters().get(ReactorCounter.DROP_KERNEL) > 0;
            });
            long drops = running.reactor.counters().get(ReactorCounter.DROP_KERNEL);
            assertThat(drops + running.reactor.counters().get(ReactorCounter.DATAGRAMS_IN))
                    .isEqualTo(200);
        }
    }
}
