package org.jl2tpd.management.snmp.l2tp;

/** Identifiers of L2TP-MIB (RFC 3371). */
final class L2tpMib {
    static final String NAME = "L2TP-MIB";

    /** {@code { transmission 95 }}. */
    static final String ROOT = "1.3.6.1.2.1.10.95";

    static final String OBJECTS = ROOT + ".1";
    static final String DOMAIN_CONFIG = OBJECTS + ".2.1";
    static final String DOMAIN_STATS = OBJECTS + ".3.1";
    static final String TUNNEL_CONFIG = OBJECTS + ".4.1";
    static final String TUNNEL_STATS = OBJECTS + ".5.1";
    static final String SESSION_STATS = OBJECTS + ".7.1";
    static final String TUNNEL_MAP = OBJECTS + ".8.1";
    static final String SESSION_MAP = OBJECTS + ".9.1";
    static final String UDP_STATS = ROOT + ".3.1.1.2.1";
    static final String TUNNEL_AUTH_FAILURE = ROOT + ".0.1";

    /** {@code l2tpTunnelStatsInitiated}, {@code l2tpTunnelStatsRemoteHostName}, {@code l2tpTunnelStatsLastResultCode}. */
    static final int INITIATED = 4;

    static final int REMOTE_HOST_NAME = 5;
    static final int LAST_RESULT_CODE = 27;

    /** Longest l2tpDomainConfigId in octets. */
    static final int DOMAIN_ID_LIMIT = 80;

    private L2tpMib() {}
}
