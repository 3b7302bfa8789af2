package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.PppDisconnectCause;

/**
 * The authentication phase of a link (RFC 1661 3.5): the peer proves itself to us, we to it, or both; the host judges and
 * grants addresses. It lives as long as the link, since an answer of the host may come after LCP was renegotiated.
 */
final class AuthPhase {
    private final PppLink link;
    private final PppHost host;

    /** An answer of {@link PppHost#authenticate} is outstanding; only one at a time, so that none is mistaken. */
    private boolean asked;

    /** Whether the outstanding answer is still of use. */
    private boolean waiting;

    private boolean peerProved;
    private AuthRequest held;
    private PeerAuth peerAuth;
    private OwnAuth ownAuth;
    private AddressGrant grant;

    AuthPhase(PppLink link, PppHost host) {
        this.link = link;
        this.host = host;
    }

    /**
     * LCP opened.
     *
     * @param proxied whether another may have authenticated in our name
     * @param collected what it collected from the peer, null for nothing
     * @param identifier that the peer waits for a result by
     */
    void begin(long nowNs, Lcp lcp, boolean proxied, AuthRequest collected, int identifier) {
        peerProved = lcp.authOfPeer == null && !link.settings().server();
        peerAuth = lcp.authOfPeer == null ? null : new PeerAuth(link, this, lcp.authOfPeer);
        ownAuth = lcp.authOfUs == null ? null : new OwnAuth(link, this, lcp.authOfUs, proxied);
        if (ownAuth != null) {
            ownAuth.begin(nowNs);
        }
        if (peerAuth != null && collected != null) {
            peerAuth.judgeProxied(nowNs, collected, identifier);
        } else if (peerAuth != null) {
            peerAuth.begin(nowNs);
        } else if (link.settings().server()) {
            ask(nowNs, new AuthRequest.None());
        }
        link.authProgressed(nowNs);
    }

    /** LCP is down: what was asked of the host is of no use any more. */
    void end() {
        waiting = false;
        held = null;
        peerAuth = null;
        ownAuth = null;
        grant = null;
    }

    /** Whether both ends are content. */
    boolean isDone() {
        return peerProved && (ownAuth == null || ownAuth.proved());
    }

    /** What the host granted to the peer; null before, and as client. */
    AddressGrant grant() {
        return grant;
    }

    /** Whether the host is asked of the peer as it is now. */
    boolean isAsking() {
        return asked && waiting && held == null;
    }

    /** The protocol that a phase which takes too long is blamed on. */
    int number() {
        return peerAuth != null ? peerAuth.number() : PppProtocol.LCP;
    }

    /** Identifier of the peer's last answer, 0 without one. */
    int peerIdentifier() {
        return peerAuth == null ? 0 : peerAuth.identifier();
    }

    long deadlineNs() {
        long own = ownAuth == null ? ControlProtocol.NEVER : ownAuth.deadlineNs();
        return peerAuth == null ? own : Math.min(own, peerAuth.deadlineNs());
    }

    void onTimeout(long nowNs) {
        if (peerAuth != null && nowNs >= peerAuth.deadlineNs()) {
            peerAuth.onTimeout(nowNs);
        }
        if (ownAuth != null && nowNs >= ownAuth.deadlineNs()) {
            ownAuth.onTimeout(nowNs);
        }
    }

    /** Takes a PAP or CHAP packet: code, identifier, length, data. */
    void receive(long nowNs, int protocol, ByteBuffer packet) {
        int at = packet.position();
        int length = packet.remaining() < PacketCode.HEADER_LENGTH ? 0 : packet.getShort(at + 2) & 0xffff;
        if (length < PacketCode.HEADER_LENGTH || length > packet.remaining()) {
            link.dropped();
            return;
        }
        int code = packet.get(at) & 0xff;
        int identifier = packet.get(at + 1) & 0xff;
        packet.limit(at + length).position(at + PacketCode.HEADER_LENGTH);
        if (link.out.traced()) {
            link.out.trace("recv", protocol, PacketCode.name(protocol, code), identifier, length);
        }
        if (protocol == PppProtocol.PAP) {
            dispatchPap(nowNs, code, identifier, packet);
        } else {
            dispatchChap(nowNs, code, identifier, packet);
        }
    }

    private void dispatchPap(long nowNs, int code, int identifier, ByteBuffer packet) {
        if (code == PeerAuth.PAP_REQUEST && peerAuth != null) {
            peerAuth.papRequest(nowNs, identifier, packet);
        } else if ((code == PeerAuth.PAP_ACK || code == PeerAuth.PAP_NAK) && ownAuth != null) {
            ownAuth.result(nowNs, identifier, true, code == PeerAuth.PAP_ACK, packet);
        } else {
            link.dropped();
        }
    }

    private void dispatchChap(long nowNs, int code, int identifier, ByteBuffer packet) {
        if (code == PeerAuth.RESPONSE && peerAuth != null) {
            peerAuth.response(nowNs, identifier, packet);
        } else if (code == PeerAuth.CHALLENGE && ownAuth != null) {
            ownAuth.challenge(nowNs, identifier, packet);
        } else if ((code == PeerAuth.SUCCESS || code == PeerAuth.FAILURE) && ownAuth != null) {
            ownAuth.result(nowNs, identifier, false, code == PeerAuth.SUCCESS, packet);
        } else {
            link.dropped();
        }
    }

    /** A packet of a network protocol came in this phase. */
    void networkHeard(long nowNs) {
        if (ownAuth != null) {
            ownAuth.networkHeard(nowNs);
        }
    }

    /** Has the host judge a request; held back while an older one is outstanding. */
    void ask(long nowNs, AuthRequest request) {
        waiting = true;
        if (asked) {
            held = request;
            return;
        }
        asked = true;
        AuthReply reply = host.authenticate(request, nowNs);
        if (reply != null) {
            onReply(nowNs, reply);
        }
    }

    /** The host's answer; ignored when it is to something that was asked before LCP went down. */
    void onReply(long nowNs, AuthReply reply) {
        if (!asked) {
            return;
        }
        asked = false;
        AuthRequest next = held;
        held = null;
        if (next != null) {
            ask(nowNs, next);
        } else if (waiting) {
            waiting = false;
            answered(nowNs, reply);
        }
    }

    private void answered(long nowNs, AuthReply reply) {
        if (peerAuth != null) {
            peerAuth.judged(nowNs, reply);
        } else if (reply.accepted()) {
            peerProved(nowNs, "", reply.grant());
        } else {
            link.close(
                    nowNs,
                    PppLink.cause(PppDisconnectCause.NO_ADDRESS_ALLOWED, PppProtocol.IPCP, 2, "no address granted"));
        }
    }

    void peerProved(long nowNs, String name, AddressGrant granted) {
        peerProved = true;
        grant = granted;
        if (link.settings().server()) {
            link.userName(name);
        }
        link.authProgressed(nowNs);
    }

    /** Whether it is the challenge by which we ask the peer: answering it would be proving ourselves to ourselves. */
    boolean sentChallenge(byte[] challenge) {
        return peerAuth != null && peerAuth.sentChallenge(challenge);
    }

    /** The peer does not speak the protocol by which it was to prove itself. */
    void rejected(long nowNs, int protocol) {
        if (!peerProved && peerAuth != null && peerAuth.number() == protocol) {
            link.close(
                    nowNs,
                    PppLink.cause(PppDisconnectCause.AUTH_UNACCEPTABLE, protocol, 1, "peer rejected authentication"));
        }
    }
}
