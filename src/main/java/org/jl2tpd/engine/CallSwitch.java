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
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.PppLink;
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
        if (!rules.isEmpty() && relay.capacity() == 0) {
            relay = ByteBuffer.allocateDirect(RELAY_BUFFER);
        }
        for (SwitchRule rule : rules) {
            core.configuration.tunnels().stream()
                    .filter(t -> t.name().equals(rule.tunnel()))
                    .forEach(t -> tunnels.put(t.name(), t));
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
        SessionEntry entry = call.incoming;
        call.rule = rule;
        call.userName = user;
        call.stage = SwitchedCall.Stage.WAITING;
        entry.handedOn(call);
        call.mark = hops.enter(entry, entry.session.peerRequest(), user);
        starting.add(call);
        if (core.traced(TraceFacility.SYSTEM, entry.traceMask())) {
            String name = user.isEmpty() ? "" : " for user " + user;
            core.ports.trace(
                    "system",
                    entry.tunnel.id,
                    entry.session.localId(),
                    "switch rule " + (rules.indexOf(rule) + 1) + name + ": to tunnel " + rule.tunnel());
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
        PppLink link = entry.link;
        call.handedOver = true;
        call.proxy =
                OnwardCall.proxy(link.lcpRecord(), request, request.userName().getBytes(StandardCharsets.UTF_8));
        entry.link = null;
        link.down(nowNs);
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
        ClientTunnel tunnel = core.dialer.wanted(nowNs, tunnels.get(call.rule.tunnel()));
        if (tunnel.isUp()) {
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
            loops(nowNs, call, "tunnel " + call.rule.tunnel() + " leads back to this daemon");
            return;
        }
        if (core.admin.holdsSessions(entry)) {
            refuse(nowNs, call, noFacilities("tunnel " + call.rule.tunnel() + " is draining"));
            return;
        }
        if (core.hasMostSessions(entry)) {
            refuse(nowNs, call, noFacilities("session limit reached"));
            return;
        }
        Resolved resolved = profiles.computeIfAbsent(
                call.rule, rule -> OnwardCall.profiles(core.configuration, tunnel.renewedProfiles(), rule));
        var parameters = OnwardCall.parameters(
                core.mapper.onwardParameters(resolved), resolved.session(), incoming, call.proxyAvps());
        boolean held = incoming.state() == SessionState.WAIT_CONNECT;
        Session session =
                entry.tunnel.placeCall(nowNs, CallType.LAC_INCOMING, parameters, incoming.callSerialNumber(), held);
        if (session == null || session.state() == SessionState.CLOSED) {
            refuse(nowNs, call, session == null ? entry.tunnel.refusal() : session.localResult());
            return;
        }
        call.onward = new SessionEntry(core, entry, resolved, session, null);
        call.onward.handedOn(call);
        call.onward.admitted();
        call.stage = SwitchedCall.Stage.PLACED;
        core.touch(entry, nowNs);
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
        refuse(nowNs, call, ResultCode.of(ResultCode.CDN_INVALID_DESTINATION, why));
    }

    private void noTunnel(long nowNs, SwitchedCall call, ClientTunnel tunnel) {
        String why = tunnel.lastResult.isEmpty() ? "" : ": " + tunnel.lastResult;
        refuse(nowNs, call, noFacilities("no tunnel " + tunnel.definition.name() + why));
    }

    private static ResultCode noFacilities(String why) {
        return new ResultCode(ResultCode.CDN_NO_FACILITIES_TEMPORARY, ResultCode.ERROR_RESOURCES, why);
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
        if (call.awaited != null) {
            call.awaited.calls.remove(call);
        }
    }

    /** It can't come round any more: both ends have answered. */
    void joined(SwitchedCall call) {
        if (!call.rule.needsName()) {
            hops.leave(call.mark);
            call.mark = null;
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
