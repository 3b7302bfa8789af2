package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PPP frames that arrive before the ICCN which establishes their session. */
class EarlyDataTest {
    private static final int PEER_ID = 7;
    /** Address, control, LCP Configure-Request 9 with a magic number. */
    private static final byte[] LCP_REQUEST = {(byte) 0xff, 3, (byte) 0xc0, 0x21, 1, 9, 0, 10, 5, 6, 1, 2, 3, 4};
    /** The same acknowledged. */
    private static final byte[] LCP_ACK = {(byte) 0xff, 3, (byte) 0xc0, 0x21, 2, 9, 0, 10, 5, 6, 1, 2, 3, 4};

    private final SeededRandom random = new SeededRandom(5);
    private final List<byte[]> sent = new ArrayList<>();
    private final Engine engine = engine();
    private final DatagramPath from = new DatagramPath()
            .set(new TransportPath(0, IpAddress.v4(0x7f000001), 1701, IpAddress.v4(0x7f000002), 1701));
    private int tunnelId;
    private int sessionId;

    private Engine engine() {
        var kinds = new java.util.EnumMap<ProfileKind, Map<String, Profile>>(ProfileKind.class);
        for (ProfileKind kind : ProfileKind.values()) {
            kinds.put(kind, Map.of("default", new Profile(kind, "default", Map.of())));
        }
        var allowed = new Profile(ProfileKind.PEER, "default", Map.of(PeerAttributes.ALLOW_TUNNELS, true));
        kinds.put(ProfileKind.PEER, Map.of("default", allowed));
        var system = new Profile(ProfileKind.SYSTEM, "system", Map.of());
        return new Engine(
                Configuration.builder().system(system).profiles(kinds).build(),
                port(EnginePorts.class),
                port(Datapath.class),
                port(Authenticator.class),
                random);
    }

    /** A port that notes datagrams and does nothing else. */
    private <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("sendDatagram")) {
                ByteBuffer datagram = (ByteBuffer) args[1];
                byte[] octets = new byte[datagram.remaining()];
                datagram.get(octets);
                sent.add(octets);
            }
            return method.getReturnType() == String.class ? "" : null;
        }));
    }

    @BeforeEach
    void anIncomingCallWaitsForItsIccn() {
        send(
                ControlMessage.of(MessageType.SCCRQ)
                        .u16(AvpType.PROTOCOL_VERSION, 0x0100)
                        .u32(AvpType.FRAMING_CAPABILITIES, 3)
                        .text(AvpType.HOST_NAME, "lac")
                        .u16(AvpType.ASSIGNED_TUNNEL_ID, PEER_ID)
                        .build(),
                0,
                0);
        tunnelId = lastReply(AvpType.ASSIGNED_TUNNEL_ID);
        send(ControlMessage.of(MessageType.SCCCN).build(), 1, 1);
        send(
                ControlMessage.of(MessageType.ICRQ)
                        .u16(AvpType.ASSIGNED_SESSION_ID, PEER_ID)
                        .u32(AvpType.CALL_SERIAL_NUMBER, 1)
                        .build(),
                2,
                1);
        sessionId = lastReply(AvpType.ASSIGNED_SESSION_ID);
        sent.clear();
    }

    private void send(ControlMessage message, int ns, int nr) {
        ByteBuffer out = ByteBuffer.allocate(1024);
        out.position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(message, null, random, out);
        out.flip();
        L2tpHeader.encodeControl(out, 0, out.limit(), tunnelId, sessionId, ns, nr);
        engine.onDatagram(0, from, out);
    }

    private int lastReply(AvpType id) {
        ByteBuffer reply = ByteBuffer.wrap(sent.get(sent.size() - 1));
        var header = new L2tpHeader();
        assertThat(header.decode(reply)).isNull();
        return ((ControlMessage) MessageCodec.decode(reply, header.payloadStart, header.payloadEnd, null)).u16(id, 0);
    }

    private void sendFrame(byte[] frame) {
        ByteBuffer data = ByteBuffer.allocate(6 + frame.length);
        data.putShort((short) 2).putShort((short) tunnelId).putShort((short) sessionId);
        data.put(frame).flip();
        engine.onDatagram(0, from, data);
    }

    private void sendIccn() {
        send(
                ControlMessage.of(MessageType.ICCN)
                        .u32(AvpType.TX_CONNECT_SPEED, 1_000_000)
                        .u32(AvpType.FRAMING_TYPE, 1)
                        .build(),
                3,
                2);
    }

    private long count(EngineCounter counter) {
        return engine.core().counters.get(counter);
    }

    /** RFC 2661 5.8 keeps the order of control messages alone: data may overtake the ICCN. */
    @Test
    void theClientsFirstRequestIsAnsweredOnceTheIccnHasCome() {
        sendFrame(LCP_REQUEST);
        assertThat(sent).isEmpty();
        sendIccn();
        assertThat(count(EngineCounter.DATA_EARLY)).isOne();
        assertThat(sent).anySatisfy(octets -> assertThat(octets).endsWith(LCP_ACK));
    }

    @Test
    void oneFrameOfASessionIsKeptAndNoLongOne() {
        sendFrame(new byte[DataPlane.EARLY_LIMIT + 1]);
        assertThat(count(EngineCounter.DATA_EARLY)).isZero();
        sendFrame(LCP_REQUEST);
        sendFrame(LCP_REQUEST);
        assertThat(count(EngineCounter.DATA_EARLY)).isOne();
        assertThat(count(EngineCounter.DATA_NO_SESSION)).isEqualTo(2);
    }
}
