package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.RandomSource;

/**
 * One PPP link, as the authenticator's side (LNS) or as the peer's side (LAC client). After every input the owner asks
 * {@link #nextDeadlineNs} again. Not thread-safe; effects leave through {@link PppHost}, from inside the inputs.
 *
 * <p>As server the link asks {@link PppHost#authenticate} once LCP is open and the peer answered (at once, with
 * {@link AuthRequest.None}, where nothing is required), and again when the peer renegotiates LCP or answers a periodic
 * challenge: the host then judges the same session anew, and the grant of a periodic challenge is not looked at.
 * IPCP runs where the grant has an address for the peer, IPv6CP where it has an IPv6 prefix or route; the rest is
 * Protocol-Rejected.
 */
public final class PppLink {
    /** What {@link #nextDeadlineNs} returns when nothing is due. */
    public static final long NEVER = ControlProtocol.NEVER;

    /** LCP negotiation is given up after so many times what unanswered Configure-Requests take. */
    static final int ESTABLISH_PATIENCE = 4;

    private final PppSettings settings;
    private final PppHost host;
    private final RandomSource random;
    private final Lcp lcp;

    /** Where the parts of the link write their frames. */
    final LinkOutput out;

    private PppPhase phase = PppPhase.DEAD;
    private boolean finished;
    private boolean heard;
    private boolean ipv4Open;
    private boolean ipv6Open;

    /** An answer of {@link PppHost#authenticate} is outstanding; only one at a time, so that none is mistaken. */
    private boolean asked;

    /** Whether the outstanding answer is still of use. */
    private boolean waiting;

    private boolean peerProved;
    private AuthRequest held;
    private PeerAuth peerAuth;
    private OwnAuth ownAuth;
    private AddressGrant grant;
    private String userName = "";

    private Ipcp ipcp;
    private Ipv6cp ipv6cp;
    private Ipv6Services services;

    /** What a LAC collected in our name, while it is being taken over. */
    private AuthRequest proxyAuth;

    private int proxyIdentifier;
    private boolean proxied;

    private PppDisconnectCause cause;
    private long phaseDeadlineNs = NEVER;
    private int dropped;

    public PppLink(PppSettings settings, PppHost host, RandomSource random) {
        this.settings = settings;
        this.host = host;
        this.random = random;
        this.lcp = new Lcp(this);
        this.out = new LinkOutput(host, lcp);
    }

    /** The lower layer is up: LCP starts. */
    public void up(long nowNs) {
        if (phase != PppPhase.DEAD || finished) {
            return;
        }
        enter(PppPhase.ESTABLISH, after(nowNs, establishNs()));
        lcp.event(nowNs, Automaton.Event.OPEN);
        lcp.event(nowNs, Automaton.Event.UP);
    }

    /**
     * The lower layer is up, and LCP was already negotiated on our side's behalf (proxy LCP, RFC 2661 4.4.5). Where the
     * options fit our settings the link continues after LCP, else LCP is negotiated anew.
     *
     * <p>A client may use it too, when the LAC tells the LNS of an LCP that it ran in the client's name: {@code
     * sentOptions} are then the client's own, and {@code auth} is null. The client waits for the result of an
     * authentication that was done for it, for a challenge, or for the server's network protocols.
     *
     * @param sentOptions options of the last Configure-Request that was sent in our name
     * @param receivedOptions options of the last Configure-Request that was received from the peer
     * @param auth the authentication that took place; null authenticates anew
     */
    public void upWithProxy(long nowNs, byte[] sentOptions, byte[] receivedOptions, AuthRequest auth) {
        upWithProxy(
                nowNs,
                sentOptions,
                receivedOptions,
                auth,
                auth instanceof AuthRequest.Chap chap ? chap.identifier() : 0);
    }

    /**
     * As {@link #upWithProxy(long, byte[], byte[], AuthRequest)}.
     *
     * @param authIdentifier Proxy Authen ID: the identifier that the waiting peer's result carries, 0 to 255
     */
    public void upWithProxy(
            long nowNs, byte[] sentOptions, byte[] receivedOptions, AuthRequest auth, int authIdentifier) {
        if (phase != PppPhase.DEAD || finished) {
            return;
        }
        if (!ProxyLcp.adopt(lcp, sentOptions, receivedOptions, auth)) {
            up(nowNs);
            return;
        }
        heard = true;
        out.trace("proxy LCP taken over");
        enter(PppPhase.ESTABLISH, NEVER);
        proxyAuth = auth;
        proxyIdentifier = authIdentifier;
        proxied = true;
        lcp.assumeOpened(nowNs);
        proxyAuth = null;
    }

    /**
     * A PPP frame of a control protocol (or of anything that is not IP when the NCP is open) between position and limit:
     * optional FF03, protocol of one or two octets, payload. Never throws; bad input is counted. Position and limit are
     * undefined afterwards.
     */
    public void onFrame(long nowNs, ByteBuffer frame) {
        int protocol = phase == PppPhase.DEAD ? -1 : FrameHeader.read(frame);
        if (protocol == PppProtocol.LCP) {
            heard = true;
            lcp.receive(nowNs, frame);
        } else if (protocol < 0 || !lcp.isOpened()) {
            dropped++;
        } else if (protocol == PppProtocol.PAP || protocol == PppProtocol.CHAP) {
            authFrame(nowNs, protocol, frame);
        } else {
            networkFrame(nowNs, protocol, frame);
        }
    }

    /** Only network protocols are left: nothing of them counts before authentication (PPP-1661-3.x-01). */
    private void networkFrame(long nowNs, int protocol, ByteBuffer frame) {
        if (phase == PppPhase.AUTHENTICATE && ownAuth != null && protocol >= 0x8000) {
            ownAuth.networkHeard(nowNs);
        }
        if (phase != PppPhase.NETWORK || protocol == PppProtocol.IPV4 || protocol == PppProtocol.IPV6) {
            dropped++;
        } else if (protocol == PppProtocol.IPCP && ipcp != null) {
            ipcp.receive(nowNs, frame);
        } else if (protocol == PppProtocol.IPV6CP && ipv6cp != null) {
            ipv6cp.receive(nowNs, frame);
        } else {
            lcp.sendProtocolReject(protocol, frame);
        }
    }

    private void authFrame(long nowNs, int protocol, ByteBuffer packet) {
        int at = packet.position();
        int length = packet.remaining() < PacketCode.HEADER_LENGTH ? 0 : packet.getShort(at + 2) & 0xffff;
        boolean sized = length >= PacketCode.HEADER_LENGTH && length <= packet.remaining();
        if (!sized || phase != PppPhase.AUTHENTICATE && phase != PppPhase.NETWORK) {
            dropped++;
            return;
        }
        int code = packet.get(at) & 0xff;
        int identifier = packet.get(at + 1) & 0xff;
        packet.limit(at + length).position(at + PacketCode.HEADER_LENGTH);
        if (out.traced()) {
            out.trace("recv", protocol, PacketCode.name(protocol, code), identifier, length);
        }
        boolean pap = protocol == PppProtocol.PAP;
        boolean forPeerAuth = code == (pap ? 1 : PeerAuth.RESPONSE);
        if (forPeerAuth && peerAuth != null && pap) {
            peerAuth.papRequest(nowNs, identifier, packet);
        } else if (forPeerAuth && peerAuth != null) {
            peerAuth.response(nowNs, identifier, packet);
        } else if (!pap && code == PeerAuth.CHALLENGE && ownAuth != null) {
            ownAuth.challenge(nowNs, identifier, packet);
        } else if (code >= (pap ? 2 : 3) && code <= (pap ? 3 : 4) && ownAuth != null) {
            ownAuth.result(nowNs, identifier, pap, code == (pap ? 2 : 3), packet);
        } else {
            dropped++;
        }
    }

    /**
     * Whether an IPv6 packet from the peer is for the link's own services (router solicitation, DHCPv6) and was consumed.
     * Cheap for any other packet.
     */
    public boolean consumesIpv6(long nowNs, ByteBuffer packet) {
        return services != null && ipv6Open && services.consumes(nowNs, packet);
    }

    /** The answer to a pending {@link PppHost#authenticate}; ignored when the link no longer waits for it. */
    public void onAuthReply(long nowNs, AuthReply reply) {
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

    /** When {@link #onTimeout} is due; {@link #NEVER} for nothing. */
    public long nextDeadlineNs() {
        long next = Math.min(phaseDeadlineNs, Math.min(lcp.deadlineNs(), lcp.echoDeadlineNs()));
        if (peerAuth != null) {
            next = Math.min(next, peerAuth.deadlineNs());
        }
        if (ownAuth != null) {
            next = Math.min(next, ownAuth.deadlineNs());
        }
        if (ipcp != null) {
            next = Math.min(next, ipcp.deadlineNs());
        }
        if (ipv6cp != null) {
            next = Math.min(next, ipv6cp.deadlineNs());
        }
        return services == null ? next : Math.min(next, services.deadlineNs());
    }

    public void onTimeout(long nowNs) {
        lcp.onTimeout(nowNs);
        if (nowNs >= lcp.echoDeadlineNs()) {
            lcp.onEchoTimeout(nowNs);
        }
        if (peerAuth != null && nowNs >= peerAuth.deadlineNs()) {
            peerAuth.onTimeout(nowNs);
        }
        if (ownAuth != null && nowNs >= ownAuth.deadlineNs()) {
            ownAuth.onTimeout(nowNs);
        }
        if (ipcp != null) {
            ipcp.onTimeout(nowNs);
        }
        if (ipv6cp != null) {
            ipv6cp.onTimeout(nowNs);
        }
        if (services != null && nowNs >= services.deadlineNs()) {
            services.advertise(nowNs);
        }
        if (nowNs >= phaseDeadlineNs) {
            onPhaseTimeout(nowNs);
        }
    }

    private void onPhaseTimeout(long nowNs) {
        phaseDeadlineNs = NEVER;
        if (phase == PppPhase.ESTABLISH) {
            close(nowNs, cause(PppDisconnectCause.LCP_TIMEOUT, PppProtocol.LCP, 0, "LCP took too long"));
        } else if (phase == PppPhase.AUTHENTICATE) {
            int number = peerAuth != null ? peerAuth.number() : PppProtocol.LCP;
            close(nowNs, cause(PppDisconnectCause.AUTH_TIMEOUT, number, 0, "authentication took too long"));
        } else if (phase == PppPhase.NETWORK) {
            int number = ipcp != null ? PppProtocol.IPCP : PppProtocol.IPV6CP;
            close(nowNs, cause(PppDisconnectCause.NCP_TIMEOUT, number, 0, "no network protocol opened"));
        }
    }

    /** Closes the link: Terminate-Request first; {@link PppHost#linkDown} follows when it is answered or given up. */
    public void close(long nowNs, PppDisconnectCause cause) {
        if (finished) {
            return;
        }
        if (this.cause == null) {
            this.cause = cause;
        }
        if (phase == PppPhase.DEAD) {
            lcpFinished(nowNs);
            return;
        }
        if (phase == PppPhase.TERMINATE && lcp.state() == Automaton.State.CLOSING) {
            return;
        }
        enter(PppPhase.TERMINATE, NEVER);
        lcp.event(nowNs, Automaton.Event.CLOSE);
        endUpperLayers(nowNs);
    }

    /** The lower layer is gone: no frame is sent any more, no effect but network-down follows. */
    public void down(long nowNs) {
        finished = true;
        lcp.event(nowNs, Automaton.Event.DOWN);
        endUpperLayers(nowNs);
        enter(PppPhase.DEAD, NEVER);
    }

    public PppPhase phase() {
        return phase;
    }

    /** Whether IPCP is open: IPv4 packets may pass. Read for every packet. */
    public boolean ipv4Open() {
        return ipv4Open;
    }

    /** Whether IPv6CP is open: IPv6 packets may pass. */
    public boolean ipv6Open() {
        return ipv6Open;
    }

    /** The smaller of the peer's MRU and our MTU: the longest packet that we may send. */
    public int sendMtu() {
        return Math.min(lcp.peerMru, settings.mtu());
    }

    /** Whether the peer accepts frames without FF03 (ACFC), and protocols of one octet (PFC). */
    public boolean peerAcceptsAcfc() {
        return lcp.peerAcfc;
    }

    public boolean peerAcceptsPfc() {
        return lcp.peerPfc;
    }

    /** The authenticated user (or ours, as client); empty before. */
    public String userName() {
        return userName;
    }

    /** State names of LCP, IPCP and IPv6CP for display. */
    public String describe() {
        return "lcp " + lcp.state().label + ", ipcp " + label(ipcp) + ", ipv6cp " + label(ipv6cp);
    }

    private static String label(NetworkProtocol<?> protocol) {
        return (protocol == null ? Automaton.State.INITIAL : protocol.state()).label;
    }

    /** Frames that were dropped as malformed or out of place. */
    public int droppedFrames() {
        return dropped;
    }

    // What the parts of the link call.

    static PppDisconnectCause cause(int code, int protocol, int direction, String text) {
        return new PppDisconnectCause(code, protocol, direction, text);
    }

    PppSettings settings() {
        return settings;
    }

    RandomSource random() {
        return random;
    }

    void dropped() {
        dropped++;
    }

    int peerMru() {
        return Math.min(lcp.peerMru, ControlProtocol.MAX_PACKET_LENGTH);
    }

    private void enter(PppPhase next, long deadlineNs) {
        phase = next;
        phaseDeadlineNs = deadlineNs;
    }

    /** The longest that LCP may take to open, however busily the peer negotiates. */
    private long establishNs() {
        return ESTABLISH_PATIENCE * settings.maxConfigure() * settings.restartTimeoutNs();
    }

    private static long after(long nowNs, long timeoutNs) {
        return timeoutNs > 0 ? nowNs + timeoutNs : NEVER;
    }

    void lcpUp(long nowNs) {
        enter(PppPhase.AUTHENTICATE, after(nowNs, settings.authTimeoutNs()));
        host.linkEstablished(lcp.peerAccm, lcp.ownAccm, nowNs);
        peerProved = lcp.authOfPeer == null && !settings.server();
        peerAuth = lcp.authOfPeer == null ? null : new PeerAuth(this, lcp.authOfPeer);
        ownAuth = lcp.authOfUs == null ? null : new OwnAuth(this, lcp.authOfUs, proxied);
        if (ownAuth != null) {
            ownAuth.begin(nowNs);
        }
        if (peerAuth != null && proxyAuth != null) {
            peerAuth.judgeProxied(nowNs, proxyAuth, proxyIdentifier);
        } else if (peerAuth != null) {
            peerAuth.begin(nowNs);
        } else if (settings.server()) {
            ask(nowNs, new AuthRequest.None());
        }
        proceed(nowNs);
    }

    void lcpDown(long nowNs) {
        if (phase != PppPhase.TERMINATE) {
            enter(PppPhase.ESTABLISH, after(nowNs, establishNs()));
        }
        endUpperLayers(nowNs);
        if (proxied) {
            proxied = false;
            lcp.forgetProxy();
        }
    }

    /** Network protocols and authentication end with LCP; what they owe the host is said. */
    private void endUpperLayers(long nowNs) {
        waiting = false;
        held = null;
        peerAuth = null;
        ownAuth = null;
        grant = null;
        ipcp = null;
        ipv6cp = null;
        ipv4Down(nowNs);
        ipv6Down(nowNs);
    }

    void peerTerminates() {
        if (cause == null) {
            cause = cause(PppDisconnectCause.NORMAL, 0, 1, "peer terminated the link");
        }
        enter(PppPhase.TERMINATE, NEVER);
    }

    void lcpFinished(long nowNs) {
        finished = true;
        enter(PppPhase.DEAD, NEVER);
        endUpperLayers(nowNs);
        if (cause == null) {
            cause = heard
                    ? cause(PppDisconnectCause.LCP_TIMEOUT, PppProtocol.LCP, 0, "LCP timed out")
                    : cause(PppDisconnectCause.NO_LCP, PppProtocol.LCP, 0, "no LCP from the peer");
        }
        host.linkDown(cause, nowNs);
    }

    /** Has the host judge a request; held back while an older one is outstanding. */
    void ask(long nowNs, AuthRequest request) {
        if (asked) {
            held = request;
            waiting = true;
            return;
        }
        asked = true;
        waiting = true;
        AuthReply reply = host.authenticate(request, nowNs);
        if (reply != null) {
            onAuthReply(nowNs, reply);
        }
    }

    private void answered(long nowNs, AuthReply reply) {
        if (peerAuth != null) {
            peerAuth.judged(nowNs, reply);
        } else if (reply.accepted()) {
            peerProved(nowNs, "", reply.grant());
        } else {
            close(nowNs, cause(PppDisconnectCause.NO_ADDRESS_ALLOWED, PppProtocol.IPCP, 2, "no address granted"));
        }
    }

    void peerProved(long nowNs, String name, AddressGrant granted) {
        peerProved = true;
        grant = granted;
        if (settings.server()) {
            userName = name;
        }
        proceed(nowNs);
    }

    void ownProved(long nowNs) {
        proceed(nowNs);
    }

    private void proceed(long nowNs) {
        boolean ready = peerProved && (ownAuth == null || ownAuth.proved());
        if (!ready || phase != PppPhase.AUTHENTICATE) {
            return;
        }
        if (!settings.server() && settings.userName() != null) {
            userName = settings.userName();
        }
        enter(PppPhase.NETWORK, after(nowNs, settings.ncpTimeoutNs()));
        startNetworkProtocols(nowNs);
    }

    private void startNetworkProtocols(long nowNs) {
        boolean server = settings.server();
        boolean ipv4 = settings.ipv4() && (!server || grant != null && grant.peerIpv4() != null);
        boolean ipv6 = settings.ipv6() && (!server || grant != null && Ipv6Services.grantsIpv6(grant));
        ipcp = !ipv4 ? null : server ? Ipcp.server(this, grant) : Ipcp.client(this);
        ipv6cp = !ipv6 ? null : new Ipv6cp(this);
        if (!ipv4 && !ipv6) {
            boolean configured = settings.ipv4() || settings.ipv6();
            close(
                    nowNs,
                    configured
                            ? cause(PppDisconnectCause.NO_ADDRESS_ALLOWED, PppProtocol.IPCP, 2, "no address granted")
                            : cause(PppDisconnectCause.NO_NCP, 0, 0, "no network protocol enabled"));
            return;
        }
        if (ipv4) {
            ipcp.start(nowNs);
        }
        if (ipv6 && ipv6cp != null) {
            ipv6cp.start(nowNs);
        }
    }

    void ipv4Up(long nowNs, IpAddress local, IpAddress peer, List<IpAddress> dns) {
        ipv4Open = true;
        phaseDeadlineNs = NEVER;
        host.ipv4Up(local, peer, dns, nowNs);
    }

    void ipv4Down(long nowNs) {
        if (ipv4Open) {
            ipv4Open = false;
            host.ipv4Down(nowNs);
        }
    }

    void ipv6Up(long nowNs, long localId, long peerId) {
        ipv6Open = true;
        phaseDeadlineNs = NEVER;
        host.ipv6Up(localId, peerId, nowNs);
        if (settings.server() && ipv6Open) {
            services = new Ipv6Services(this, grant, localId);
            services.advertise(nowNs);
        }
    }

    void ipv6Down(long nowNs) {
        services = null;
        if (ipv6Open) {
            ipv6Open = false;
            host.ipv6Down(nowNs);
        }
    }

    /** A network protocol ended: the link goes on while another is open or under way (B22). */
    void ncpFinished(long nowNs, NetworkProtocol<?> which) {
        boolean others = ipcp != null && !ipcp.isFinished() || ipv6cp != null && !ipv6cp.isFinished();
        if (phase == PppPhase.NETWORK && !others) {
            close(nowNs, which.failure());
        }
    }

    /** The peer does not speak a protocol (RFC 1661 5.7): what we run of it stops. */
    void protocolRejected(long nowNs, int protocol) {
        switch (protocol) {
            case PppProtocol.LCP -> lcp.event(nowNs, Automaton.Event.RXJ_CATASTROPHIC);
            case PppProtocol.IPCP -> rejected(nowNs, ipcp);
            case PppProtocol.IPV6CP -> rejected(nowNs, ipv6cp);
            case PppProtocol.PAP, PppProtocol.CHAP -> authRejected(nowNs, protocol);
            default -> lcp.event(nowNs, Automaton.Event.RXJ_PERMITTED);
        }
    }

    private void rejected(long nowNs, NetworkProtocol<?> protocol) {
        if (protocol != null) {
            protocol.rejectedByPeer(nowNs);
        }
    }

    /** Whether it is the challenge by which we ask the peer: answering it would be proving ourselves to ourselves. */
    boolean sentChallenge(byte[] challenge) {
        return peerAuth != null && peerAuth.sentChallenge(challenge);
    }

    private void authRejected(long nowNs, int protocol) {
        if (phase == PppPhase.AUTHENTICATE && peerAuth != null && peerAuth.number() == protocol) {
            close(nowNs, cause(PppDisconnectCause.AUTH_UNACCEPTABLE, protocol, 1, "peer rejected authentication"));
        }
    }
}
