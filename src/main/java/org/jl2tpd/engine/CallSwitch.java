package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.CallType;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.engine.Denylist.Fault;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.LcpRecord;
import org.jl2tpd.ppp.PppLink;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/**
 * The tunnel switch: which calls of peers go on into tunnels that we open, and the opening of their onward legs. A call that peer and number
 * decide on gets its ICRP when the onward LNS has sent its own, so that a refusal reaches the LAC as one, and no frame comes too early; a
 * call that needs the user's name is answered at once, since the LAC tells nothing before.
 */
final class CallSwitch {
    private static final String NO_ANSWER = "no answer in time";
    private static final int RELAY_BUFFER = Engine.HEADROOM + 65_535;

    private final Core core;
    private List<SwitchRule> rules = List.of();
    private final Map<String, TunnelDefinition> tunnels = new HashMap<>();
    private final Map<SwitchRule, Resolved> profiles = new IdentityHashMap<>();
    private final HopLimit hops = new HopLimit();
    /** Calls that go on after the control messages of this turn have left. */
    private final ArrayDeque<SwitchedCall> starting = new ArrayDeque<>();

    private ByteBuffer relay = ByteBuffer.allocate(0);

    CallSwitch(Core core) {
        this.core = core;
        reconfigure();
    }

    /** Takes over the configuration's rules for calls that are to come; tunnels that calls of before wait for stay known. */
    void reconfigure() {
        rules = core.configuration.switchRules();
        profiles.clear();
        if (!rules.isEmpty()) {
            makeRelay();
        }
        for (SwitchRule rule : rules) {
            core.configuration.tunnels().stream()
                    .filter(t -> t.name().equals(rule.tunnel()))
                    .forEach(t -> tunnels.put(t.name(), t));
        }
    }

    private void makeRelay() {
        if (relay.capacity() == 0) {
            relay = ByteBuffer.allocateDirect(RELAY_BUFFER);
        }
    }

    /** Whether the tunnel is opened only when a call needs it. */
    boolean isOnDemand(TunnelDefinition tunnel) {
        return !tunnel.persist() && tunnel.sessions().isEmpty() && tunnels.containsKey(tunnel.name());
    }

    /** A peer asks for a call: notes what rules say. Returns whether its ICRP waits. */
    boolean claims(SessionEntry entry, ControlMessage request) {
        if (rules.isEmpty() || entry.session.type() != CallType.LNS_INCOMING) {
            return false;
        }
        String peer = entry.tunnel.profiles.peer().name();
        String called = request.text(AvpType.CALLED_NUMBER);
        List<SwitchRule> matching = rules.stream()
                .filter(rule -> rule.matchesCall(peer, called == null ? "" : called))
                .toList();
        if (matching.isEmpty()) {
            return false;
        }
        entry.switched = new SwitchedCall(core, entry, matching);
        if (matching.get(0).needsName()) {
            return false;
        }
        decide(entry.switched, matching.get(0), "");
        return true;
    }

    private void decide(SwitchedCall call, SwitchRule rule, String user) {
        call.rule = rule;
        goOn(call, user);
        String name = user.isEmpty() ? "" : " for user " + user;
        trace(call, "switch rule " + (rules.indexOf(rule) + 1) + name + ": to tunnel " + rule.tunnel());
    }

    private void goOn(SwitchedCall call, String user) {
        SessionEntry entry = call.incoming;
        call.userName = user;
        call.stage = SwitchedCall.Stage.WAITING;
        entry.handedOn(call);
        call.mark = hops.enter(entry, entry.session.peerRequest(), user);
        starting.add(call);
    }

    private void trace(SwitchedCall call, String text) {
        SessionEntry entry = call.incoming;
        if (core.traced(TraceFacility.SYSTEM, entry.traceMask())) {
            core.ports.trace("system", entry.tunnel.id, entry.session.localId(), text);
        }
    }

    /** A session of a call stands. Returns whether it is, or may become, none of ours: no PPP starts here. */
    boolean onEstablished(long nowNs, SessionEntry entry) {
        SwitchedCall call = entry.switched;
        if (entry == call.onward) {
            starting.add(call);
            return true;
        }
        byte[] octets = entry.session.peerConnected().octets(AvpType.PROXY_AUTHEN_NAME);
        String name = octets == null ? "" : new String(octets, StandardCharsets.UTF_8);
        if (call.isDecided()) {
            call.userName = name;
        } else if (octets != null) {
            decideByName(call, name);
        }
        if (!entry.isSwitched()) {
            return false;
        }
        call.connect(nowNs);
        core.data.deliverEarly(nowNs, entry);
        return true;
    }

    private boolean decideByName(SwitchedCall call, String user) {
        SwitchRule rule = call.ruleFor(user);
        if (rule == null) {
            call.incoming.switched = null;
        } else {
            decide(call, rule, user);
        }
        return rule != null;
    }

    /** The peer has said who it is, or need not: whether another LNS goes on with it. The link is gone then. */
    boolean handOver(long nowNs, SessionEntry entry, AuthRequest request) {
        SwitchedCall call = entry.switched;
        if (call == null || call.isDecided() || !decideByName(call, request.userName())) {
            return false;
        }
        endLink(nowNs, call, request);
        return true;
    }

    /** Our part of the link ends without a word: what it agreed on, and what the client has answered, goes on. */
    private void endLink(long nowNs, SwitchedCall call, AuthRequest request) {
        SessionEntry entry = call.incoming;
        PppLink link = entry.link;
        LcpRecord lcp = link.lcpRecord();
        call.handedOver = true;
        call.proxy = OnwardCall.proxy(lcp, request, request.userName().getBytes(StandardCharsets.UTF_8));
        call.caller = new WaitingCaller(core, entry, lcp);
        entry.link = null;
        link.down(nowNs);
    }

    /** Whether an authorization may say that the session goes on to another LNS. */
    boolean mayFollow(SessionEntry entry) {
        return entry.session.type() == CallType.LNS_INCOMING
                && entry.profiles.ppp().get(PppAttributes.USE_RADIUS);
    }

    /**
     * Hands the call over where its authorization names LNSs for it (RFC 2868).
     *
     * @return whether it goes on; the link is gone then
     */
    boolean follow(long nowNs, SessionEntry entry, AuthRequest request, AuthReply reply) {
        List<TunnelChoice> choices = reply.policy().tunnels();
        PppLink link = entry.link;
        if (choices.isEmpty()
                || entry.session.type() != CallType.LNS_INCOMING
                || entry.session.state() != SessionState.ESTABLISHED
                || link == null
                || !link.awaitsAdmission()) {
            return false;
        }
        makeRelay();
        var call = new SwitchedCall(core, entry, List.of());
        call.search = new LnsSearch(nowNs, core, call, choices);
        String named = reply.policy().userName();
        goOn(call, named.isEmpty() ? request.userName() : named);
        trace(call, choices.size() + " LNSs are named for user " + call.userName);
        endLink(nowNs, call, request);
        return true;
    }

    /** Ends an input: what was decided in it goes on. */
    void finish(long nowNs) {
        for (SwitchedCall call = starting.poll(); call != null; call = starting.poll()) {
            if (call.stage == SwitchedCall.Stage.WAITING) {
                start(nowNs, call);
            } else {
                call.join(nowNs);
            }
        }
    }

    private void start(long nowNs, SwitchedCall call) {
        if (call.mark != null && !call.mark.allowed) {
            loops(nowNs, call, "the call has come round " + HopLimit.MAX_HOPS + " times");
            return;
        }
        ClientTunnel tunnel = call.search == null
                ? core.dialer.wanted(nowNs, tunnels.get(call.rule.tunnel()))
                : call.search.next(nowNs);
        if (tunnel == null) {
            refuse(nowNs, call, call.search.failure());
        } else if (tunnel.isUp()) {
            place(nowNs, call, tunnel);
        } else if (tunnel.isUnderWay(nowNs)) {
            call.awaited = tunnel;
            tunnel.calls.add(call);
        } else {
            noTunnel(nowNs, call, tunnel);
        }
    }

    private void place(long nowNs, SwitchedCall call, ClientTunnel tunnel) {
        TunnelEntry entry = tunnel.current;
        Session incoming = call.incoming.session;
        if (entry == call.incoming.tunnel || leadsBack(entry)) {
            core.count(EngineCounter.SWITCH_LOOPS);
            fail(nowNs, call, invalid("tunnel " + call.tunnelName() + " leads back to this daemon"), Fault.OURS);
            return;
        }
        if (core.admin.holdsSessions(entry)) {
            fail(nowNs, call, noFacilities("tunnel " + call.tunnelName() + " is draining"), Fault.OURS);
            return;
        }
        if (core.hasMostSessions(entry)) {
            refuse(nowNs, call, noFacilities("session limit reached"));
            return;
        }
        Resolved resolved = profilesOf(call, tunnel);
        var parameters = OnwardCall.parameters(
                core.mapper.onwardParameters(resolved), resolved.session(), incoming, call.proxyAvps());
        boolean held = incoming.state() == SessionState.WAIT_CONNECT;
        Session session =
                entry.tunnel.placeCall(nowNs, CallType.LAC_INCOMING, parameters, incoming.callSerialNumber(), held);
        if (session == null || session.state() == SessionState.CLOSED) {
            fail(nowNs, call, session == null ? entry.tunnel.refusal() : session.localResult(), Fault.OURS);
            return;
        }
        call.onward = new SessionEntry(core, entry, resolved, session, null);
        call.onward.handedOn(call);
        call.onward.admitted();
        call.stage = SwitchedCall.Stage.PLACED;
        core.touch(entry, nowNs);
    }

    private Resolved profilesOf(SwitchedCall call, ClientTunnel tunnel) {
        return call.search == null
                ? profiles.computeIfAbsent(
                        call.rule, rule -> OnwardCall.profiles(core.configuration, tunnel.renewedProfiles(), rule))
                : OnwardCall.profiles(tunnel.renewedProfiles(), call.search.current.privateGroupId());
    }

    /** Whether the tunnel's other end is ours: each of two tunnels has the other one's ids and ports. */
    private boolean leadsBack(TunnelEntry entry) {
        TunnelEntry other = core.tunnels.get(entry.tunnel.peerId());
        return other != null
                && other.tunnel.peerId() == entry.id
                && other.path().localPort() == entry.path().peerPort()
                && other.path().peerPort() == entry.path().localPort();
    }

    private void loops(long nowNs, SwitchedCall call, String why) {
        core.count(EngineCounter.SWITCH_LOOPS);
        refuse(nowNs, call, invalid(why));
    }

    private static ResultCode invalid(String why) {
        return ResultCode.of(ResultCode.CDN_INVALID_DESTINATION, why);
    }

    private void noTunnel(long nowNs, SwitchedCall call, ClientTunnel tunnel) {
        String why = tunnel.lastResult.isEmpty() ? "" : ": " + tunnel.lastResult;
        fail(nowNs, call, noFacilities("no tunnel " + tunnel.definition.name() + why), tunnel.fault);
    }

    static ResultCode noFacilities(String why) {
        return new ResultCode(ResultCode.CDN_NO_FACILITIES_TEMPORARY, ResultCode.ERROR_RESOURCES, why);
    }

    /** The call can't be placed there: the next LNS is tried after the control messages of this turn, where one is named. */
    private void fail(long nowNs, SwitchedCall call, ResultCode result, Fault fault) {
        if (call.search == null) {
            refuse(nowNs, call, result);
        } else {
            call.stage = SwitchedCall.Stage.WAITING;
            call.search.failed(nowNs, result, fault);
            starting.add(call);
        }
    }

    /** An LNS would not have the call, and others are named. */
    void refused(long nowNs, SwitchedCall call, SessionEntry onward, ResultCode result, Fault fault) {
        trace(call, call.search.current.serverEndpoint() + " refuses: " + Results.words(onward.session));
        fail(nowNs, call, result, fault);
    }

    /** The LNS of now has not taken the call in time. */
    void tooLate(long nowNs, SwitchedCall call) {
        SessionEntry onward = call.onward;
        leaveQueue(call);
        call.onward = null;
        fail(nowNs, call, noFacilities(NO_ANSWER), Fault.SILENCE);
        if (onward != null) {
            onward.end(nowNs, noFacilities("the caller could not wait longer"), null);
        }
    }

    private static void leaveQueue(SwitchedCall call) {
        if (call.awaited != null) {
            call.awaited.calls.remove(call);
            call.awaited = null;
        }
    }

    private void refuse(long nowNs, SwitchedCall call, ResultCode result) {
        core.event(
                EngineEvent.Kind.SESSION_REFUSED,
                call.incoming.tunnel,
                call.incoming,
                "not switched: " + result.message());
        call.incoming.end(nowNs, result, null);
    }

    /** A tunnel that calls may wait for is up. */
    void onTunnelUp(long nowNs, ClientTunnel tunnel) {
        for (SwitchedCall call : take(tunnel)) {
            if (tunnel.isUp()) {
                place(nowNs, call, tunnel);
            } else {
                noTunnel(nowNs, call, tunnel);
            }
        }
    }

    /** A tunnel that calls may wait for can't be had now. */
    void onTunnelFailed(long nowNs, ClientTunnel tunnel) {
        take(tunnel).forEach(call -> noTunnel(nowNs, call, tunnel));
    }

    private static List<SwitchedCall> take(ClientTunnel tunnel) {
        if (tunnel.calls.isEmpty()) {
            return List.of();
        }
        var calls = new ArrayList<>(tunnel.calls);
        tunnel.calls.clear();
        calls.forEach(call -> call.awaited = null);
        return calls;
    }

    /** The call has ended. */
    void forget(SwitchedCall call) {
        hops.leave(call.mark);
        call.mark = null;
        leaveQueue(call);
        if (call.search != null) {
            call.search.end();
        }
    }

    /** It can't come round any more: both ends have answered. */
    void joined(SwitchedCall call) {
        if (!call.needsName()) {
            hops.leave(call.mark);
            call.mark = null;
        }
        if (call.search != null) {
            call.search.end();
            core.chosen.denied.clear(call.search.current);
        }
    }

    /** Sends a frame (position to limit) as it came into a session. */
    void relay(SessionEntry to, ByteBuffer frame) {
        if (to.offloaded) {
            if (core.capture.on) {
                core.capture.frame(to, true, frame);
            }
            core.offload.frames.sendFrame(to, frame);
        } else {
            relay.clear().position(Engine.HEADROOM);
            relay.put(frame).flip().position(Engine.HEADROOM);
            core.data.transmit(to, relay);
        }
    }
}
