package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.DecodedMessage;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.Test;

/** What strangers can do with tunnel id 0, and what it costs us. */
class TunnelGateTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final SeededRandom random = new SeededRandom(3);
    private final RecordingPorts ports = new RecordingPorts();
    private final DatagramPath from = new DatagramPath();

    private Engine engine(Map<org.jl2tpd.profile.Attribute<?>, Object> system, boolean allowed) {
        var peer = new Profile(ProfileKind.PEER, "default", Map.of(PeerAttributes.ALLOW_TUNNELS, allowed));
        var named = new Profile(ProfileKind.PEER, "known.example", Map.of(PeerAttributes.ALLOW_TUNNELS, true));
        var configuration = Configuration.builder()
                .system(new Profile(ProfileKind.SYSTEM, "system", system))
                .profiles(Map.of(
                        ProfileKind.PEER, Map.of("default", peer, "known.example", named),
                        ProfileKind.TUNNEL,
                                Map.of(
                                        "default",
                                        new Profile(
                                                ProfileKind.TUNNEL,
                                                "default",
                                                Map.of(TunnelAttributes.HELLO_TIMEOUT, 0))),
                        ProfileKind.SESSION, Map.of("default", new Profile(ProfileKind.SESSION, "default", Map.of())),
                        ProfileKind.PPP, Map.of("default", new Profile(ProfileKind.PPP, "default", Map.of()))))
                .build();
        return new Engine(configuration, ports, ports, ports, random);
    }

    private ByteBuffer sccrq(String host, int tunnelId) {
        return message(
                ControlMessage.of(MessageType.SCCRQ)
                        .u16(AvpType.PROTOCOL_VERSION, 0x0100)
                        .u32(AvpType.FRAMING_CAPABILITIES, 3)
                        .text(AvpType.HOST_NAME, host)
                        .u16(AvpType.ASSIGNED_TUNNEL_ID, tunnelId)
                        .build(),
                0,
                0,
                0);
    }

    private ByteBuffer message(ControlMessage message, int tunnelId, int ns, int nr) {
        ByteBuffer out = ByteBuffer.allocate(1024);
        out.position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(message, null, random, out);
        out.flip();
        L2tpHeader.encodeControl(out, 0, out.limit(), tunnelId, 0, ns, nr);
        return out;
    }

    private DatagramPath peer(int address, int port) {
        return from.set(new TransportPath(0, IpAddress.v4(0x7f000001), 1701, IpAddress.v4(address), port));
    }

    private static ControlMessage decode(byte[] datagram) {
        var header = new L2tpHeader();
        ByteBuffer buffer = ByteBuffer.wrap(datagram);
        assertThat(header.decode(buffer)).isNull();
        DecodedMessage message = MessageCodec.decode(buffer, header.payloadStart, header.payloadEnd, null);
        return (ControlMessage) message;
    }

    @Test
    void aPeerThatNoProfileAllowsIsRefusedWithoutMakingAnything() {
        Engine engine = engine(Map.of(), false);
        engine.onDatagram(0, peer(0x0a000001, 5000), sccrq("stranger", 7));
        assertThat(engine.core().tunnels.size()).isZero();
        assertThat(ports.sent).hasSize(1);
        ControlMessage answer = decode(ports.sent.get(0));
        assertThat(answer.type()).isEqualTo(MessageType.STOPCCN);
        assertThat(answer.resultCode().result()).isEqualTo(ResultCode.STOP_NOT_AUTHORIZED);
    }

    /** B29, and the answer must not be longer than the question. */
    @Test
    void garbageIsCountedAndNeverAnswered() {
        Engine engine = engine(Map.of(), true);
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = new byte[random.nextInt(80)];
            random.nextBytes(octets);
            engine.onDatagram(i, peer(random.nextInt(), 1701), ByteBuffer.wrap(octets));
        }
        ByteBuffer hello = message(ControlMessage.of(MessageType.HELLO).build(), 0, 0, 0);
        engine.onDatagram(0, peer(1, 1701), hello);
        assertThat(ports.sent).isEmpty();
        assertThat(engine.core().tunnels.size()).isZero();
        assertThat(engine.core().counters.get(EngineCounter.UNEXPECTED_WITHOUT_TUNNEL))
                .isPositive();
    }

    /** B21, B38, L2TP-7.2.1-20. */
    @Test
    void aRetransmittedSccrqFindsItsTunnel() {
        Engine engine = engine(Map.of(), true);
        engine.onDatagram(0, peer(0x0a000001, 5000), sccrq("lac", 7));
        engine.onDatagram(SECOND_NS, peer(0x0a000001, 5000), sccrq("lac", 7));
        assertThat(engine.core().tunnels.size()).isEqualTo(1);
        assertThat(engine.core().counters.get(EngineCounter.SCCRQ_DUPLICATE)).isEqualTo(1);
        assertThat(engine.core().counters.snapshot()).containsEntry("message_sccrq_received_good", 2L);
    }

    /** L2TP-7.2.1-21: another port is another LAC behind the same NAT; another tunnel id another tunnel of one LAC. */
    @Test
    void manyPeersBehindOneNatHaveTunnelsOfTheirOwn() {
        Engine engine = engine(Map.of(), true);
        for (int port = 5000; port < 5050; port++) {
            engine.onDatagram(0, peer(0x0a000001, port), sccrq("lac", 1));
        }
        engine.onDatagram(0, peer(0x0a000001, 5000), sccrq("lac", 2));
        assertThat(engine.core().tunnels.size()).isEqualTo(51);
    }

    @Test
    void aFloodOfSccrqsIsBoundedAndLeavesAnEstablishedTunnelAlone() {
        Engine engine = engine(
                Map.of(SystemAttributes.MAX_HALF_OPEN_TUNNELS, 300, SystemAttributes.MAX_HALF_OPEN_PER_PREFIX, 20),
                true);
        int id = establish(engine, 0x0a000001, 5000);
        int before = ports.sent.size();
        for (int i = 0; i < 10_000; i++) {
            engine.onDatagram(i * 1_000L, peer(0x0b000000 + i * 7919, 1701), sccrq("flood", 1 + i % 60_000));
        }
        Core core = engine.core();
        assertThat(core.tunnels.size()).isLessThanOrEqualTo(301);
        assertThat(core.halfOpen.size()).isLessThanOrEqualTo(300);
        assertThat(ports.sent.size() - before)
                .as("one SCCRP for each half-open tunnel, nothing for the rest")
                .isLessThanOrEqualTo(300);
        assertThat(core.counters.get(EngineCounter.SCCRQ_HALF_OPEN_LIMIT)).isGreaterThan(9_000);
        for (long now = SECOND_NS; now < 60 * SECOND_NS; now += SECOND_NS / 2) {
            engine.onTimeout(now);
        }
        assertThat(core.halfOpen.size()).isZero();
        assertThat(core.tunnels.size()).as("the established one").isEqualTo(1);
        assertThat(core.tunnels.get(id).established).isTrue();
        assertThat(ports.sent.size() - before)
                .as("at most two SCCRPs each, and the ack of the established tunnel")
                .isLessThanOrEqualTo(601);
    }

    @Test
    void aStopTellsStrangersNothingAndDoesNotWaitForThem() {
        Engine engine = engine(Map.of(), true);
        for (int i = 0; i < 50; i++) {
            engine.onDatagram(0, peer(0x0b000001 + i * 7919, 1701), sccrq("flood", 1 + i));
        }
        ports.sent.clear();
        engine.execute(SECOND_NS, new Command.Stop());
        assertThat(ports.sent).isEmpty();
        assertThat(engine.core().tunnels.size()).isZero();
        assertThat(engine.isStopped()).isTrue();
    }

    @Test
    void onePrefixCannotTakeAllHalfOpenPlaces() {
        Engine engine = engine(Map.of(SystemAttributes.MAX_HALF_OPEN_PER_PREFIX, 10), true);
        for (int i = 0; i < 200; i++) {
            engine.onDatagram(0, peer(0x0b000001 + i % 250, 1000 + i), sccrq("flood", 1 + i));
        }
        assertThat(engine.core().halfOpen.size()).isEqualTo(10);
        engine.onDatagram(0, peer(0x0c000001, 1701), sccrq("honest", 1));
        assertThat(engine.core().halfOpen.size()).isEqualTo(11);
    }

    /** B20: a limit is said on the wire to a peer that a profile names. */
    @Test
    void aKnownPeerIsToldThatALimitIsReached() {
        Engine engine = engine(Map.of(SystemAttributes.MAX_TUNNELS, 1), true);
        establish(engine, 0x0a000001, 5000);
        ports.sent.clear();
        engine.onDatagram(0, peer(0x0a000002, 1701), sccrq("known.example", 9));
        ControlMessage answer = decode(ports.sent.get(0));
        assertThat(answer.type()).isEqualTo(MessageType.STOPCCN);
        assertThat(answer.resultCode().error()).isEqualTo(ResultCode.ERROR_RESOURCES);
    }

    /** L2TP-8.1-04, B8. */
    @Test
    void anEstablishedTunnelHearsOnlyItsPeer() {
        Engine engine = engine(Map.of(), true);
        int id = establish(engine, 0x0a000001, 5000);
        ControlMessage stop = ControlMessage.of(MessageType.STOPCCN)
                .u16(AvpType.ASSIGNED_TUNNEL_ID, 7)
                .result(ResultCode.of(ResultCode.STOP_GENERAL, ""))
                .build();
        engine.onDatagram(1, peer(0x0a000001, 5001), message(stop, id, 2, 1));
        engine.onDatagram(1, peer(0x0a000002, 5000), message(stop, id, 2, 1));
        assertThat(engine.core().counters.get(EngineCounter.WRONG_SOURCE)).isEqualTo(2);
        assertThat(engine.core().tunnels.get(id).established).isTrue();
    }

    private int establish(Engine engine, int address, int port) {
        engine.onDatagram(0, peer(address, port), sccrq("lac", 7));
        int id = decode(ports.sent.get(ports.sent.size() - 1)).u16(AvpType.ASSIGNED_TUNNEL_ID, 0);
        engine.onDatagram(
                0,
                peer(address, port),
                message(ControlMessage.of(MessageType.SCCCN).build(), id, 1, 1));
        assertThat(engine.core().tunnels.get(id).established).isTrue();
        return id;
    }

    /** Ports that keep what is sent, and can do nothing else. */
    private static final class RecordingPorts implements EnginePorts, Datapath, Authenticator {
        final List<byte[]> sent = new ArrayList<>();

        @Override
        public void sendDatagram(TransportPath path, ByteBuffer datagram) {
            byte[] octets = new byte[datagram.remaining()];
            datagram.get(octets);
            sent.add(octets);
        }

        @Override
        public OpenedSocket openSocket(IpAddress local, int port) {
            return new OpenedSocket(-1, 0, "none");
        }

        @Override
        public void closeSocket(int socket) {}

        @Override
        public void resolve(long token, String hostName) {}

        @Override
        public Route routeTo(IpAddress peer) {
            return null;
        }

        @Override
        public void event(EngineEvent event) {}

        @Override
        public void trace(String facility, int tunnelId, int sessionId, String text) {}

        @Override
        public String name() {
            return "none";
        }

        @Override
        public String open(DataSession session, SessionNetwork network) {
            return "none";
        }

        @Override
        public void close(DataSession session) {}

        @Override
        public void deliver(DataSession session, ByteBuffer packet) {}

        @Override
        public String deviceName(DataSession session) {
            return "";
        }

        @Override
        public org.jl2tpd.ppp.AuthReply authenticate(
                long ticket, org.jl2tpd.ppp.AuthRequest request, AuthContext context) {
            return null;
        }

        @Override
        public void release(long ticket) {}
    }
}
