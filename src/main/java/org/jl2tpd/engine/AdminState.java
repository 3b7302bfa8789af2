package org.jl2tpd.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * What operators have switched off, or have drain: the whole, a peer profile, a tunnel. An upper drain shows in what lies below and leaves
 * its own switches as they are (RFC 3371).
 */
final class AdminState {
    /** What peers and operators read of a tunnel that ended, or is not dialled, because of a switch. */
    static final String OFF = "switched off by an administrator";

    /** False while the whole is switched off. */
    boolean enabled = true;

    private final Core core;
    private final Map<String, PeerSwitches> peers = new HashMap<>();

    AdminState(Core core) {
        this.core = core;
    }

    private static final class PeerSwitches {
        boolean off;
        boolean drains;
    }

    /** @param enabled null leaves it; likewise {@code drain} */
    void setPeer(String profile, Boolean enabled, Boolean drain) {
        PeerSwitches switches = peers.computeIfAbsent(profile, p -> new PeerSwitches());
        switches.off = enabled == null ? switches.off : !enabled;
        switches.drains = drain == null ? switches.drains : drain;
        if (!switches.off && !switches.drains) {
            peers.remove(profile);
        }
    }

    /** Whether an operator has switched that peer profile off. */
    boolean isPeerOff(String profile) {
        PeerSwitches switches = peers.get(profile);
        return switches != null && switches.off;
    }

    /** Whether an operator has that peer profile drain. */
    boolean isPeerDraining(String profile) {
        PeerSwitches switches = peers.get(profile);
        return switches != null && switches.drains;
    }

    /** Whether the profile's tunnels must not be: it is switched off, or the whole is. */
    boolean isOff(String profile) {
        return !enabled || isPeerOff(profile);
    }

    /** Whether the profile drains, or the whole does. */
    boolean drains(String profile) {
        return core.draining || isPeerDraining(profile);
    }

    /** Whether the tunnel drains, or its profile does, or the whole. */
    boolean drains(TunnelEntry tunnel) {
        return tunnel.draining || drains(tunnel.peerProfile());
    }

    /** Whether our own persistent sessions wait: the drain of the whole lets them come back. */
    boolean holdsSessions(TunnelEntry tunnel) {
        return tunnel.draining || isPeerDraining(tunnel.peerProfile());
    }

    /** Whether a peer of that profile gets no new tunnel. */
    boolean refusesTunnels(String profile) {
        return core.stopping || isOff(profile) || drains(profile);
    }

    /** Why an operator gets no new tunnel with that profile, null where there is nothing against it. */
    String refusesCreation(String profile) {
        if (core.stopping || core.draining) {
            return "the daemon is draining; see: jl2tpctl drain off";
        }
        if (!enabled) {
            return "the daemon is switched off";
        }
        if (isPeerOff(profile)) {
            return "peer profile " + profile + " is switched off";
        }
        return isPeerDraining(profile) ? "peer profile " + profile + " is draining" : null;
    }
}
