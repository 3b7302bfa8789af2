package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.PppHost;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/** The effects of a session's PPP link: frames, judgements, addresses, and the network on the datapath that follows from them. */
final class SessionPpp implements PppHost {
    /** What a peer hears that was let in and can't be. */
    private static final String REFUSED = "Authentication failed";

    private final Core core;
    private final SessionEntry entry;
    /** What the authenticator is asked, until it answers late; null otherwise. */
    private AuthRequest asked;

    private AddressGrant grant;
    private IpAddress localIpv4;
    private IpAddress peerIpv4;
    private List<IpAddress> dns = List.of();
    private long localInterfaceId;
    private long peerInterfaceId;
    /** The datapath has the session's network. */
    private boolean opened;
    /** What the peer is told when the datapath would not have it: the session is on its way to the end. Null otherwise. */
    private ResultCode failure;

    SessionPpp(Core core, SessionEntry entry) {
        this.core = core;
        this.entry = entry;
    }

    @Override
    public ByteBuffer frameBuffer() {
        return core.data.frameBuffer();
    }

    @Override
    public void sendFrame(ByteBuffer frame, boolean priority) {
        core.data.sendFrame(entry, frame);
    }

    @Override
    public AuthReply authenticate(AuthRequest request, long nowNs) {
        if (core.switching.handOver(nowNs, entry, request)) {
            return null;
        }
        entry.authMethod = AuthProtocols.methodOf(request);
        entry.last.claimed(request.userName());
        AuthReply reply = core.authenticator.authenticate(entry.ticket(), request, core.mapper.authContext(entry));
        if (reply == null) {
            asked = request;
            core.data.await(entry.ticket(), entry);
            return null;
        }
        return note(nowNs, reply, request);
    }

    void onAuthReply(long nowNs, AuthReply reply) {
        AuthRequest request = asked;
        asked = null;
        AuthReply noted = note(nowNs, reply, request);
        if (noted != null) {
            entry.link.onAuthReply(nowNs, noted);
        }
        core.deadlines.update(entry);
    }

    /** Null where another LNS goes on with the call. */
    private AuthReply note(long nowNs, AuthReply reply, AuthRequest request) {
        if (reply.accepted()) {
            replace(nowNs, reply.replacesTicket());
            String problem = entry.authorization.apply(reply.policy());
            if (problem != null) {
                return refused(AuthReply.refuse(REFUSED, false), request, problem);
            }
            if (core.switching.follow(nowNs, entry, request, reply)) {
                goesOn(reply.grant());
                return null;
            }
            // A peer that proves itself once more stays where it is, wherever it would go on to now.
            boolean stays = !reply.policy().tunnels().isEmpty();
            if (stays && entry.link.awaitsAdmission()) {
                return refused(
                        AuthReply.refuse(REFUSED, false), request, "this call can't go on to an LNS that is named");
            }
            AddressGrant given = stays ? grant : core.mapper.withDns(reply.grant(), entry.profiles.ppp());
            grant = given == null ? grant : given;
            return AuthReply.accept(reply.message(), reply.msChapV2Response(), given)
                    .with(reply.policy());
        }
        return refused(reply, request, core.authenticator.refusalDetail(entry.ticket()));
    }

    private AuthReply refused(AuthReply reply, AuthRequest request, String detail) {
        core.count(EngineCounter.SESSION_AUTH_FAILURES);
        String said = REFUSED.equals(reply.message()) || detail.isEmpty() ? "" : reply.message() + ", ";
        entry.setRefusal(said + detail);
        core.event(
                EngineEvent.Kind.SESSION_AUTH_FAILURE,
                entry.tunnel,
                entry,
                "user " + request.userName() + ": " + reply.message() + (detail.isEmpty() ? "" : ", " + detail));
        return reply;
    }

    /** Its addresses are the further LNS's matter: what we had for it is free again; its times hold. */
    private void goesOn(AddressGrant given) {
        if (given != null && given.hasAddresses()) {
            core.authenticator.release(entry.ticket());
        }
        grant = given == null ? null : given.timesOnly();
    }

    /**
     * Ends the session that had until now what we were given. At once, and without asking its peer, which may have crashed: its
     * routes are gone before ours come.
     */
    private void replace(long nowNs, long replacedTicket) {
        SessionEntry older = replacedTicket == 0 ? null : core.sessionOf(replacedTicket);
        if (older != null && older != entry) {
            String why = "replaced by a newer session of the same user";
            var cause = new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, why);
            older.end(nowNs, ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, why), cause);
        }
    }

    @Override
    public void linkEstablished(int sendAccm, int receiveAccm, long nowNs) {
        entry.tellAccm(nowNs, sendAccm, receiveAccm);
    }

    @Override
    public boolean networkStarting(long nowNs) {
        String problem = core.offload == null ? null : core.offload.openDevice(entry);
        problem = problem == null ? entry.rates.start(nowNs, "") : problem;
        if (problem != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            noFacilities(EngineEvent.Kind.DATAPATH_FAILURE, problem);
        }
        return problem == null;
    }

    @Override
    public void ipv4Up(IpAddress local, IpAddress peer, List<IpAddress> dnsServers, long nowNs) {
        localIpv4 = local;
        peerIpv4 = peer;
        dns = dnsServers.stream().distinct().toList();
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
        if (failure != null || !entry.isUp()) {
            return;
        }
        if (peerIpv4 == null && localIpv4 == null && localInterfaceId == 0) {
            closeNetwork();
            return;
        }
        boolean first = !opened;
        String problem = core.datapath.open(entry, network());
        if (problem != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            fail(nowNs, EngineEvent.Kind.DATAPATH_FAILURE, problem);
        } else if (entry.session.type().isLac() && core.dialer.loopsThrough(entry)) {
            core.count(EngineCounter.ROUTE_LOOPS);
            fail(nowNs, EngineEvent.Kind.ROUTE_LOOP, routeLoop(entry));
        } else {
            opened = true;
            entry.onNetwork(first, dns.isEmpty() ? "" : "dns " + dnsText());
        }
    }

    /** Tells the datapath another MTU of the session. Returns null or what failed; the network is gone then, until it is told again. */
    String reopen() {
        return opened ? core.datapath.open(entry, network()) : null;
    }

    static String routeLoop(SessionEntry entry) {
        return "the route to the LNS " + entry.tunnel.peerAddress()
                + " would lead through this session; give the LNS"
                + " a route of its own first, or take default_route from the ppp profile";
    }

    private void fail(long nowNs, EngineEvent.Kind kind, String problem) {
        opened = false;
        core.datapath.close(entry);
        noFacilities(kind, problem);
        entry.link.close(nowNs, new PppDisconnectCause(PppDisconnectCause.ADMINISTRATIVE, 0, 0, "no network"));
    }

    private void noFacilities(EngineEvent.Kind kind, String problem) {
        entry.setProblem(problem);
        failure = new ResultCode(ResultCode.CDN_NO_FACILITIES_TEMPORARY, ResultCode.ERROR_RESOURCES, "no network");
        core.event(kind, entry.tunnel, entry, problem);
    }

    void closeNetwork() {
        if (opened) {
            opened = false;
            core.datapath.close(entry);
        }
    }

    private SessionNetwork network() {
        boolean isClient = entry.session.type().isLac();
        boolean isDefault = isClient && entry.profiles.ppp().get(PppAttributes.DEFAULT_ROUTE);
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
                isClient || core.mapper.deviceForEach() || core.offload != null,
                entry.interfaceName(),
                Math.min(entry.mtu, entry.link.sendMtu()),
                localIpv4,
                peerIpv4,
                localInterfaceId,
                peerInterfaceId,
                localInterfaceId == 0 ? null : prefix,
                List.copyOf(routes),
                isDefault,
                dns,
                isDefault ? entry.tunnel.peerAddress() : null);
    }

    @Override
    public void linkDown(PppDisconnectCause cause, long nowNs) {
        entry.onLinkDown(nowNs, failure == null ? Results.of(cause) : failure, cause);
    }

    @Override
    public boolean traced() {
        return core.traced(TraceFacility.PPP_CONTROL, entry.traceMask());
    }

    @Override
    public void trace(String text) {
        core.ports.trace("ppp_control", entry.tunnel.id, entry.session.localId(), text);
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
        if (servers.size() < 2) {
            return servers.isEmpty() ? "" : servers.get(0).toString();
        }
        return servers.stream().distinct().map(IpAddress::toString).collect(Collectors.joining(","));
    }

    /** The peer's IPv6 interface identifier, 0 for none. */
    long peerInterfaceId() {
        return peerInterfaceId;
    }

    AddressGrant grant() {
        return grant;
    }
}
