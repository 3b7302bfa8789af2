package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.testing.OwnNetwork.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.datapath.DatapathCounter;
import org.jl2tpd.datapath.FakeSession;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.Packets;
import org.jl2tpd.datapath.TunDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Datapath;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.testing.OwnNetwork;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No allocation per data packet, measured on the reactor's thread over 10,000 packets. */
@Timeout(60)
class AllocationTest {
    private static final int PACKETS = 10_000;
    private static final int WARM_UP = 30_000;
    /** What turns, JIT and the measurement itself may cost: far below one object per packet. */
    private static final long LIMIT_OCTETS = PACKETS * 2L;

    @BeforeAll
    static void needsLinux() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
    }

    private static long allocated(RunningReactor<?> running) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(running.thread.getId());
    }

    /** Sends packets and awaits an answer to each. */
    private static void exchange(DatagramSocket socket, DatagramPacket packet, DatagramPacket answer, int count)
            throws Exception {
        for (int i = 0; i < count; i++) {
            socket.send(packet);
            socket.receive(answer);
        }
    }

    private static void measure(RunningReactor<?> running, InetAddress to, int port, byte[] payload) throws Exception {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            var packet = new DatagramPacket(payload, payload.length, to, port);
            var answer = new DatagramPacket(new byte[2000], 2000);
            exchange(socket, packet, answer, WARM_UP);
            long before = allocated(running);
            exchange(socket, packet, answer, PACKETS);
            long after = allocated(running);
            assertThat(after - before).isLessThan(LIMIT_OCTETS);
        }
    }

    @Test
    void allocatesNothingForADatagramAndItsAnswer() throws Exception {
        try (var running = new RunningReactor<>(List.of("127.0.0.1"), FakeEngine::new)) {
            measure(running, InetAddress.getByName("127.0.0.1"), running.port(), new byte[100]);
        }
    }

    /** An engine whose datagrams are bare IP packets of one session. */
    private static final class BareEngine extends FakeEngine {
        final FakeSession session = new FakeSession(1);
        final Datapath datapath;
        private TransportPath peer;

        BareEngine(EnginePorts ports, Datapath datapath) {
            super(ports);
            this.datapath = datapath;
        }

        @Override
        public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
            if (peer == null) {
                peer = from.freeze();
            }
            datapath.deliver(session, datagram);
        }

        @Override
        public void onPacket(long nowNs, DataSession session, ByteBuffer packet) {
            if (peer != null) {
                ports.sendDatagram(peer, packet);
            }
        }
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(octets);
        return octets;
    }

    @Test
    void allocatesNothingForAnEchoInMemory() throws Exception {
        var datapath = new MemoryDatapath();
        try (var running =
                new RunningReactor<>(List.of("127.0.0.1"), datapath, ports -> new BareEngine(ports, datapath))) {
            datapath.open(running.engine.session, Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
            byte[] echo = octets(Packets.echo("10.0.0.2", "10.0.0.1", 1, 56));
            measure(running, InetAddress.getByName("127.0.0.1"), running.port(), echo);
            assertThat(datapath.counter(DatapathCounter.ECHO_REPLIES)).isEqualTo(WARM_UP + PACKETS);
        }
    }

    @Test
    void allocatesNothingForAPacketOfATunDeviceAndBack() throws Exception {
        OwnNetwork.run(() -> {
            var datapath = new TunDatapath(TunSettings.DEFAULT);
            try (var running =
                    new RunningReactor<>(List.of("127.0.0.1"), datapath, ports -> new BareEngine(ports, datapath))) {
                var opened = new CompletableFuture<String>();
                running.reactor.execute(() -> opened.complete(
                        datapath.open(running.engine.session, Packets.lns("10.0.0.1", "10.0.0.2", 0, null))));
                assertThat(opened.get(5, TimeUnit.SECONDS)).isNull();
                byte[] echo = octets(Packets.echo("10.0.0.2", "10.0.0.1", 1, 56));
                measure(running, InetAddress.getByName("127.0.0.1"), running.port(), echo);
                assertThat(sh("ip -s link show jl2tpd0")).contains("" + (84L * (WARM_UP + PACKETS)));
            }
        });
    }
}
