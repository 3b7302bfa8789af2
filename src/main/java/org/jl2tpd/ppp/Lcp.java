package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.ppp.OptionRow.Verdict;
import org.jl2tpd.wire.PppDisconnectCause;

/** The Link Control Protocol of one link (RFC 1661 5 and 6; Identification and Time-Remaining of RFC 1570). */
final class Lcp extends ControlProtocol<Lcp> {
    /** Times that our own magic number may come back before the link counts as looped (RFC 1661 6.4). */
    static final int MAX_LOOPS = 5;

    /** Bit of {@link #refusedAuth}: none of ours is left. */
    private static final byte ALL_REFUSED = (byte) 0x80;

    int magic;
    int ownMru;
    int ownAccm;

    /** What we ask of the peer, and what it asks of us; null for no authentication. */
    AuthProtocol authOfPeer;

    AuthProtocol authOfUs;
    int peerMru;
    int peerAccm;
    boolean peerPfc;
    boolean peerAcfc;
    /** Null where nobody wants to know of it. */
    LcpLog log;

    private byte refusedAuth;
    private byte loops;
    private byte unansweredEchoes;
    private boolean noEcho;
    private long echoDeadlineNs = NEVER;

    Lcp(PppLink link) {
        super(link);
        PppSettings settings = link.settings();
        ownMru = settings.mru();
        ownAccm = settings.accm();
        magic = newMagic();
        authOfPeer =
                settings.requireAuth().isEmpty() ? null : settings.requireAuth().get(0);
        requestMask = LcpOptions.bit(LcpOptions.MAGIC)
                | (ownMru != LcpOptions.DEFAULT_MRU ? LcpOptions.bit(LcpOptions.MRU) : 0)
                | (ownAccm != LcpOptions.DEFAULT_ACCM ? LcpOptions.bit(LcpOptions.ACCM) : 0)
                | (authOfPeer != null ? LcpOptions.bit(AuthOption.TYPE) : 0);
        forgetPeerOptions();
    }

    @Override
    int protocol() {
        return PppProtocol.LCP;
    }

    @Override
    Lcp self() {
        return this;
    }

    @Override
    OptionTable<Lcp> table() {
        return LcpOptions.TABLE;
    }

    @Override
    PppSettings.Negotiation negotiation() {
        return link.settings().lcp();
    }

    @Override
    void forgetPeerOptions() {
        peerMru = LcpOptions.DEFAULT_MRU;
        peerAccm = LcpOptions.DEFAULT_ACCM;
        peerPfc = false;
        peerAcfc = false;
        authOfUs = null;
    }

    /** A random magic number that is neither 0 nor the present one. */
    int newMagic() {
        int candidate;
        int tries = 0;
        do {
            candidate = link.random().nextInt();
        } while ((candidate == 0 || candidate == magic) && ++tries < 8);
        return candidate == 0 ? 1 : candidate;
    }

    Verdict judgeMagic(int peerMagic) {
        if (peerMagic == 0) {
            return Verdict.NAK;
        }
        if (peerMagic == magic) {
            loops++;
            return Verdict.NAK;
        }
        loops = 0;
        return Verdict.ACK;
    }

    /** What a proxy asked for in our name is asked no more: LCP is negotiated by our own settings again. */
    void forgetProxy() {
        if (log != null) {
            log.forgetProxy();
        }
        if ((requestMask & LcpOptions.bit(AuthOption.TYPE)) == 0) {
            authOfPeer = null;
        }
    }

    Verdict judgeAuth(AuthProtocol asked) {
        PppSettings settings = link.settings();
        if (settings.userName() == null
                || settings.password() == null
                || settings.allowAuth().isEmpty()) {
            return Verdict.REJECT;
        }
        if (asked == null || !settings.allowAuth().contains(asked)) {
            return Verdict.NAK;
        }
        authOfUs = asked;
        return Verdict.ACK;
    }

    /** The peer refuses the present protocol: its own proposal if we take that, else our next one (RFC 1661 6.2). */
    void authRefused(AuthProtocol proposed) {
        List<AuthProtocol> wanted = link.settings().requireAuth();
        refusedAuth |= (byte) (1 << authOfPeer.ordinal());
        AuthProtocol next = null;
        for (int i = wanted.size() - 1; i >= 0; i--) {
            AuthProtocol each = wanted.get(i);
            if ((refusedAuth & 1 << each.ordinal()) == 0) {
                next = each;
            }
        }
        if (proposed != null && wanted.contains(proposed) && (refusedAuth & 1 << proposed.ordinal()) == 0) {
            next = proposed;
        }
        if (next != null) {
            authOfPeer = next;
            requestMask |= LcpOptions.bit(AuthOption.TYPE);
        } else {
            refusedAuth |= ALL_REFUSED;
        }
    }

    @Override
    void requested(ByteBuffer options) {
        if (log != null) {
            log.received(options);
        }
    }

    @Override
    boolean endedByOptions(long nowNs) {
        if (loops >= MAX_LOOPS) {
            link.close(nowNs, PppLink.cause(PppDisconnectCause.LOOPBACK, protocol(), 0, "own magic number came back"));
            return true;
        }
        if ((refusedAuth & ALL_REFUSED) != 0) {
            int number = AuthOption.number(authOfPeer);
            link.close(
                    nowNs,
                    PppLink.cause(
                            PppDisconnectCause.AUTH_UNACCEPTABLE, number, 1, "peer refused every authentication"));
            return true;
        }
        return false;
    }

    @Override
    void onNoConvergence(long nowNs, boolean byUs) {
        link.close(nowNs, PppLink.cause(PppDisconnectCause.LCP_TIMEOUT, protocol(), 0, "options do not converge"));
    }

    @Override
    void onUp(long nowNs) {
        unansweredEchoes = 0;
        armEcho(nowNs);
        link.lcpUp(nowNs);
    }

    @Override
    void onDown(long nowNs) {
        echoDeadlineNs = NEVER;
        link.lcpDown(nowNs);
    }

    @Override
    void onFinished(long nowNs) {
        link.lcpFinished(nowNs);
    }

    @Override
    void onTerminateRequest() {
        if (isOpened()) {
            link.peerTerminates();
        }
    }

    @Override
    boolean receiveExtra(long nowNs, int code, int identifier, ByteBuffer packet) {
        if (code > PacketCode.TIME_REMAINING || code == 0) {
            return false;
        }
        if (!isOpened()) {
            link.dropped();
            return true;
        }
        switch (code) {
            case PacketCode.PROTOCOL_REJECT -> protocolReject(nowNs, packet);
            case PacketCode.ECHO_REQUEST -> echoRequest(nowNs, identifier, packet);
            case PacketCode.ECHO_REPLY -> echoReply(nowNs, packet);
            default -> {} // Discard-Request, Identification, Time-Remaining: nothing is to be done
        }
        return true;
    }

    private void protocolReject(long nowNs, ByteBuffer packet) {
        if (packet.remaining() < 2) {
            link.dropped();
            return;
        }
        link.protocolRejected(nowNs, packet.getShort(packet.position()) & 0xffff);
    }

    private void echoRequest(long nowNs, int identifier, ByteBuffer packet) {
        if (packet.remaining() < 4) {
            link.dropped();
        } else if (!isLooped(nowNs, packet.getInt(packet.position()))) {
            event(nowNs, Automaton.Event.RXR, identifier, packet);
        }
    }

    private void echoReply(long nowNs, ByteBuffer packet) {
        if (packet.remaining() < 4) {
            link.dropped();
        } else if (!isLooped(nowNs, packet.getInt(packet.position()))) {
            unansweredEchoes = 0;
        }
    }

    private boolean isLooped(long nowNs, int seen) {
        if (magic == 0 || seen != magic) {
            return false;
        }
        link.dropped();
        loops++;
        endedByOptions(nowNs);
        return true;
    }

    @Override
    void sendEchoReply(int identifier, ByteBuffer packet) {
        ByteBuffer out = link.out.packet(protocol(), PacketCode.ECHO_REPLY, identifier);
        out.putInt(magic);
        int from = packet.position() + 4;
        int room = peerMru - PacketCode.HEADER_LENGTH - 4;
        copy(packet, from, Math.min(packet.limit(), from + room), out);
        link.out.sendPacket(out, true);
    }

    @Override
    void onCodeRejected(int code) {
        if (code == PacketCode.ECHO_REQUEST) {
            noEcho = true;
            echoDeadlineNs = NEVER;
        }
    }

    long echoDeadlineNs() {
        return echoDeadlineNs;
    }

    void onEchoTimeout(long nowNs) {
        int allowed = link.settings().echoFailures();
        if (allowed > 0 && unansweredEchoes >= allowed) {
            echoDeadlineNs = NEVER;
            link.close(nowNs, PppLink.cause(PppDisconnectCause.ECHO_TIMEOUT, protocol(), 0, "echo unanswered"));
            return;
        }
        unansweredEchoes = (byte) Math.min(unansweredEchoes + 1, Byte.MAX_VALUE);
        ByteBuffer out = link.out.packet(protocol(), PacketCode.ECHO_REQUEST, nextIdentifier());
        link.out.sendPacket(out.putInt(magic), true);
        armEcho(nowNs);
    }

    private void armEcho(long nowNs) {
        long interval = link.settings().echoIntervalNs();
        echoDeadlineNs = interval > 0 && !noEcho ? nowNs + interval : NEVER;
    }

    /** Rejects a protocol that is not spoken here (RFC 1661 5.7). */
    void sendProtocolReject(int protocol, ByteBuffer information) {
        ByteBuffer out = link.out.packet(protocol(), PacketCode.PROTOCOL_REJECT, nextIdentifier());
        out.putShort((short) protocol);
        int from = information.position();
        int room = Math.min(peerMru, MAX_PACKET_LENGTH) - PacketCode.HEADER_LENGTH - 2;
        copy(information, from, Math.min(information.limit(), from + room), out);
        link.out.sendPacket(out);
    }
}
