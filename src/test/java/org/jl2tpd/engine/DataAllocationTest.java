package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An established session's data costs no object: measured over many packets through both inputs of the engine. */
class DataAllocationTest {
    private static final int WARM_UP = 30_000;
    private static final int PACKETS = 20_000;
    /** What the measurement itself may cost: far below one object in a thousand packets. */
    private static final long LIMIT_OCTETS = PACKETS / 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final DatagramPath from = new DatagramPath();
    private long nowNs;

    private long allocated(Runnable once) {
        for (int i = 0; i < WARM_UP; i++) {
            once.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < PACKETS; i++) {
            once.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Pair pair(boolean sequenced, int reorderTimeoutMs) {
        Conf lns = new Conf("lns.example")
                .set(SessionAttributes.REORDER_TIMEOUT, reorderTimeoutMs)
                .set(PppAttributes.RX_BITS_PER_SECOND, DataRates.MOST_BITS_PER_SECOND)
                .set(PppAttributes.TX_BITS_PER_SECOND, DataRates.MOST_BITS_PER_SECOND);
        Conf lac = new Conf("lac.example")
                .set(SessionAttributes.SEQUENCING_REQUIRED, sequenced)
                .dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.open).hasSize(1);
        for (PairNode node : pair.nodes) {
            node.records = false;
        }
        return pair;
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,0", "true,100"})
    void aPacketToThePeerCostsNoObject(boolean sequenced, int reorderTimeoutMs) {
        Pair pair = pair(sequenced, reorderTimeoutMs);
        byte[] packet = Packet.syn(IpAddress.v4(0x0a000001), IpAddress.v4(0x0a000002), 1460);
        for (PairNode node : pair.nodes) {
            DataSession session = node.open.keySet().iterator().next();
            nowNs = pair.nowNs();
            long octets = allocated(() -> {
                buffer.clear().position(Engine.HEADROOM);
                buffer.put(packet).flip().position(Engine.HEADROOM);
                node.engine.onPacket(nowNs++, session, buffer);
            });
            assertThat(octets)
                    .as("octets for %d packets of the %s", PACKETS, node.name)
                    .isLessThan(LIMIT_OCTETS);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,0", "true,100"})
    void aDatagramOfThePeerCostsNoObject(boolean sequenced, int reorderTimeoutMs) {
        Pair pair = pair(sequenced, reorderTimeoutMs);
        for (PairNode node : pair.nodes) {
            SessionEntry entry = node.entries().get(0);
            byte[] datagram = datagram(entry, sequenced);
            int[] ns = {expectedNs(pair, node)};
            TransportPath path = entry.tunnel.path();
            long before = node.count(EngineCounter.DATA_RECEIVED_PACKETS);
            long discards = node.count(EngineCounter.DATA_SEQUENCE_DISCARDS);
            nowNs = pair.nowNs();
            long octets = allocated(() -> {
                buffer.clear().put(datagram).flip();
                if (sequenced) {
                    buffer.putShort(6, (short) ns[0]++);
                }
                node.engine.onDatagram(nowNs++, from.set(path), buffer);
            });
            assertThat(node.count(EngineCounter.DATA_RECEIVED_PACKETS) - before).isEqualTo(WARM_UP + PACKETS);
            assertThat(node.count(EngineCounter.DATA_SEQUENCE_DISCARDS)).isEqualTo(discards);
            assertThat(octets)
                    .as("octets for %d datagrams at the %s", PACKETS, node.name)
                    .isLessThan(LIMIT_OCTETS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSwitchedFrameCostsNoObject(boolean sequenced) {
        Pair pair = new Pair(new Conf("lns.example"), new Conf("lac.example").dial(1, "192.0.2.3"));
        Conf conf = new Conf("switch.example")
                .set(SessionAttributes.SEQUENCING_REQUIRED, sequenced)
                .dial(Conf.tunnel("onward", true, 0, Pair.LNS))
                .switches("", "*", "", "onward");
        PairNode node = pair.add("switch", conf, "192.0.2.3");
        pair.start(5);
        assertThat(node.count(EngineCounter.SESSIONS_SWITCHED)).isEqualTo(1);
        node.records = false;
        SessionEntry entry = node.entries().stream()
                .filter(e -> !e.session.type().isLac())
                .findFirst()
                .orElseThrow();
        byte[] datagram = datagram(entry, false);
        TransportPath path = entry.tunnel.path();
        long before = node.count(EngineCounter.DATA_SENT_PACKETS);
        nowNs = pair.nowNs();
        long octets = allocated(() -> {
            buffer.clear().put(datagram).flip();
            node.engine.onDatagram(nowNs++, from.set(path), buffer);
        });
        assertThat(node.count(EngineCounter.DATA_SENT_PACKETS) - before).isEqualTo(WARM_UP + PACKETS);
        assertThat(octets).isLessThan(LIMIT_OCTETS);
    }

    /** The next number of the node's peer. */
    private static int expectedNs(Pair pair, PairNode node) {
        PairNode peer = node == pair.lns ? pair.lac : pair.lns;
        SessionEntry entry = peer.entries().get(0);
        return entry.sequence == null ? 0 : entry.sequence.nextSendNs();
    }

    private static byte[] datagram(SessionEntry entry, boolean sequenced) {
        byte[] packet = Packet.ipv4(IpAddress.v4(0x0a000001), IpAddress.v4(0x0a000002));
        ByteBuffer out = ByteBuffer.allocate(64);
        out.putShort((short) (sequenced ? 0x0802 : 0x0002))
                .putShort((short) entry.tunnel.id)
                .putShort((short) entry.localSessionId());
        if (sequenced) {
            out.putInt(0);
        }
        out.putShort((short) 0xff03).putShort((short) 0x0021).put(packet);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    /** Strangers cost nothing either: data for nobody, and every header that is wrong. */
    @Test
    void garbageCostsNoObject() {
        Pair pair = pair(false, 0);
        nowNs = pair.nowNs();
        byte[] nobody = {0, 2, 0x12, 0x34, 0x56, 0x78, (byte) 0xff, 3, 0, 0x21};
        byte[] wrong = {(byte) 0x88, 2, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0};
        TransportPath stranger = new TransportPath(0, IpAddress.v4(1), 1701, IpAddress.v4(0x0b000001), 999);
        long octets = allocated(() -> {
            pair.lns.engine.onDatagram(
                    nowNs++, from.set(stranger), buffer.clear().put(nobody).flip());
            pair.lns.engine.onDatagram(
                    nowNs++, from.set(stranger), buffer.clear().put(wrong).flip());
        });
        assertThat(octets).isLessThan(LIMIT_OCTETS);
    }
}
