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

    /** Links with a smaller MTU carry no IPv6 (RFC 8200 5). */
    private static final int IPV6_MTU = 1280;

    /** LCP negotiation is given up after so many times what unanswered Configure-Requests take. */
    static final int ESTABLISH_PATIENCE = 4;

    private PppSettings settings;
    private final PppHost host;
    private final RandomSource random;
    private final Lcp lcp;
    private final AuthPhase auth;

    /** Where the parts of the link write their frames. */
    final LinkOutput out;

    private PppPhase phase = PppPhase.DEAD;
    private boolean finished;
    private boolean heard;
    private boolean ipv4Open;
    private boolean ipv6Open;

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
        this.auth = new AuthPhase(this, host);
        this.out = new LinkOutput(host, lcp);
    }

    /** What LCP agrees on is kept word by word, so that {@link #lcpRecord} can tell it; before the link is up. */
    public void keepLcp() {
        lcp.log = new LcpLog();
    }

    /** What a LAC tells an LNS that goes on with this link; null unless it was to be kept and LCP is open. */
    public LcpRecord lcpRecord() {
        return lcp.log == null || !lcp.isOpened() ? null : lcp.log.record(lcp, auth.peerIdentifier());
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
        if (lcp.log != null) {
            lcp.log.proxied(sentOptions, receivedOptions);
        }
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
        if (phase == PppPhase.AUTHENTICATE && protocol >= 0x8000) {
            auth.networkHeard(nowNs);
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

    private void authFrame(long nowNs, int protocol, ByteBuffer frame) {
        if (phase == PppPhase.AUTHENTICATE || phase == PppPhase.NETWORK) {
            auth.receive(nowNs, protocol, frame);
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
        auth.onReply(nowNs, reply);
    }

    /** Whether the peer waits for the judgement by which its link begins, and nothing has changed since the host was asked. */
    public boolean awaitsAdmission() {
        return phase == PppPhase.AUTHENTICATE && auth.isAsking();
    }

    /** When {@link #onTimeout} is due; {@link #NEVER} for nothing. */
    public long nextDeadlineNs() {
        long next = Math.min(phaseDeadlineNs, Math.min(lcp.deadlineNs(), lcp.echoDeadlineNs()));
        next = Math.min(next, auth.deadlineNs());
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
        auth.onTimeout(nowNs);
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
            close(nowNs, cause(PppDisconnectCause.AUTH_TIMEOUT, auth.number(), 0, "authentication took too long"));
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

    /** Why the link ends or ended; null as long as nothing ends it. */
    public PppDisconnectCause cause() {
        return cause;
    }

    /** State names of LCP, IPCP and IPv6CP for display. */
    public String describe() {
        return "lcp " + lcp.state().label + ", ipcp " + label(ipcp) + ", ipv6cp " + label(ipv6cp);
    }

    private static String label(NetworkProtocol<?> protocol) {
        return (protocol == null ? Automaton.State.INITIAL : protocol.state()).label;
    }

    /** The protocol by which we prove who we are; null for none, or before LCP is open. */
    public AuthProtocol ownAuthentication() {
        return lcp.isOpened() ? lcp.authOfUs : null;
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

    /** Has what is negotiated from now on follow other settings: those of a peer that was let in, before its network phase. */
    public void renew(PppSettings other) {
        settings = other;
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
        return ESTABLISH_PATIENCE
                * settings.lcp().maxConfigure()
                * settings.lcp().restartTimeoutNs();
    }

    private static long after(long nowNs, long timeoutNs) {
        return timeoutNs > 0 ? nowNs + timeoutNs : NEVER;
    }

    void lcpUp(long nowNs) {
        enter(PppPhase.AUTHENTICATE, after(nowNs, settings.authTimeoutNs()));
        host.linkEstablished(lcp.peerAccm, lcp.ownAccm, nowNs);
        auth.begin(nowNs, lcp, proxied, proxyAuth, proxyIdentifier);
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
        auth.end();
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

    void userName(String name) {
        userName = name;
    }

    /** One end has proved itself, or needs not: with both the network phase begins. */
    void authProgressed(long nowNs) {
        if (!auth.isDone() || phase != PppPhase.AUTHENTICATE) {
            return;
        }
        if (!settings.server() && settings.userName() != null) {
            userName = settings.userName();
        }
        enter(PppPhase.NETWORK, after(nowNs, settings.ncpTimeoutNs()));
        if (host.networkStarting(nowNs)) {
            startNetworkProtocols(nowNs);
        } else {
            close(nowNs, cause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, "no network"));
        }
    }

    private void startNetworkProtocols(long nowNs) {
        boolean server = settings.server();
        AddressGrant grant = auth.grant();
        boolean ipv4 = settings.ipv4() && (!server || grant != null && grant.peerIpv4() != null);
        boolean ipv6 = settings.ipv6()
                && sendMtu() >= IPV6_MTU
                && (!server || grant != null && Ipv6Services.grantsIpv6(grant));
        ipcp = !ipv4 ? null : server ? Ipcp.server(this, grant) : Ipcp.client(this);
        ipv6cp = !ipv6 ? null : new Ipv6cp(this, server && grant != null ? grant.peerInterfaceId() : 0);
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
            services = new Ipv6Services(this, auth.grant(), localId);
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
            case PppProtocol.PAP, PppProtocol.CHAP -> auth.rejected(nowNs, protocol);
            default -> lcp.event(nowNs, Automaton.Event.RXJ_PERMITTED);
        }
    }

    private void rejected(long nowNs, NetworkProtocol<?> protocol) {
        if (protocol != null) {
            protocol.rejectedByPeer(nowNs);
        }
    }
}
