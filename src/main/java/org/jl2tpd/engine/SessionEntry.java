package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jl2tpd.control.DataSequence;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.PppHost;
import org.jl2tpd.ppp.PppLink;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/** What the engine keeps of a session: its PPP link, its addresses, its data counters. It is the link's host. */
final class SessionEntry extends Timed implements DataSession, PppHost {
    final TunnelEntry tunnel;
    final Resolved profiles;
    /** The session of a dialled tunnel that this is an attempt of; null when the peer asked for it. */
    final ClientSession client;

    PppLink link;
    /** Null as long as neither side uses sequence numbers. */
    DataSequence sequence;

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
    /** The last WEN of the LAC, null without one. */
    ControlMessage callErrors;

    Session session;
    private final Core core;
    private final long ticket;
    private long establishedNs;
    private boolean counted;
    private boolean up;
    private boolean opened;
    private boolean finished;
    /** The datapath would not have it: it is on its way to the end. */
    private boolean failed;
    /** It is on its way to the end because its time is over. */
    private boolean expired;
    /** Its network was there once, or it is one without PPP that was established. */
    private boolean cameUp;
    /** Why it ended, in words for our operator alone; null where the result says it. */
    private String problem;

    private AddressGrant grant;
    private IpAddress localIpv4;
    private IpAddress peerIpv4;
    private List<IpAddress> dns = List.of();
    private long localInterfaceId;
    private long peerInterfaceId;
    private Object datapathState;

    SessionEntry(Core core, TunnelEntry tunnel, Resolved profiles, Session session, ClientSession client) {
        this.core = core;
        this.tunnel = tunnel;
        this.profiles = profiles;
        this.session = session;
        this.client = client;
        this.ticket = core.ticket();
        session.attachment = this;
    }

    /** The session exists from now on; it is one of those that limits count. */
    void admitted() {
        counted = true;
        core.sessions++;
    }

    void onEstablished(long nowNs) {
        establishedNs = nowNs;
        lastActivityNs = nowNs;
        core.sessionsEstablished++;
        core.count(EngineCounter.SESSIONS_OPENED);
        up = true;
        boolean send = session.parameters().sendSequence() || session.sequencingRequired();
        if (send) {
            sequence = newSequence();
        }
        if (profiles.session().get(SessionAttributes.NO_PPP)) {
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
        mtu = core.mapper.mtu(this);
        mssMtu = profiles.ppp().get(PppAttributes.MSS_CLAMP) ? mtu : Integer.MAX_VALUE;
        link = new PppLink(core.mapper.pppSettings(this), this, core.random);
        ProxyAvps proxy = proxy();
        if (proxy != null && proxy.hasLcp()) {
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
        if (up) {
            up = false;
            core.sessionsEstablished--;
            core.count(EngineCounter.SESSIONS_CLOSED);
            core.event(EngineEvent.Kind.SESSION_DOWN, tunnel, this, reason);
        }
        if (link != null && !finished) {
            link.down(nowNs);
        }
        finished = true;
        closeDatapath();
        core.authenticator.release(ticket);
        core.data.forget(ticket);
        core.deadlines.remove(this);
        if (counted) {
            counted = false;
            core.sessions--;
        }
        if (client != null) {
            client.onClosed(nowNs, this, reason);
        }
    }

    /** Ends the session for an operator: PPP says so first, where it is up. */
    void close(long nowNs, String reason) {
        var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, reason);
        if (link != null && !finished) {
            link.close(nowNs, cause);
            core.deadlines.update(this);
        } else {
            end(nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, reason), cause);
        }
    }

    private void end(long nowNs, ResultCode result, PppDisconnectCause cause) {
        session.close(nowNs, result, cause);
        core.touch(tunnel, nowNs);
    }

    private void closeDatapath() {
        if (opened) {
            opened = false;
            core.datapath.close(this);
        }
    }

    // Deadlines

    @Override
    long nextDeadlineNs() {
        if (link == null || finished) {
            return Long.MAX_VALUE;
        }
        long next = link.nextDeadlineNs();
        if (sequence != null) {
            next = earlier(next, sequence.nextDeadlineNs());
        }
        if (expired) {
            return next;
        }
        long idleNs = idleTimeoutNs();
        if (idleNs > 0) {
            next = earlier(next, lastActivityNs + idleNs);
        }
        long connectNs = connectTimeoutNs();
        return connectNs > 0 ? earlier(next, establishedNs + connectNs) : next;
    }

    private static long earlier(long a, long b) {
        if (a == Long.MAX_VALUE || b == Long.MAX_VALUE) {
            return a == Long.MAX_VALUE ? b : a;
        }
        return a - b < 0 ? a : b;
    }

    private long idleTimeoutNs() {
        int seconds = grant != null && grant.idleTimeoutSeconds() > 0
                ? grant.idleTimeoutSeconds()
                : profiles.ppp().get(PppAttributes.IDLE_TIMEOUT);
        return ProfileMapper.seconds(seconds);
    }

    private long connectTimeoutNs() {
        int seconds = grant != null && grant.sessionTimeoutSeconds() > 0
                ? grant.sessionTimeoutSeconds()
                : profiles.ppp().get(PppAttributes.MAX_CONNECT_TIME);
        return ProfileMapper.seconds(seconds);
    }

    @Override
    void onDue(long nowNs) {
        link.onTimeout(nowNs);
        if (sequence != null && !finished) {
            core.data.deliverHeld(nowNs, this);
        }
        if (!finished && !expired && isOver(idleTimeoutNs(), lastActivityNs, nowNs)) {
            expire(nowNs, "idle timeout");
        } else if (!finished && !expired && isOver(connectTimeoutNs(), establishedNs, nowNs)) {
            expire(nowNs, "session timeout");
        }
        core.deadlines.update(this);
    }

    private void expire(long nowNs, String why) {
        expired = true;
        link.close(nowNs, new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, why));
    }

    private static boolean isOver(long limitNs, long sinceNs, long nowNs) {
        return limitNs > 0 && nowNs - sinceNs >= limitNs;
    }

    // The link's effects

    @Override
    public ByteBuffer frameBuffer() {
        return core.data.frameBuffer();
    }

    @Override
    public void sendFrame(ByteBuffer frame, boolean priority) {
        core.data.sendFrame(this, frame);
    }

    @Override
    public AuthReply authenticate(AuthRequest request, long nowNs) {
        AuthReply reply = core.authenticator.authenticate(ticket, request, core.mapper.authContext(this));
        if (reply == null) {
            core.data.await(ticket, this, request.userName());
            return null;
        }
        return note(nowNs, reply, request.userName());
    }

    void onAuthReply(long nowNs, AuthReply reply, String user) {
        link.onAuthReply(nowNs, note(nowNs, reply, user));
        core.deadlines.update(this);
    }

    private AuthReply note(long nowNs, AuthReply reply, String user) {
        if (reply.accepted()) {
            replace(nowNs, reply.replacesTicket());
            AddressGrant given = core.mapper.withDns(reply.grant(), profiles.ppp());
            grant = given == null ? grant : given;
            return AuthReply.accept(reply.message(), reply.msChapV2Response(), given);
        }
        core.count(EngineCounter.SESSION_AUTH_FAILURES);
        String detail = core.authenticator.refusalDetail(ticket);
        core.event(
                EngineEvent.Kind.SESSION_AUTH_FAILURE,
                tunnel,
                this,
                "user " + user + ": " + reply.message() + (detail.isEmpty() ? "" : ", " + detail));
        return reply;
    }

    /**
     * Ends the session that had until now what we were given. At once, and without asking its peer, which may have crashed: its
     * routes are gone before ours come.
     */
    private void replace(long nowNs, long replacedTicket) {
        SessionEntry older = replacedTicket == 0 ? null : core.sessionOf(replacedTicket);
        if (older != null && older != this) {
            String why = "replaced by a newer session of the same user";
            var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, why);
            older.end(
                    nowNs,
                    ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, why),
                    older.session.type().isLac() ? null : cause);
        }
    }

    void onNotice(long nowNs, SessionNotice notice) {
        if (notice instanceof SessionNotice.Ended ended && !finished) {
            finished = true;
            problem = ended.words();
            end(nowNs, ended.result(), session.type().isLac() ? null : ended.cause());
        } else if (notice instanceof SessionNotice.Accm accm) {
            linkEstablished(accm.sendAccm(), accm.receiveAccm(), nowNs);
        }
    }

    long ticket() {
        return ticket;
    }

    @Override
    public void linkEstablished(int sendAccm, int receiveAccm, long nowNs) {
        if (!session.type().isLac() && (sendAccm != 0 || receiveAccm != 0)) {
            session.sendAccm(nowNs, sendAccm, receiveAccm);
            core.touch(tunnel, nowNs);
        }
    }

    @Override
    public void ipv4Up(IpAddress local, IpAddress peer, List<IpAddress> dnsServers, long nowNs) {
        localIpv4 = local;
        peerIpv4 = peer;
        dns = dnsServers;
        networkChanged(nowNs);
    }

    @Override
    public void ipv4Down(long nowNs) {
        localIpv4 = null;
        peerIpv4 = null;
        networkChanged(nowNs);
    }

    @Override
    public void ipv6Up(long localId, long peerId, long nowNs) {
        localInterfaceId = localId;
        peerInterfaceId = peerId;
        networkChanged(nowNs);
    }

    @Override
    public void ipv6Down(long nowNs) {
        localInterfaceId = 0;
        peerInterfaceId = 0;
        networkChanged(nowNs);
    }

    private void networkChanged(long nowNs) {
        if (failed) {
            return;
        }
        if (peerIpv4 == null && localIpv4 == null && localInterfaceId == 0) {
            closeDatapath();
            return;
        }
        boolean first = !opened;
        String problem = core.datapath.open(this, network());
        if (problem == null && session.type().isLac() && core.dialer.loopsThrough(this)) {
            problem = "the route to the LNS " + tunnel.peerAddress() + " would lead through this session; give the LNS"
                    + " a route of its own first, or take default_route from the ppp profile";
            core.count(EngineCounter.ROUTE_LOOPS);
            fail(nowNs, EngineEvent.Kind.ROUTE_LOOP, problem);
        } else if (problem != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            fail(nowNs, EngineEvent.Kind.DATAPATH_FAILURE, problem);
        } else {
            opened = true;
            cameUp = true;
            if (!first) {
                core.event(EngineEvent.Kind.SESSION_CHANGED, tunnel, this, "");
            } else {
                core.event(EngineEvent.Kind.SESSION_UP, tunnel, this, dns.isEmpty() ? "" : "dns " + dnsText());
            }
        }
    }

    private void fail(long nowNs, EngineEvent.Kind kind, String problem) {
        this.problem = problem;
        failed = true;
        opened = false;
        core.datapath.close(this);
        core.event(kind, tunnel, this, problem);
        link.close(nowNs, new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, "no network"));
    }

    private SessionNetwork network() {
        boolean isClient = session.type().isLac();
        boolean isDefault = isClient && profiles.ppp().get(PppAttributes.DEFAULT_ROUTE);
        IpPrefix prefix = grant == null ? null : grant.ipv6Prefix();
        var routes = new ArrayList<IpPrefix>();
        if (grant != null) {
            routes.addAll(grant.routes());
            if (grant.delegatedPrefix() != null) {
                routes.add(grant.delegatedPrefix());
            }
        }
        return new SessionNetwork(
                isClient,
                isClient || core.mapper.deviceForEach(),
                client == null ? "" : client.definition.interfaceName(),
                Math.min(mtu, link.sendMtu()),
                localIpv4,
                peerIpv4,
                localInterfaceId,
                peerInterfaceId,
                localInterfaceId == 0 ? null : prefix,
                List.copyOf(routes),
                isDefault,
                dns,
                isDefault ? tunnel.peerAddress() : null);
    }

    @Override
    public void linkDown(PppDisconnectCause cause, long nowNs) {
        finished = true;
        end(nowNs, Results.of(cause), session.type().isLac() ? null : cause);
    }

    @Override
    public boolean traced() {
        return core.traced(TraceFacility.PPP_CONTROL, traceMask());
    }

    /** What is traced for it besides the system's facilities. */
    int traceMask() {
        return session.traceMask() | tunnel.tunnel.traceMask() | profiles.ppp().get(PppAttributes.TRACE_FLAGS);
    }

    @Override
    public void trace(String text) {
        core.ports.trace("ppp_control", tunnel.id, session.localId(), text);
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
        return isAuthFailure(link == null ? null : link.cause()) || isAuthFailure(session.peerCause());
    }

    private static boolean isAuthFailure(PppDisconnectCause cause) {
        return cause != null && cause.code() == PppDisconnectCause.AUTH_FAILED;
    }

    boolean isFinished() {
        return finished;
    }

    String userName() {
        return link == null ? "" : link.userName();
    }

    IpAddress localIpv4() {
        return localIpv4;
    }

    IpAddress peerIpv4() {
        return peerIpv4;
    }

    /** The DNS servers that the peer told us, or that it was told, with commas between them. */
    String dnsText() {
        List<IpAddress> servers = dns.isEmpty() && grant != null ? grant.dns() : dns;
        return servers.stream().map(IpAddress::toString).collect(Collectors.joining(","));
    }

    AddressGrant grant() {
        return grant;
    }

    long establishedNs() {
        return establishedNs;
    }

    @Override
    public String toString() {
        return "session " + tunnel.id + "/" + session.localId();
    }
}
