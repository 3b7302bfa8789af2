package org.jl2tpd.radius;

import org.jl2tpd.wire.IpPrefix;

/**
 * What a client's requests came to (RFC 4673 names the counters).
 *
 * @param disconnectRequests authentic ones, those that came again included; likewise {@code coaRequests}
 * @param disconnectDuplicates that came again
 * @param disconnectNoSession refused because no session matched; they are among {@code disconnectNaks} too
 * @param disconnectSessions sessions that were ended; {@code coaSessions} that were changed
 * @param disconnectMalformed packets of that code that could not be read; likewise {@code coaMalformed}
 * @param disconnectBadAuthenticators a wrong Request Authenticator or Message-Authenticator, or none where it is required
 * @param disconnectDropped authentic and not answered: stale, without a timestamp where it is required, still worked on, or too many
 * @param unknownTypes neither Disconnect-Request nor CoA-Request
 */
public record DynamicStatus(
        String name,
        IpPrefix source,
        long disconnectRequests,
        long disconnectDuplicates,
        long disconnectAcks,
        long disconnectNaks,
        long disconnectNoSession,
        long disconnectSessions,
        long disconnectMalformed,
        long disconnectBadAuthenticators,
        long disconnectDropped,
        long coaRequests,
        long coaDuplicates,
        long coaAcks,
        long coaNaks,
        long coaNoSession,
        long coaSessions,
        long coaMalformed,
        long coaBadAuthenticators,
        long coaDropped,
        long unknownTypes) {}
