package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.Test;

class MemoryDatapathTest {
    private final FakeSink sink = new FakeSink();
    private final MemoryDatapath datapath = new MemoryDatapath();
    private final FakeSession session = new FakeSession(1);

    MemoryDatapathTest() {
        datapath.attach(sink);
        assertThat(datapath.open(session, Packets.lns("10.0.0.1", "10.0.0.2", 0xbb, null)))
                .isNull();
    }

    private ByteBuffer answer() {
        datapath.poll(0, 10);
        assertThat(sink.sent).hasSize(1);
        assertThat(sink.sent.get(0).session()).isSameAs(session);
        assertThat(sink.sent.get(0).headroom()).isGreaterThanOrEqualTo(Engine.HEADROOM);
        return ByteBuffer.wrap(sink.sent.remove(0).packet());
    }

    /** What an answer must be: addresses changed round, and every checksum right. */
    private static void check(ByteBuffer answer, String from, String to, int octets) {
        assertThat(answer.remaining()).isEqualTo(octets);
        assertThat(new IpAddress(IpPacket.sourceHi(answer), IpPacket.sourceLo(answer)))
                .isEqualTo(IpAddress.parse(from));
        assertThat(new IpAddress(IpPacket.destinationHi(answer), IpPacket.destinationLo(answer)))
                .isEqualTo(IpAddress.parse(to));
        assertThat(IpPacket.trim(answer)).isTrue();
        boolean v4 = IpPacket.isV4(answer);
        int at = v4 ? 20 : 40;
        int protocol = v4 ? IpPacket.v4Protocol(answer) : IpPacket.v6NextHeader(answer);
        int payload = octets - at;
        long pseudo = protocol == IpPacket.PROTOCOL_ICMP
                ? 0
                : v4
                        ? InternetChecksum.v4Pseudo(answer, 0, payload, protocol)
                        : InternetChecksum.v6Pseudo(answer, 0, payload, protocol);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(answer, at, payload, pseudo)))
                .isEqualTo(0xffff);
        if (v4) {
            assertThat(InternetChecksum.fold(InternetChecksum.sum(answer, 0, 20, 0)))
                    .isEqualTo(0xffff);
        }
    }

    @Test
    void answersIcmpEchoOfOddLength() {
        datapath.deliver(session, Packets.echo("10.0.0.2", "10.0.0.1", 5, 57));
        assertThat(sink.sent).as("nothing while the engine is busy").isEmpty();
        assertThat(datapath.nextDeadlineNs()).isEqualTo(Long.MIN_VALUE);
        ByteBuffer answer = answer();
        check(answer, "10.0.0.1", "10.0.0.2", 20 + 8 + 57);
        assertThat(answer.get(20)).isZero();
        assertThat(answer.getShort(26)).isEqualTo((short) 5);
        assertThat(datapath.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void answersIcmpv6EchoAtItsLinkLocalAddress() {
        datapath.deliver(session, Packets.echo("fe80::bb", "fe80::aa", 5, 1400));
        ByteBuffer answer = answer();
        check(answer, "fe80::aa", "fe80::bb", 40 + 8 + 1400);
        assertThat(answer.get(40) & 0xff).isEqualTo(129);
    }

    @Test
    void answersUdpEchoButNeverAnotherEchoService() {
        datapath.deliver(session, Packets.udp("10.0.0.2", "10.0.0.1", 5000, 7, 100));
        ByteBuffer answer = answer();
        check(answer, "10.0.0.1", "10.0.0.2", 128);
        assertThat(answer.getShort(20)).isEqualTo((short) 7);
        assertThat(answer.getShort(22)).isEqualTo((short) 5000);
        datapath.deliver(session, Packets.udp("fe80::bb", "fe80::aa", 5000, 7, 3));
        check(answer(), "fe80::aa", "fe80::bb", 51);
        datapath.deliver(session, Packets.udp("10.0.0.2", "10.0.0.1", 7, 7, 100));
        datapath.deliver(session, Packets.udp("10.0.0.2", "10.0.0.1", 5000, 8, 100));
        datapath.poll(0, 10);
        assertThat(sink.sent).isEmpty();
        assertThat(datapath.counter(DatapathCounter.NOT_SERVED)).isEqualTo(2);
    }

    @Test
    void countsWhatItDoesNotAnswer() {
        datapath.deliver(session, Packets.echo("10.0.0.2", "10.0.0.9", 5, 57));
        assertThat(datapath.counter(DatapathCounter.NOT_OURS)).isEqualTo(1);
        ByteBuffer damaged = Packets.echo("10.0.0.2", "10.0.0.1", 5, 57);
        damaged.put(40, (byte) 99);
        datapath.deliver(session, damaged);
        ByteBuffer damagedHeader = Packets.echo("10.0.0.2", "10.0.0.1", 5, 57);
        damagedHeader.put(8, (byte) 99);
        datapath.deliver(session, damagedHeader);
        assertThat(datapath.counter(DatapathCounter.BAD_CHECKSUM)).isEqualTo(2);
        datapath.deliver(session, ByteBuffer.allocate(19));
        assertThat(datapath.counter(DatapathCounter.MALFORMED)).isEqualTo(1);
        datapath.poll(0, 10);
        assertThat(sink.sent).isEmpty();
    }

    @Test
    void dropsAndCountsWhenItsQueueIsFull() {
        for (int i = 0; i < PendingPackets.LIMIT + 3; i++) {
            datapath.deliver(session, Packets.echo("10.0.0.2", "10.0.0.1", i, 1));
        }
        assertThat(datapath.counter(DatapathCounter.QUEUE_FULL)).isEqualTo(3);
        assertThat(datapath.poll(0, 64)).isEqualTo(64);
        assertThat(sink.sent).hasSize(64);
    }

    @Test
    void forgetsASessionWithWhatWaitsForIt() {
        datapath.deliver(session, Packets.echo("10.0.0.2", "10.0.0.1", 1, 1));
        datapath.close(session);
        datapath.close(session);
        assertThat(datapath.poll(0, 64)).isZero();
        assertThat(datapath.session(1, 1)).isNull();
        assertThat(session.datapathState()).isNull();
        assertThat(datapath.deviceName(session)).isEmpty();
    }

    /** Notes what became of pings. */
    private static final class Notes implements PingListener {
        final List<String> notes = new ArrayList<>();

        @Override
        public void onReply(int sequence, long roundTripNs, int payloadOctets) {
            notes.add("reply " + sequence + " " + roundTripNs + " " + payloadOctets);
        }

        @Override
        public void onLost(int sequence) {
            notes.add("lost " + sequence);
        }
    }

    @Test
    void pingsThroughASessionAndMatchesTheReply() {
        var peer = new MemoryDatapath();
        var peerSink = new FakeSink();
        peer.attach(peerSink);
        var peerSession = new FakeSession(9);
        peer.open(peerSession, Packets.lns("10.0.0.2", "10.0.0.1", 0xaa, null));
        var notes = new Notes();
        sink.nowNs = 1000;
        assertThat(datapath.ping(datapath.session(1, 1), IpAddress.parse("10.0.0.2"), 56, notes))
                .isNull();
        peer.deliver(peerSession, answer());
        peer.poll(0, 10);
        sink.nowNs = 1777;
        ByteBuffer reply = ByteBuffer.wrap(peerSink.sent.get(0).packet());
        datapath.deliver(session, reply.duplicate());
        datapath.deliver(session, reply.duplicate());
        assertThat(notes.notes).containsExactly("reply 0 777 56");
        assertThat(datapath.counter(DatapathCounter.NOT_SERVED))
                .as("the duplicate")
                .isEqualTo(1);
    }

    @Test
    void saysThatAPingIsLostWhenNoReplyCame() {
        var notes = new Notes();
        assertThat(datapath.ping(session, IpAddress.parse("fe80::bb"), 56, notes))
                .isNull();
        datapath.poll(0, 10);
        assertThat(datapath.nextDeadlineNs()).isEqualTo(Pings.TIMEOUT_NS);
        datapath.poll(Pings.TIMEOUT_NS - 1, 10);
        assertThat(notes.notes).isEmpty();
        datapath.poll(Pings.TIMEOUT_NS, 10);
        assertThat(notes.notes).containsExactly("lost 0");
        assertThat(datapath.ping(new FakeSession(3), IpAddress.parse("10.0.0.2"), 1, notes))
                .contains("no addresses");
    }
}
