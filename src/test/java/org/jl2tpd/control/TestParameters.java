package org.jl2tpd.control;

import org.jl2tpd.wire.Secret;

/** Parameters of tunnels and sessions with the project's defaults, of which a test changes what it is about. */
final class TestParameters {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    String hostName = "us.example";
    Secret secret;
    boolean challenge;
    boolean hideAvps;
    boolean hideProxyAuthen;
    int framingCapabilities = 3;
    int bearerCapabilities = 3;
    boolean tieBreaker;
    int receiveWindow = 16;
    int transmitWindow = 16;
    long helloIntervalNs = 60 * SECOND;
    long retransmitCapNs = 8 * SECOND;
    int maxRetransmissions = 5;
    long ackDelayNs = 100 * MILLI;
    long establishTimeoutNs = 120 * SECOND;
    long sessionEstablishTimeoutNs = 60 * SECOND;
    long idleTimeoutNs = -1;
    int maxSessions;
    boolean mayBeLac = true;
    boolean mayBeLns = true;

    TunnelParameters tunnel() {
        return new TunnelParameters(
                hostName,
                "jl2tpd",
                1,
                secret,
                challenge,
                hideAvps,
                hideProxyAuthen,
                framingCapabilities,
                bearerCapabilities,
                tieBreaker,
                receiveWindow,
                transmitWindow,
                helloIntervalNs,
                SECOND,
                retransmitCapNs,
                maxRetransmissions,
                ackDelayNs,
                establishTimeoutNs,
                sessionEstablishTimeoutNs,
                idleTimeoutNs,
                31 * SECOND,
                maxSessions,
                mayBeLac,
                mayBeLns,
                0);
    }

    static SessionParameters session() {
        return session(null, false, 1);
    }

    static SessionParameters session(ProxyAvps proxy, boolean sequencingRequired, int framingType) {
        return new SessionParameters(
                framingType,
                1,
                9600,
                100_000_000,
                100_000_000,
                0,
                "5551000",
                "5552000",
                "",
                "",
                -1,
                sequencingRequired,
                false,
                0,
                proxy,
                0);
    }
}
