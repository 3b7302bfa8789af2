package org.jl2tpd.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.DatagramPath;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A data packet through the engine, without the kernel's part; {@code -prof gc} shows that it allocates nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DataBench {
    private static final int OCTETS = 64;
    private static final int SESSIONS = 1000;

    private Pair pair;
    private DatagramPath path;
    private DataSession session;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(2048);
    private ByteBuffer datagram;

    @Setup
    public void setUp() {
        pair = new Pair();
        for (int i = 0; i < SESSIONS; i++) {
            pair.openSession();
        }
        datagram = ByteBuffer.allocateDirect(2048);
        DataSession ofLac = pair.lac.lastOpened;
        pair.lac.engine.onPacket(pair.nowNs, ofLac, packet(pair.lac.open.get(ofLac)));
        datagram.put(pair.lac.outbox.poll()).flip();
        session = pair.lns.lastOpened;
        path = pair.lns.pathFrom(pair.lac);
        pair.lns.queueing = false;
        packet(pair.lns.open.get(session));
    }

    /** A small UDP packet between the ends of a session. */
    private ByteBuffer packet(SessionNetwork network) {
        packet.clear().position(Engine.HEADROOM);
        packet.putInt(0x45000000 | OCTETS).putInt(0).putInt(0x40110000);
        packet.putInt(network.localIpv4().v4()).putInt(network.peerIpv4().v4());
        return packet.limit(Engine.HEADROOM + OCTETS).position(Engine.HEADROOM);
    }

    /** UDP to datapath. */
    @Benchmark
    public long fromPeer() {
        int limit = datagram.limit();
        pair.lns.engine.onDatagram(pair.nowNs, path, datagram);
        datagram.limit(limit).position(0);
        return pair.lns.delivered;
    }

    /** Datapath to UDP. */
    @Benchmark
    public long toPeer() {
        packet.limit(Engine.HEADROOM + OCTETS).position(Engine.HEADROOM);
        pair.lns.engine.onPacket(pair.nowNs, session, packet);
        return pair.lns.sent;
    }
}
