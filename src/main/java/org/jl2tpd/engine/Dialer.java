package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.IpAddress;

/** The tunnels that we dial, by name. */
final class Dialer {
    /** Tunnels that are shown although they failed for good; of more the oldest are forgotten. */
    static final int MAX_FAILED = 64;

    private final Core core;
    private final Map<String, ClientTunnel> byName = new LinkedHashMap<>();
    private final Map<Long, ClientTunnel> resolving = new HashMap<>();
    /** Attempts whose SCCRQ is unanswered, by peer: what a tie breaker is about. */
    private final Map<IpAddress, TunnelEntry> unanswered = new HashMap<>();

    private long nextToken = 1;

    Dialer(Core core) {
        this.core = core;
    }

    /** Opens what the configuration says at start. */
    void start(long nowNs) {
        core.configuration.tunnels().stream()
                .filter(definition -> !core.switching.isOnDemand(definition))
                .forEach(definition -> add(nowNs, definition));
    }

    /** The tunnel for a call that needs it: dialled, unless it is up or on its way, or could not be had just now. */
    ClientTunnel wanted(long nowNs, TunnelDefinition definition) {
        ClientTunnel tunnel = byName.get(definition.name());
        if (tunnel == null || tunnel.failed && tunnel.mayHurry(nowNs)) {
            return add(nowNs, definition);
        }
        tunnel.hurry(nowNs);
        return tunnel;
    }

    /** Dials a tunnel; null when the name is taken, by another than one that failed. */
    ClientTunnel add(long nowNs, TunnelDefinition definition) {
        ClientTunnel former = byName.get(definition.name());
        if (former != null && !former.failed) {
            return null;
        }
        byName.remove(definition.name());
        var tunnel = new ClientTunnel(core, definition, null);
        add(nowNs, tunnel);
        return tunnel;
    }

    /** Dials one whose name is free. */
    void add(long nowNs, ClientTunnel tunnel) {
        byName.put(tunnel.definition.name(), tunnel);
        tunnel.dial(nowNs);
    }

    /** Its name is free for another one; it ends by itself. */
    void release(ClientTunnel tunnel) {
        byName.remove(tunnel.definition.name(), tunnel);
    }

    ClientTunnel find(String name) {
        return byName.get(name);
    }

    /** All of them, in the order of their making. */
    List<ClientTunnel> all() {
        return new ArrayList<>(byName.values());
    }

    /** Drops one that has ended and has no attempt left; one that failed only when there are too many of those. */
    void forget(ClientTunnel tunnel) {
        if (tunnel.stage != ClientTunnel.Stage.ENDED || tunnel.current != null) {
            return;
        }
        if (tunnel.choice != null) {
            core.chosen.forget(tunnel);
        }
        if (!tunnel.failed) {
            byName.remove(tunnel.definition.name(), tunnel);
        } else {
            forgetOldestFailure();
        }
    }

    private void forgetOldestFailure() {
        List<ClientTunnel> failed =
                byName.values().stream().filter(t -> t.failed).toList();
        if (failed.size() > MAX_FAILED) {
            byName.remove(failed.get(0).definition.name());
        }
    }

    /** An operator's switch was turned: what it forbids waits, what it allows again is dialled. */
    void onSwitched(long nowNs) {
        for (ClientTunnel tunnel : all()) {
            tunnel.hold(nowNs);
            tunnel.resume(nowNs);
        }
    }

    long register(ClientTunnel tunnel) {
        resolving.values().remove(tunnel);
        resolving.put(nextToken, tunnel);
        return nextToken++;
    }

    void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem) {
        ClientTunnel tunnel = resolving.remove(token);
        if (tunnel != null) {
            tunnel.onResolved(nowNs, token, addresses, problem);
        }
    }

    void onInitiated(TunnelEntry entry) {
        unanswered.put(entry.dialledAddress(), entry);
    }

    void onAnswered(TunnelEntry entry) {
        unanswered.remove(entry.dialledAddress(), entry);
    }

    /** Our tunnel to that peer whose SCCRQ is unanswered, null when there is none. */
    TunnelEntry waitingFor(IpAddress peer) {
        TunnelEntry entry = unanswered.get(peer);
        return entry != null && entry.tunnel != null && entry.tunnel.state() == TunnelState.WAIT_CTL_REPLY
                ? entry
                : null;
    }

    /** Why the peer can't be dialled: the way to it leads through a session of ours. Null when it does not. */
    String loopOf(IpAddress peer, EnginePorts.Route route) {
        String owner = route == null ? null : ownerOf(route.device());
        return owner == null
                ? null
                : "the route to " + peer + " leads through " + route.device() + ", the device of session " + owner
                        + "; give the LNS a route of its own";
    }

    /** Whether the datagrams of the session's own tunnel would go into the session. */
    boolean loopsThrough(SessionEntry session) {
        String device = session.deviceName();
        if (device.isEmpty()) {
            return false;
        }
        EnginePorts.Route route = core.ports.routeTo(session.tunnel.peerAddress());
        return route != null && device.equals(route.device());
    }

    private String ownerOf(String device) {
        if (device.isEmpty()) {
            return null;
        }
        for (ClientTunnel tunnel : byName.values()) {
            for (ClientSession session : tunnel.sessions) {
                if (session.current != null && device.equals(session.current.deviceName())) {
                    return tunnel.definition.name() + "/" + session.definition.name();
                }
            }
        }
        return null;
    }
}
