package org.jl2tpd.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.PppPhase;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/**
 * A session whose PPP is a pppd's. Who its peer is pppd finds out; the session's addresses are granted before, as to a peer that needs
 * no proof.
 */
final class SessionPppd {
    private final Core core;
    private final SessionEntry entry;
    private AddressGrant grant;
    private String device = "";
    private String user = "";
    private IpAddress localIpv4;
    private IpAddress peerIpv4;
    private boolean running;
    private boolean up;
    private boolean cameUp;
    /** Why we told it to end, null when we did not. */
    private PppDisconnectCause ending;
    /** Why it ended, null while it runs. */
    private PppDisconnectCause cause;

    SessionPppd(Core core, SessionEntry entry) {
        this.core = core;
        this.entry = entry;
    }

    void start(long nowNs) {
        if (core.offload == null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            refuse(nowNs, "ppp = \"pppd\" needs the kernel datapath, not " + core.datapath.name());
        } else if (entry.session.type().isLac()) {
            run(nowNs);
        } else {
            askForAddresses(nowNs);
        }
    }

    private void askForAddresses(long nowNs) {
        var request = new AuthRequest.None();
        Authenticator.AuthContext context = core.mapper.authContext(entry).withoutProof();
        AuthReply reply = core.authenticator.authenticate(entry.ticket(), request, context);
        if (reply == null) {
            core.data.await(entry.ticket(), entry);
        } else {
            onAuthReply(nowNs, reply);
        }
    }

    void onAuthReply(long nowNs, AuthReply reply) {
        if (reply.accepted()) {
            entry.rates.authorized(reply.policy());
            grant = core.mapper.withDns(reply.grant(), entry.profiles.ppp());
            run(nowNs);
        } else {
            String detail = core.authenticator.refusalDetail(entry.ticket());
            refuse(nowNs, reply.message() + (detail.isEmpty() ? "" : ", " + detail));
        }
    }

    private void run(long nowNs) {
        entry.mtu = core.mapper.mtu(entry);
        String problem = core.offload.frames.startPppd(entry, options());
        if (problem == null) {
            running = true;
        } else {
            core.count(EngineCounter.DATAPATH_FAILURES);
            refuse(nowNs, problem);
        }
    }

    /** There is no network to be had: our operator hears why, the peer that it may try again. */
    private void refuse(long nowNs, String problem) {
        entry.setProblem(problem);
        core.event(EngineEvent.Kind.DATAPATH_FAILURE, entry.tunnel, entry, problem);
        entry.end(nowNs, Offload.noFacilities(), null);
    }

    private PppdOptions options() {
        boolean server = !entry.session.type().isLac();
        Profile ppp = entry.profiles.ppp();
        boolean traced = core.traced(TraceFacility.PPP_CONTROL, entry.traceMask());
        List<IpAddress> dns = grant == null ? List.of() : grant.dns();
        String name = core.mapper.pppName(entry);
        var side = new PppdArguments.Side(server, entry.mtu, name, dns, traced);
        boolean dialled = !server && entry.client != null;
        return new PppdOptions(
                PppdArguments.of(ppp, side),
                Offload.options(entry),
                entry.interfaceName(),
                ppp.get(PppAttributes.MSS_CLAMP),
                grant != null ? grant.localIpv4() : server ? null : ppp.get(PppAttributes.LOCAL_IPADDR),
                grant != null ? grant.peerIpv4() : server ? null : ppp.get(PppAttributes.REMOTE_IPADDR),
                dialled ? orEmpty(entry.client.definition.userName()) : "",
                dialled ? entry.client.definition.userPassword() : null);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Ends PPP in order, so that its peer hears of it first. Returns whether that is under way: the session ends with it. */
    boolean close(PppDisconnectCause why) {
        if (running && ending == null && core.offload.frames.endPppd(entry)) {
            ending = why;
        }
        return ending != null;
    }

    void onUp(long nowNs, SessionNotice.NetworkUp notice) {
        device = notice.device();
        localIpv4 = notice.localIpv4();
        peerIpv4 = notice.peerIpv4();
        user = notice.user().isEmpty() ? user : notice.user();
        if (entry.session.type().isLac() && core.dialer.loopsThrough(entry)) {
            String problem = SessionPpp.routeLoop(entry);
            core.count(EngineCounter.ROUTE_LOOPS);
            entry.setProblem(problem);
            core.event(EngineEvent.Kind.ROUTE_LOOP, entry.tunnel, entry, problem);
            entry.end(nowNs, Offload.noFacilities(), null);
            return;
        }
        String unlimited = entry.rates.start(nowNs, device);
        if (unlimited != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            refuse(nowNs, unlimited);
            return;
        }
        up = true;
        entry.onNetwork(!cameUp, "pppd");
        cameUp = true;
    }

    void onDown() {
        up = false;
        localIpv4 = null;
        peerIpv4 = null;
    }

    /** pppd is gone. What we told it to do decides, where we did. */
    void onEnded(long nowNs, SessionNotice.Ended ended) {
        running = false;
        up = false;
        cause = ending == null ? ended.cause() : ending;
        if (ending == null) {
            entry.setProblem(ended.words());
            countRefusal(ended);
        }
        ResultCode result =
                ending == null ? ended.result() : ResultCode.of(ResultCode.CDN_ADMINISTRATIVE, ending.message());
        entry.onLinkDown(nowNs, result, cause);
    }

    /** As server we are told of a peer that could not prove itself only so. */
    private void countRefusal(SessionNotice.Ended ended) {
        boolean refused = cause != null && cause.code() == PppDisconnectCause.AUTH_FAILED;
        if (refused && !entry.session.type().isLac()) {
            core.count(EngineCounter.SESSION_AUTH_FAILURES);
            core.event(EngineEvent.Kind.SESSION_AUTH_FAILURE, entry.tunnel, entry, ended.words());
        }
    }

    /** As {@link org.jl2tpd.ppp.PppLink#phase} shows it; pppd does not tell more. */
    PppPhase phase() {
        return up ? PppPhase.NETWORK : ending == null && running ? PppPhase.ESTABLISH : PppPhase.TERMINATE;
    }

    PppDisconnectCause cause() {
        return cause;
    }

    String device() {
        return device;
    }

    /** The peer's name as server, ours as client. */
    String user() {
        return user.isEmpty() && entry.client != null ? orEmpty(entry.client.definition.userName()) : user;
    }

    IpAddress localIpv4() {
        return localIpv4;
    }

    IpAddress peerIpv4() {
        return peerIpv4;
    }

    /** The DNS servers that the peer was told, with commas between them. */
    String dnsText() {
        List<IpAddress> servers = grant == null ? List.of() : grant.dns();
        return servers.stream().map(IpAddress::toString).collect(Collectors.joining(","));
    }

    AddressGrant grant() {
        return grant;
    }
}
