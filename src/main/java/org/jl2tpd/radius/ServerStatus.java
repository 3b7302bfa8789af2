package org.jl2tpd.radius;

import org.jl2tpd.wire.IpAddress;

/**
 * A server in one of its roles at a moment; counters as RFC 4668 and RFC 4670 have them.
 *
 * @param stateNs for how long it has been dead, or alive
 * @param roundTripNs of the last answer to a request that was sent once, 0 before one
 * @param requests without those that were sent again; Status-Server is not counted
 * @param responses of accounting
 * @param malformed answers that could not be read
 * @param badAuthenticators answers with a wrong authenticator, or without Message-Authenticator where it is required
 * @param pending requests that wait now
 * @param timeouts times that no answer came
 * @param unknownTypes answers of an unknown code
 * @param dropped answers to nothing that we asked, or of a code that answers something else
 */
public record ServerStatus(
        String name,
        String group,
        RadiusRequest.Kind role,
        IpAddress address,
        int port,
        boolean dead,
        long stateNs,
        long roundTripNs,
        long requests,
        long retransmissions,
        long accepts,
        long rejects,
        long challenges,
        long responses,
        long malformed,
        long badAuthenticators,
        long pending,
        long timeouts,
        long unknownTypes,
        long dropped) {}
