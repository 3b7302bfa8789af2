package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/**
 * The socket that a tunnel of ours binds.
 *
 * @param address null for one that the route to the peer decides
 * @param families {@link #V4}, {@link #V6} or their sum
 * @param port never 0
 */
public record TunnelPort(IpAddress address, int families, int port) {
    static final int V4 = 1;
    static final int V6 = 2;

    /** Null where the system chooses a port. */
    public static TunnelPort of(Configuration configuration, TunnelDefinition tunnel) {
        Profile resolved = configuration.resolve(tunnel).tunnel();
        int port = resolved.get(TunnelAttributes.OUR_UDP_PORT);
        if (port == 0) {
            return null;
        }
        IpAddress source = resolved.get(TunnelAttributes.SRC_IPADDR);
        return new TunnelPort(source, source == null ? families(tunnel.destinations()) : family(source), port);
    }

    /** Whether one of the two could not be bound beside the other: a socket of no special address takes its port on all of its family. */
    public boolean meets(TunnelPort other) {
        if (port != other.port || (families & other.families) == 0) {
            return false;
        }
        return address == null || other.address == null || address.equals(other.address);
    }

    /** What an operator is told of a tunnel whose port another one has. */
    public String taken(String by) {
        return TunnelAttributes.OUR_UDP_PORT.name() + ": tunnel \"" + by + "\" has port " + port
                + " already; tunnels that share it need a src_ipaddr each";
    }

    private static int family(IpAddress address) {
        return address.isV4() ? V4 : V6;
    }

    /** Those of the peers; a name may have addresses of both. */
    private static int families(List<String> destinations) {
        int families = 0;
        for (String destination : destinations) {
            IpAddress literal = IpAddress.parse(destination);
            families |= literal == null ? V4 | V6 : family(literal);
        }
        return families;
    }
}
