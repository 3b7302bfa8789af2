package org.jl2tpd.radius;

import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * Who may send Disconnect-Requests and CoA-Requests.
 *
 * @param name for logs and tables
 * @param source its addresses; of several that contain an address the longest counts
 * @param requireMessageAuthenticator whether requests without Message-Authenticator are dropped
 * @param requireEventTimestamp whether requests without Event-Timestamp are dropped (RFC 5176 6.3)
 */
public record DynamicClient(
        String name,
        IpPrefix source,
        Secret secret,
        boolean requireMessageAuthenticator,
        boolean requireEventTimestamp) {}
