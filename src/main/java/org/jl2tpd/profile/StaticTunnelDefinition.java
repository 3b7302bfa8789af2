package org.jl2tpd.profile;

import java.util.List;

/**
 * An L2TPv3 tunnel without control protocol.
 *
 * @param tunnel the attributes, its name the tunnel's
 * @param sessions attributes of each Ethernet session in it, its name the session's
 */
public record StaticTunnelDefinition(Profile tunnel, List<Profile> sessions) {
    public String name() {
        return tunnel.name();
    }
}
