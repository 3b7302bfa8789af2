package org.jl2tpd.ppp;

import java.util.List;

/**
 * What an authorization says of a session besides its addresses ({@link AddressGrant}).
 *
 * @param userName the name that the session has from now on, empty for the one that was presented
 * @param pppProfileName ppp profile that is laid over the session's own, empty for none
 * @param mtu longest packet in octets, 0 for none
 * @param rxBitsPerSecond most that the peer may send, 0 for no limit
 * @param txBitsPerSecond most that is sent to the peer, 0 for no limit
 * @param filterId name of a filter that scripts apply (RFC 2865 5.11), empty for none
 * @param debugMask the session's debug mask, -1 for none
 * @param tunnels LNSs that the call is to be continued to (RFC 2868), the best first; empty when the session ends here
 */
public record SessionPolicy(
        String userName,
        String pppProfileName,
        int mtu,
        long rxBitsPerSecond,
        long txBitsPerSecond,
        String filterId,
        int debugMask,
        List<TunnelChoice> tunnels) {
    /** Says nothing. */
    public static final SessionPolicy NONE = new SessionPolicy("", "", 0, 0, 0, "", -1, List.of());

    public SessionPolicy {
        tunnels = List.copyOf(tunnels);
    }
}
