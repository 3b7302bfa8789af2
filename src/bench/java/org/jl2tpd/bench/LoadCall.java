package org.jl2tpd.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One session with its PPP client: LCP with a magic number, PAP or CHAP as the LNS asks, IPCP from 0.0.0.0. It answers whatever the
 * LNS sends, again when it is repeated, and repeats its own request that is still unanswered.
 */
final class LoadCall extends Wheel.Timed {
    private static final int LCP = 0xc021;
    private static final int PAP = 0xc023;
    private static final int CHAP = 0xc223;
    private static final int IPCP = 0x8021;
    private static final int IP = 0x0021;

    private static final int REQUEST = 1;
    private static final int ACK = 2;
    private static final int NAK = 3;
    private static final int REJECT = 4;
    private static final int TERMINATE = 5;
    private static final int TERMINATE_ACK = 6;
    private static final int PROTOCOL_REJECT = 8;
    private static final int ECHO_REQUEST = 9;
    private static final int ECHO_REPLY = 10;

    final int number;
    final LoadTunnel tunnel;
    private final Load load;
    private final long startNs;
    int sessionId;
    int peerId;
    /** Our address as an IPv4 word, 0 before IPCP gave one. */
    int address;

    boolean ended;
    private boolean lcpAcked;
    private boolean lcpPeerAcked;
    private boolean bareLcp;
    private boolean authenticated;
    private boolean ipcpAcked;
    private boolean ipcpPeerAcked;
    private int authProtocol;
    private int peerLcpId = -1;
    private int ipcpId = 1;

    LoadCall(Load load, LoadTunnel tunnel, int number, long startNs) {
        this.load = load;
        this.tunnel = tunnel;
        this.number = number;
        this.startNs = startNs;
    }

    boolean isUp() {
        return ipcpAcked && ipcpPeerAcked;
    }

    /** The ICCN was sent. */
    void connected(long nowNs) {
        sendLcpRequest();
        armRestart(nowNs);
    }

    private void armRestart(long nowNs) {
        load.wheel.arm(this, nowNs + load.options.pppms * 1_000_000L);
    }

    @Override
    void onTimeout(long nowNs) {
        if (isUp() || ended) {
            return;
        }
        load.pppRepeats++;
        if (!lcpAcked) {
            sendLcpRequest();
        } else if (lcpPeerAcked && !authenticated && authProtocol == PAP) {
            sendPapRequest();
        } else if (authenticated && !ipcpAcked) {
            sendIpcpRequest();
        }
        armRestart(nowNs);
    }

    /** A PPP frame; no allocation unless it is CHAP's. */
    void onFrame(ByteBuffer in, int from, int end, long nowNs) {
        int at = from + 2 <= end && Octets.getU16(in, from) == 0xff03 ? from + 2 : from;
        if (at + 2 > end) {
            return;
        }
        boolean shortProtocol = (in.get(at) & 1) != 0;
        int protocol = shortProtocol ? Octets.getU8(in, at) : Octets.getU16(in, at);
        at += shortProtocol ? 1 : 2;
        if (protocol == IP) {
            load.onPacket(this, in, at, end);
        } else if (at + 4 <= end) {
            int packetEnd = Math.min(end, at + Octets.getU16(in, at + 2));
            onControl(protocol, in, at, packetEnd, nowNs);
        }
    }

    private void onControl(int protocol, ByteBuffer in, int at, int end, long nowNs) {
        switch (protocol) {
            case LCP -> onLcp(in, at, end);
            case PAP -> onAuthResult(in.get(at) == 2, in.get(at) == 3);
            case CHAP -> onChap(in, at, end);
            case IPCP -> onIpcp(in, at, end, nowNs);
            default -> sendProtocolReject(protocol, in, at, end);
        }
    }

    private void onLcp(ByteBuffer in, int at, int end) {
        switch (in.get(at)) {
            case REQUEST -> onLcpRequest(in, at, end);
            case ACK -> lcpAcked = true;
            case NAK, REJECT -> {
                bareLcp = true;
                sendLcpRequest();
                return;
            }
            case TERMINATE -> {
                send(LCP, TERMINATE_ACK, in.get(at + 1), in, 0, 0);
                load.callFailed(this, "LCP Terminate-Request");
                return;
            }
            case ECHO_REQUEST -> sendEchoReply(in, at, end);
            default -> load.otherMessages++;
        }
        if (in.get(at) <= ACK) {
            afterLcp();
        }
    }

    private void onLcpRequest(ByteBuffer in, int at, int end) {
        authProtocol = 0;
        for (int option = at + 4; option + 4 <= end; option += Math.max(2, Octets.getU8(in, option + 1))) {
            if (in.get(option) == 3) {
                authProtocol = Octets.getU16(in, option + 2);
            }
        }
        if (in.get(at + 1) != peerLcpId) {
            authenticated = false;
        }
        peerLcpId = in.get(at + 1);
        lcpPeerAcked = true;
        send(LCP, ACK, peerLcpId, in, at + 4, end);
    }

    private void afterLcp() {
        if (!lcpAcked || !lcpPeerAcked || authenticated) {
            return;
        }
        if (authProtocol == PAP) {
            sendPapRequest();
        } else if (authProtocol == 0) {
            onAuthResult(true, false);
        }
    }

    private void onAuthResult(boolean accepted, boolean refused) {
        if (accepted && !authenticated) {
            authenticated = true;
            sendIpcpRequest();
        } else if (refused) {
            load.callFailed(this, "authentication");
        }
    }

    private void onChap(ByteBuffer in, int at, int end) {
        if (in.get(at) == 1 && at + 5 <= end) {
            byte[] challenge = new byte[Octets.getU8(in, at + 4)];
            in.get(at + 5, challenge);
            sendChapResponse(in.get(at + 1), challenge);
        } else {
            onAuthResult(in.get(at) == 3, in.get(at) == 4);
        }
    }

    private void onIpcp(ByteBuffer in, int at, int end, long nowNs) {
        boolean wasUp = isUp();
        switch (in.get(at)) {
            case REQUEST -> {
                ipcpPeerAcked = true;
                send(IPCP, ACK, in.get(at + 1), in, at + 4, end);
            }
            case ACK -> ipcpAcked |= in.get(at + 1) == (byte) ipcpId;
            case NAK -> {
                address = at + 10 <= end ? in.getInt(at + 6) : 0;
                ipcpId++;
                sendIpcpRequest();
            }
            case REJECT -> load.callFailed(this, "IPCP address rejected");
            default -> load.otherMessages++;
        }
        if (isUp() && !wasUp) {
            load.wheel.disarm(this);
            load.callUp(this, startNs, nowNs);
        }
    }

    private void sendLcpRequest() {
        ByteBuffer out = buffer();
        int at = begin(LCP, REQUEST, bareLcp ? 2 : 1);
        int end = at + 4;
        if (!bareLcp) {
            end = Octets.u32(out, Octets.u16(out, end, 0x0506), number * 0x9e3779b1 | 1);
        }
        finish(at, end);
    }

    private void sendPapRequest() {
        ByteBuffer out = buffer();
        int at = begin(PAP, REQUEST, 1);
        byte[] name = load.options.user.getBytes(StandardCharsets.UTF_8);
        byte[] password = load.options.password.getBytes(StandardCharsets.UTF_8);
        int end = Octets.bytes(out, Octets.u8(out, at + 4, name.length), name);
        finish(at, Octets.bytes(out, Octets.u8(out, end, password.length), password));
    }

    private void sendChapResponse(int id, byte[] challenge) {
        byte[] secret = load.options.password.getBytes(StandardCharsets.UTF_8);
        byte[] response = Octets.response(load.md5, id, secret, challenge);
        ByteBuffer out = buffer();
        int at = begin(CHAP, 2, id);
        int end = Octets.bytes(out, Octets.u8(out, at + 4, response.length), response);
        finish(at, Octets.bytes(out, end, load.options.user.getBytes(StandardCharsets.UTF_8)));
    }

    private void sendIpcpRequest() {
        int at = begin(IPCP, REQUEST, ipcpId);
        finish(at, Octets.u32(buffer(), Octets.u16(buffer(), at + 4, 0x0306), address));
    }

    private void sendEchoReply(ByteBuffer in, int at, int end) {
        int reply = begin(LCP, ECHO_REPLY, in.get(at + 1));
        int behind = Octets.u32(buffer(), reply + 4, number * 0x9e3779b1 | 1);
        finish(reply, copy(in, Math.min(at + 8, end), end, behind));
    }

    private void sendProtocolReject(int protocol, ByteBuffer in, int at, int end) {
        int reject = begin(LCP, PROTOCOL_REJECT, 1);
        finish(reject, copy(in, at, end, Octets.u16(buffer(), reject + 4, protocol)));
    }

    private void send(int protocol, int code, int id, ByteBuffer in, int from, int to) {
        int at = begin(protocol, code, id);
        finish(at, copy(in, from, to, at + 4));
    }

    private int copy(ByteBuffer in, int from, int to, int at) {
        buffer().put(at, in, from, to - from);
        return at + to - from;
    }

    private ByteBuffer buffer() {
        return tunnel.link().buffer();
    }

    /** Writes headers up to a PPP control packet's id and returns where the packet begins. */
    private int begin(int protocol, int code, int id) {
        ByteBuffer out = buffer();
        int at = beginFrame(protocol);
        Octets.u8(out, Octets.u8(out, at, code), id);
        return at;
    }

    private void finish(int at, int end) {
        Octets.u16(buffer(), at + 2, end - at);
        tunnel.link().send(end);
    }

    /** Writes the data header, address, control and protocol; returns where the payload begins. */
    int beginFrame(int protocol) {
        ByteBuffer out = buffer();
        int at = Octets.u16(out, tunnel.link().begin(), 0x0002);
        at = Octets.u16(out, Octets.u16(out, at, tunnel.peerId()), peerId);
        return Octets.u16(out, Octets.u16(out, at, 0xff03), protocol);
    }
}
