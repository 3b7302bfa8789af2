package org.jl2tpd.ppp;

import org.jl2tpd.wire.Secret;

/**
 * An LNS that a call may be continued to, as a RADIUS server names it (RFC 2868).
 *
 * @param serverEndpoint address or name of the LNS
 * @param clientEndpoint our address, empty for any
 * @param assignmentId calls with the same one share a tunnel (RFC 2868 3.6), empty for none
 * @param secret shared with the LNS, null for none
 * @param clientAuthId Host Name that we send, empty for our own
 * @param serverAuthId Host Name that the LNS must show, empty for any
 * @param privateGroupId for the Private Group ID AVP, empty for none
 * @param preference lower is tried first
 */
public record TunnelChoice(
        String serverEndpoint,
        String clientEndpoint,
        String assignmentId,
        Secret secret,
        String clientAuthId,
        String serverAuthId,
        String privateGroupId,
        int preference) {}
