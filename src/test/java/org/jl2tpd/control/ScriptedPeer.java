package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TransportPath;

/**
 * The other end of one tunnel, played by a test: it builds datagrams with the wire room's codec, hands them to the tunnel, reads
 * what the tunnel sent, and moves virtual time. Its own numbers are kept as a correct peer would, and can be overridden.
 */
final class ScriptedPeer {
    static final int OUR_TUNNEL_ID = 0x1111;
    static final int PEER_TUNNEL_ID = 0x2222;
    static final TransportPath PATH =
            new TransportPath(1, IpAddress.v4(0x0a000001), 1701, IpAddress.v4(0x0a000002), 1701);

    final RecordingHost host = new RecordingHost();
    final SeededRandom random = new SeededRandom(1);
    final DatagramPath from = new DatagramPath().set(PATH);
    Secret secret;
    long nowNs = 1_000_000_000_000L;
    int ns;
    int nr;
    Tunnel tunnel;

    /** A datagram of the tunnel. */
    record Sent(long atNs, int tunnelId, int sessionId, int ns, int nr, DecodedMessage body) {
        /** The message's name, or "ZLB". */
        String name() {
            return body == null ? "ZLB" : message().type().toString();
        }

        ControlMessage message() {
            return (ControlMessage) body;
        }
    }

    /** A tunnel that has sent its SCCRQ. */
    static ScriptedPeer called(TestParameters parameters) {
        ScriptedPeer peer = new ScriptedPeer();
        peer.secret = parameters.secret;
        peer.tunnel = Tunnel.initiate(peer.nowNs, OUR_TUNNEL_ID, parameters.tunnel(), PATH, peer.host, peer.random);
        return peer;
    }

    /** A tunnel that has answered this peer's SCCRQ. */
    static ScriptedPeer calling(TestParameters parameters) {
        return calling(parameters, self(MessageType.SCCRQ).build());
    }

    static ScriptedPeer calling(TestParameters parameters, ControlMessage sccrq) {
        ScriptedPeer peer = new ScriptedPeer();
        peer.secret = parameters.secret;
        peer.ns = 1;
        peer.tunnel =
                Tunnel.respond(peer.nowNs, OUR_TUNNEL_ID, parameters.tunnel(), PATH, sccrq, peer.host, peer.random);
        return peer;
    }

    /** An established tunnel that we opened; everything is acknowledged both ways. */
    static ScriptedPeer establishedByUs(TestParameters parameters) {
        ScriptedPeer peer = called(parameters);
        peer.expect("SCCRQ");
        peer.send(self(MessageType.SCCRP).build());
        peer.expect("SCCCN");
        peer.sendZlb();
        return peer;
    }

    /** An established tunnel that the peer opened; everything is acknowledged both ways. */
    static ScriptedPeer establishedByPeer(TestParameters parameters) {
        ScriptedPeer peer = calling(parameters);
        peer.expect("SCCRP");
        peer.send(ControlMessage.of(MessageType.SCCCN).build());
        peer.advance(parameters.ackDelayNs);
        peer.expect("ZLB");
        return peer;
    }

    /** SCCRQ or SCCRP of this peer with what is mandatory, and a window. */
    static ControlMessage.Builder self(MessageType type) {
        return ControlMessage.of(type)
                .u16(AvpType.PROTOCOL_VERSION, 0x0100)
                .u32(AvpType.FRAMING_CAPABILITIES, 3)
                .u32(AvpType.BEARER_CAPABILITIES, 3)
                .text(AvpType.HOST_NAME, "peer.example")
                .u16(AvpType.ASSIGNED_TUNNEL_ID, PEER_TUNNEL_ID)
                .u16(AvpType.RECEIVE_WINDOW_SIZE, 8);
    }

    static ControlMessage stopccn(int result) {
        return ControlMessage.of(MessageType.STOPCCN)
                .u16(AvpType.ASSIGNED_TUNNEL_ID, PEER_TUNNEL_ID)
                .result(ResultCode.of(result, "bye"))
                .build();
    }

    static ControlMessage.Builder session(MessageType type, int assignedSessionId) {
        return ControlMessage.of(type).u16(AvpType.ASSIGNED_SESSION_ID, assignedSessionId);
    }

    static ControlMessage icrq(int assignedSessionId) {
        return session(MessageType.ICRQ, assignedSessionId)
                .u32(AvpType.CALL_SERIAL_NUMBER, 77)
                .build();
    }

    static ControlMessage ocrq(int assignedSessionId) {
        return session(MessageType.OCRQ, assignedSessionId)
                .u32(AvpType.CALL_SERIAL_NUMBER, 77)
                .u32(AvpType.MINIMUM_BPS, 1)
                .u32(AvpType.MAXIMUM_BPS, 100)
                .u32(AvpType.BEARER_TYPE, 1)
                .u32(AvpType.FRAMING_TYPE, 1)
                .text(AvpType.CALLED_NUMBER, "123")
                .build();
    }

    static ControlMessage.Builder connected(MessageType type) {
        return ControlMessage.of(type).u32(AvpType.TX_CONNECT_SPEED, 1000).u32(AvpType.FRAMING_TYPE, 1);
    }

    static ControlMessage cdn(int assignedSessionId) {
        return session(MessageType.CDN, assignedSessionId)
                .result(ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, "over"))
                .build();
    }

    /** Sends a message of the tunnel with this peer's next Ns. */
    void send(ControlMessage message) {
        send(message, 0);
    }

    /** Sends a message to our session. */
    void send(ControlMessage message, int sessionId) {
        sendRaw(message, sessionId, ns, nr);
        ns = (ns + 1) & 0xffff;
    }

    void sendZlb() {
        sendRaw(null, 0, ns, nr);
    }

    void sendZlb(int acknowledged) {
        sendRaw(null, 0, ns, acknowledged);
    }

    /** Sends with any numbers; a null message is a ZLB. */
    void sendRaw(ControlMessage message, int sessionId, int messageNs, int messageNr) {
        ByteBuffer out = ByteBuffer.allocate(2000).position(L2tpHeader.CONTROL_LENGTH);
        if (message != null) {
            MessageCodec.encode(message, null, random, out);
        }
        L2tpHeader.encodeControl(out, 0, out.position(), OUR_TUNNEL_ID, sessionId, messageNs, messageNr);
        sendOctets(out.flip());
    }

    void sendOctets(ByteBuffer datagram) {
        L2tpHeader header = new L2tpHeader();
        assertThat(header.decode(datagram)).isNull();
        tunnel.onControl(nowNs, from, header, datagram);
    }

    /** Everything that the tunnel has sent since the last call; this peer's Nr follows. */
    List<Sent> take() {
        List<Sent> all = new ArrayList<>();
        while (!host.sent.isEmpty()) {
            Sent sent = decode(host.sent.remove());
            if (sent.body != null && sent.ns == nr) {
                nr = (nr + 1) & 0xffff;
            }
            all.add(sent);
        }
        return all;
    }

    /** Checks that the tunnel sent exactly these messages, and returns the last. */
    Sent expect(String... names) {
        List<Sent> sent = take();
        assertThat(sent).extracting(Sent::name).containsExactly(names);
        return sent.isEmpty() ? null : sent.get(sent.size() - 1);
    }

    private Sent decode(byte[] octets) {
        ByteBuffer datagram = ByteBuffer.wrap(octets);
        L2tpHeader header = new L2tpHeader();
        assertThat(header.decode(datagram)).isNull();
        assertThat(datagram.getShort(0)).isEqualTo((short) 0xC802);
        DecodedMessage body = header.payloadLength() == 0
                ? null
                : MessageCodec.decode(datagram, header.payloadStart, header.payloadEnd, secret);
        return new Sent(nowNs, header.tunnelId, header.sessionId, header.ns, header.nr, body);
    }

    /** Lets time pass, stopping at each deadline of the tunnel on the way. */
    void advance(long durationNs) {
        long end = nowNs + durationNs;
        while (tunnel.nextDeadlineNs() <= end) {
            nowNs = Math.max(nowNs, tunnel.nextDeadlineNs());
            tunnel.onTimeout(nowNs);
        }
        nowNs = end;
    }

    /** Brings up an incoming call of the peer's; the tunnel is the LNS. */
    Session incomingCall(int peerSessionId) {
        send(icrq(peerSessionId));
        int id = expect("ICRP").message().u16(AvpType.ASSIGNED_SESSION_ID, 0);
        send(connected(MessageType.ICCN).build(), id);
        advance(100 * TestParameters.MILLI);
        take();
        return tunnel.session(id);
    }

    /** Brings up an incoming call of ours; the tunnel is the LAC. */
    Session placedCall(int peerSessionId) {
        Session session = tunnel.placeCall(nowNs, CallType.LAC_INCOMING, TestParameters.session());
        expect("ICRQ");
        send(session(MessageType.ICRP, peerSessionId).build(), session.localId());
        expect("ICCN");
        sendZlb();
        return session;
    }
}
