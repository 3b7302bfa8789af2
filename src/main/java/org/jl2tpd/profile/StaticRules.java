package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** Rules between the attributes of a static tunnel. */
final class StaticRules {
    private StaticRules() {}

    static void tunnel(Profile tunnel, List<Rules.Problem> problems) {
        IpAddress local = tunnel.get(StaticTunnelAttributes.LOCAL);
        IpAddress remote = tunnel.get(StaticTunnelAttributes.REMOTE);
        if (local != null && remote != null && local.isV4() != remote.isV4()) {
            add(problems, StaticTunnelAttributes.REMOTE, "remote must be of the same family as local, " + local);
        }
        if (local != null && local.isUnspecified()) {
            add(problems, StaticTunnelAttributes.LOCAL, "local must be one address of this host, not " + local);
        }
        if (remote != null && (remote.isUnspecified() || remote.isMulticast() || remote.isBroadcast())) {
            add(problems, StaticTunnelAttributes.REMOTE, "remote must be the address of one host, not " + remote);
        }
        boolean udp = tunnel.get(StaticTunnelAttributes.ENCAPSULATION) == Choices.Encapsulation.UDP;
        for (var port : List.of(StaticTunnelAttributes.OUR_UDP_PORT, StaticTunnelAttributes.PEER_UDP_PORT)) {
            if (udp && tunnel.get(port) == 0) {
                add(problems, port, port.name() + " is missing: encapsulation \"udp\" needs it");
            } else if (!udp && tunnel.get(port) != 0) {
                add(problems, port, port.name() + " has no meaning with encapsulation \"ip\"");
            }
        }
    }

    private static void add(List<Rules.Problem> problems, Attribute<?> attribute, String message) {
        problems.add(new Rules.Problem(attribute, message));
    }
}
