package org.jl2tpd.engine;

import org.jl2tpd.control.DataSequence;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.PppLink;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** What the engine keeps of a session: its PPP link, its data counters, its times. */
final class SessionEntry extends Timed implements DataSession {
    final TunnelEntry tunnel;
    /** See {@link Core#serial}. */
    final long serial;

    final long createdNs;
    /** Replaced when an operator changes attributes of the live session. */
    Resolved profiles;

    final DebugMask debug;
    /** The session of a dialled tunnel that this is an attempt of; null when the peer asked for it. */
    final ClientSession client;

    /** Null before PPP starts, and where pppd does it. */
    PppLink link;
    /** Null where PPP is our own. */
    SessionPppd pppd;
    /** The link's effects. */
    final SessionPpp ppp;
    /** Null as long as neither side uses sequence numbers. */
    DataSequence sequence;
    /** Whether our data messages carry sequence numbers, whoever writes them. */
    boolean numbered;
    /** Whether a {@link FrameDatapath} has the session. */
    boolean offloaded;

    /** The switched call that it is, or may become, a leg of; null otherwise. */
    SwitchedCall switched;

    /** A frame that came before the session was established, null without one. */
    byte[] early;

    int mtu;
    int mssMtu;
    long rxPackets;
    long rxOctets;
    long txPackets;
    long txOctets;
    long rxErrors;
    long lastActivityNs;
    int sendAccm = -1;
    int receiveAccm = -1;
    /** Operators were told that it is up. */
    boolean announced;
    /** The last WEN of the LAC, null without one. */
    ControlMessage callErrors;

    Session session;
    private final Core core;
    private final long ticket;
    private long establishedNs;
    private boolean counted;
    private boolean up;
    private boolean finished;
    /** Its network was there once, or it is one without PPP that was established. */
    private boolean cameUp;
    /** Why it ended, in words for our operator alone; null where the result says it. */
    private String problem;
    /** Why its peer was not let in, in words for our operator alone; empty where it was. */
    private String refusal = "";

    private final SessionTimes times;
    /** How fast its data may be. */
    final SessionRates rates;

    final SessionAuthorization authorization;
    /** What it had, for those who hear of its end. */
    final LastKnown last = new LastKnown(this);
    /** Whether proxy LCP of the LAC was used. */
    private boolean proxyLcp;
    /** How the peer proved who it is; NONE before. */
    Views.AuthMethod authMethod = Views.AuthMethod.NONE;
    /** What we said of PPP when we ended it, null for nothing. */
    private PppDisconnectCause endCause;

    private Object datapathState;

    SessionEntry(Core core, TunnelEntry tunnel, Resolved profiles, Session session, ClientSession client) {
        this.core = core;
        this.serial = core.serial();
        this.createdNs = core.nowNs();
        this.tunnel = tunnel;
        this.profiles = profiles;
        this.debug = new DebugMask(profiles.session().get(SessionAttributes.KERNEL_DEBUG_MASK));
        this.session = session;
        this.client = client;
        this.ticket = core.ticket();
        this.ppp = new SessionPpp(core, this);
        this.times = new SessionTimes(core, this);
        this.rates = new SessionRates(core, this);
        this.authorization = new SessionAuthorization(core, this);
        boolean own = profiles.ppp().get(PppAttributes.PPP) == Choices.PppMode.OWN;
        this.pppd = own ? null : new SessionPppd(core, this);
        session.attachment = this;
    }

    /** The session exists from now on; it is one of those that limits count. */
    void admitted() {
        counted = true;
        core.sessions++;
        core.live.add(this);
    }

    void onEstablished(long nowNs) {
        numbered = session.parameters().sendSequence() || session.sequencingRequired();
        if (core.offload != null && !core.offload.establish(nowNs, this)) {
            return;
        }
        establishedNs = nowNs;
        lastActivityNs = nowNs;
        core.sessionsEstablished++;
        core.accounts.established(this);
        core.count(EngineCounter.SESSIONS_OPENED);
        up = true;
        if (numbered && !offloaded) {
            sequence = newSequence();
        }
        if (switched != null && core.switching.onEstablished(nowNs, this)) {
            core.deadlines.update(this);
        } else if (profiles.session().get(SessionAttributes.NO_PPP)) {
            cameUp = true;
            core.event(EngineEvent.Kind.SESSION_UP, tunnel, this, "without PPP");
        } else {
            core.starting.add(this);
        }
        if (client != null) {
            client.onEstablished();
        }
    }

    DataSequence newSequence() {
        var parameters = session.parameters();
        boolean required = session.sequencingRequired();
        boolean follow = session.type().isLac() && !required;
        return new DataSequence(required, parameters.sendSequence() || required, follow, parameters.reorderTimeoutNs());
    }

    void startPpp(long nowNs) {
        if (session.state() != SessionState.ESTABLISHED) {
            return;
        }
        if (pppd != null) {
            pppd.start(nowNs);
            return;
        }
        mtu = core.mapper.mtu(this);
        mssMtu = profiles.ppp().get(PppAttributes.MSS_CLAMP) ? mtu : Integer.MAX_VALUE;
        link = new PppLink(core.mapper.pppSettings(this), ppp, core.random);
        if (switched != null || core.switching.mayFollow(this)) {
            link.keepLcp();
        }
        ProxyAvps proxy = proxy();
        proxyLcp = proxy != null && proxy.hasLcp();
        if (proxyLcp) {
            link.upWithProxy(
                    nowNs,
                    proxy.lastSentConfReq(),
                    proxy.lastReceivedConfReq(),
                    Proxies.authOf(proxy),
                    proxy.authenId());
        } else {
            link.up(nowNs);
        }
        core.data.deliverEarly(nowNs, this);
        core.deadlines.update(this);
    }

    /** The peer's proxy AVPs where its profile lets us use them; as LAC, the ones that we sent. */
    private ProxyAvps proxy() {
        if (session.type().isLac()) {
            ProxyAvps ours = session.parameters().proxy();
            return ours == null || !ours.hasLcp() ? null : Proxies.mirrored(ours);
        }
        return tunnel.profiles.tunnel().get(TunnelAttributes.ALLOW_PPP_PROXY) ? session.peerProxy() : null;
    }

    /** The control room has ended the session: everything that hangs on it goes. */
    void onClosed(long nowNs) {
        String reason = Results.words(session);
        if (core.offload != null) {
            core.offload.ending(this);
        }
        core.accounts.closed(nowNs, this);
        if (up) {
            up = false;
            core.sessionsEstablished--;
            core.count(EngineCounter.SESSIONS_CLOSED);
            core.event(EngineEvent.Kind.SESSION_DOWN, tunnel, this, endWords());
        } else if (isRefusedAgain()) {
            core.event(EngineEvent.Kind.SESSION_REFUSED, tunnel, this, reason);
        }
        if (link != null && !finished) {
            link.down(nowNs);
        }
        finished = true;
        ppp.closeNetwork();
        if (core.offload != null) {
            core.offload.closeSession(this);
        }
        core.authenticator.release(ticket);
        core.data.forget(ticket);
        core.deadlines.remove(this);
        core.live.remove(this);
        if (counted) {
            counted = false;
            core.sessions--;
        }
        core.capture.ended(nowNs, this);
        if (client != null) {
            client.onClosed(nowNs, this, reason);
        }
        if (switched != null) {
            switched.onClosed(nowNs, this);
        }
    }

    /** Whether the peer would not have a call that is to be placed again; of one that is not, its {@link ClientSession} tells. */
    private boolean isRefusedAgain() {
        return client != null
                && client.tunnel.definition.persist()
                && session.peerResult() != null
                && tunnel.tunnel.state() == TunnelState.ESTABLISHED;
    }

    /** Whether its frames are for another tunnel. */
    boolean isSwitched() {
        return switched != null && switched.isDecided();
    }

    /** Another LNS does its PPP. */
    void handedOn(SwitchedCall call) {
        switched = call;
        pppd = null;
    }

    /** The call is refused before it is one. */
    void forgetSwitch() {
        if (switched != null) {
            switched.onClosed(core.nowNs(), this);
            switched = null;
        }
    }

    /** Ends the session for an operator: PPP says so first, where it is up. */
    void close(long nowNs, String reason) {
        var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, reason);
        if (link != null && !finished) {
            link.close(nowNs, cause);
            core.deadlines.update(this);
        } else if (pppd == null || finished || !pppd.close(cause)) {
            end(nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, reason), cause);
        }
    }

    /** @param cause for the peer as LAC, who hears of PPP's end; null for none */
    void end(long nowNs, ResultCode result, PppDisconnectCause cause) {
        endCause = cause;
        session.close(nowNs, result, session.type().isLac() ? null : cause);
        core.touch(tunnel, nowNs);
    }

    // Deadlines

    @Override
    long nextDeadlineNs() {
        if (finished || link == null && !isSwitched()) {
            return Long.MAX_VALUE;
        }
        long next = link == null ? Long.MAX_VALUE : link.nextDeadlineNs();
        if (sequence != null) {
            next = SessionTimes.earlier(next, sequence.nextDeadlineNs());
        }
        return times.nextDeadlineNs(next);
    }

    @Override
    void onDue(long nowNs) {
        if (link != null) {
            link.onTimeout(nowNs);
        }
        if (sequence != null && !finished) {
            core.data.deliverHeld(nowNs, this);
        }
        if (!finished && (link != null || isSwitched())) {
            times.check(nowNs);
        }
        core.deadlines.update(this);
    }

    // What becomes of its link

    void onNotice(long nowNs, SessionNotice notice) {
        if (finished) {
            return;
        }
        if (pppd != null && notice instanceof SessionNotice.Ended ended) {
            pppd.onEnded(nowNs, ended);
        } else if (pppd != null && notice instanceof SessionNotice.NetworkUp up) {
            pppd.onUp(nowNs, up);
        } else if (pppd != null && notice instanceof SessionNotice.NetworkDown) {
            pppd.onDown();
        } else if (notice instanceof SessionNotice.Ended ended) {
            finished = true;
            setProblem(ended.words());
            end(nowNs, ended.result(), ended.cause());
        } else if (notice instanceof SessionNotice.Accm accm) {
            tellAccm(nowNs, accm.sendAccm(), accm.receiveAccm());
        }
    }

    void onAuthReply(long nowNs, AuthReply reply) {
        if (pppd == null) {
            ppp.onAuthReply(nowNs, reply);
        } else {
            pppd.onAuthReply(nowNs, reply);
        }
    }

    /** The LAC is told what LCP agreed on, where it matters to it (RFC 2661 6.14). */
    void tellAccm(long nowNs, int sendAccm, int receiveAccm) {
        if (!session.type().isLac() && (sendAccm != 0 || receiveAccm != 0)) {
            session.sendAccm(nowNs, sendAccm, receiveAccm);
            core.touch(tunnel, nowNs);
        }
    }

    /** Its network came up, or changed. */
    void onNetwork(boolean first, String detail) {
        cameUp = true;
        last.note();
        core.event(
                first ? EngineEvent.Kind.SESSION_UP : EngineEvent.Kind.SESSION_CHANGED,
                tunnel,
                this,
                first ? detail : "");
    }

    void onLinkDown(long nowNs, ResultCode result, PppDisconnectCause cause) {
        finished = true;
        end(nowNs, result, cause);
    }

    /** What is traced for it besides the system's facilities. */
    int traceMask() {
        return session.traceMask()
                | tunnel.tunnel.traceMask()
                | profiles.ppp().get(PppAttributes.TRACE_FLAGS)
                | debug.facilities();
    }

    /** Wanted name of its device, empty for an automatic one. */
    String interfaceName() {
        return client == null ? "" : client.definition.interfaceName();
    }

    SessionTimes times() {
        return times;
    }

    long ticket() {
        return ticket;
    }

    void setProblem(String words) {
        problem = words;
    }

    /** Its peer is not let in, and hears no more than that. */
    void setRefusal(String words) {
        refusal = words;
    }

    /** Why it ended, for our operator: the result's words, and what its peer is not told. */
    String endWords() {
        String more = pppd != null && problem != null ? problem : refusal;
        String words = Results.words(session);
        return more.isEmpty() ? words : words + "; " + more;
    }

    // As the datapath and the views see it

    @Override
    public DataTunnel dataTunnel() {
        return tunnel;
    }

    @Override
    public int localTunnelId() {
        return tunnel.id;
    }

    @Override
    public int peerSessionId() {
        return session.peerId();
    }

    @Override
    public int localSessionId() {
        return session.localId();
    }

    @Override
    public String name() {
        return client == null ? "" : client.definition.name();
    }

    @Override
    public Object datapathState() {
        return datapathState;
    }

    @Override
    public void setDatapathState(Object state) {
        datapathState = state;
    }

    boolean cameUp() {
        return cameUp;
    }

    String problem() {
        return problem;
    }

    /** Whether one end would not have the other's authentication (RFC 3145 code 16), whoever said so first. */
    boolean isAuthenticationRefused() {
        PppDisconnectCause own = pppd != null ? pppd.cause() : link == null ? null : link.cause();
        return isAuthFailure(own) || isAuthFailure(session.peerCause());
    }

    private static boolean isAuthFailure(PppDisconnectCause cause) {
        return cause != null && cause.code() == PppDisconnectCause.AUTH_FAILED;
    }

    /** Established, and operators were not told that it is down. */
    boolean isUp() {
        return up;
    }

    boolean isFinished() {
        return finished;
    }

    PppDisconnectCause endCause() {
        return endCause;
    }

    String userName() {
        if (pppd != null || link == null) {
            return pppd != null ? pppd.user() : switched == null ? "" : switched.userName;
        }
        return link.userName();
    }

    IpAddress localIpv4() {
        return pppd != null ? pppd.localIpv4() : ppp.localIpv4();
    }

    IpAddress peerIpv4() {
        return pppd != null ? pppd.peerIpv4() : ppp.peerIpv4();
    }

    /** The device that carries it, empty for none. */
    String deviceName() {
        return pppd != null ? pppd.device() : core.datapath.deviceName(this);
    }

    /** Where its PPP is, empty before it started. */
    String phase() {
        return pppd != null
                ? pppd.phase().name()
                : link == null ? "" : link.phase().name();
    }

    /** What its PPP agreed on, in words. */
    String describePpp() {
        if (isSwitched()) {
            return switched.describe();
        }
        return pppd != null ? "pppd" : link == null ? "" : link.describe();
    }

    String dnsText() {
        return pppd != null ? pppd.dnsText() : ppp.dnsText();
    }

    AddressGrant grant() {
        return pppd != null ? pppd.grant() : ppp.grant();
    }

    /** Whether proxy LCP is used, here or by the LNS that a switched call goes on to. */
    boolean usesProxyLcp() {
        ProxyAvps onward = isSwitched() ? switched.proxyAvps() : null;
        return proxyLcp || onward != null && onward.hasLcp();
    }

    /** What was counted of its data, by the datapath where that carries it; malformed frames that came here included. */
    DataStatistics statistics() {
        DataStatistics frames = core.offload == null ? null : core.offload.frames.statistics(this);
        return frames == null ? own() : frames.withRxErrors(frames.rxErrors() + rxErrors);
    }

    private DataStatistics own() {
        return new DataStatistics(
                txPackets,
                txOctets,
                0,
                rxPackets,
                rxOctets,
                rxErrors,
                sequence == null ? 0 : sequence.discards(),
                sequence == null ? 0 : sequence.outOfSequence(),
                0);
    }

    long establishedNs() {
        return establishedNs;
    }

    @Override
    public String toString() {
        return "session " + tunnel.id + "/" + session.localId();
    }
}
