package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;

/**
 * Where a call went on to: the same of both of its legs.
 *
 * @param userSerial serial of the session that came to us
 * @param assignmentId as the authorization named the tunnel (RFC 2868 3.6), empty for none
 * @param ourAddress our end of the onward tunnel, null for unknown
 * @param lnsAddress the LNS's end
 * @param ourName Host Name that we show the LNS
 * @param lnsName Host Name of the LNS, empty for unknown
 * @param connection ids of the onward tunnel and session, each with ours first
 */
public record OnwardFacts(
        long userSerial,
        String assignmentId,
        IpAddress ourAddress,
        IpAddress lnsAddress,
        String ourName,
        String lnsName,
        String connection) {}
