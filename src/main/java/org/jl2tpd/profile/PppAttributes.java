package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** Attributes of the ppp profile ({@code [ppp_profile.NAME]}); a session that we open may set each of them for itself. */
public final class PppAttributes {
    private static final Make MAKE = new Make(ProfileKind.PPP);
    private static final int DAY = SystemAttributes.MAX_TIMEOUT;

    public static final Attribute<Choices.PppMode> PPP = MAKE.choice(
            "ppp", Choices.PppMode.class, Choices.PppMode.OWN, "Which PPP serves a session: our own, or pppd.");
    public static final Attribute<Integer> TRACE_FLAGS =
            MAKE.traceFlags("What is traced for the PPP of these sessions: names of facilities, or a mask.");
    public static final Attribute<Boolean> IPV4 = MAKE.flag("ipv4", true, "Whether IPCP is offered.");
    public static final Attribute<Boolean> IPV6 = MAKE.flag("ipv6", false, "Whether IPv6CP is offered.");
    public static final Attribute<Integer> MTU =
            MAKE.numberOrZero("mtu", 0, "the tunnel's", 576, 9000, "Longest packet that we send into a session.");
    public static final Attribute<Integer> MRU =
            MAKE.numberOrZero("mru", 0, "the tunnel's mtu", 576, 9000, "Maximum-Receive-Unit that we announce.");
    public static final Attribute<Boolean> MSS_CLAMP =
            MAKE.flag("mss_clamp", true, "Whether the MSS of TCP connections is lowered to what fits the session.");
    public static final Attribute<Long> ASYNCMAP =
            MAKE.large("asyncmap", 0L, 0, 0xffffffffL, "Async-Control-Character-Map; 0 escapes nothing.");
    public static final Attribute<Choices.SyncMode> SYNC_MODE = MAKE.choice(
            "sync_mode", Choices.SyncMode.class, Choices.SyncMode.ANY, "Framing of the link; any acts as sync.");

    public static final Attribute<Boolean> AUTH_PAP =
            MAKE.flag("auth_pap", true, "Whether PAP may be used, to judge a peer and to prove ourselves.");
    public static final Attribute<Boolean> AUTH_CHAP =
            MAKE.flag("auth_chap", true, "Whether CHAP with MD5 may be used.");
    public static final Attribute<Boolean> AUTH_MSCHAPV1 =
            MAKE.flag("auth_mschapv1", false, "Whether MS-CHAPv1 may be used; only with ppp = \"pppd\".");
    public static final Attribute<Boolean> AUTH_MSCHAPV2 =
            MAKE.flag("auth_mschapv2", true, "Whether MS-CHAPv2 may be used.");
    public static final Attribute<Boolean> AUTH_EAP =
            MAKE.flag("auth_eap", false, "Whether EAP may be used; only with ppp = \"pppd\".");
    public static final Attribute<List<Choices.AuthMethod>> AUTH_ORDER = MAKE.list(
            "auth_order",
            Choices.AuthMethod.class,
            List.of(Choices.AuthMethod.CHAP, Choices.AuthMethod.MSCHAPV2, Choices.AuthMethod.PAP),
            v -> !v.isEmpty() && v.stream().distinct().count() == v.size(),
            "different ones of " + Make.words(Choices.AuthMethod.class),
            "Order in which a peer is asked for a protocol; one that is not listed is not asked for.");
    public static final Attribute<Boolean> AUTH_NONE =
            MAKE.flag("auth_none", false, "Whether a server lets peers in without authentication.");
    public static final Attribute<Boolean> AUTH_PEER = MAKE.flag(
            "auth_peer",
            false,
            "Whether a client demands that its server proves itself; a server always demands it, unless auth_none.");
    public static final Attribute<Integer> AUTH_TIMEOUT_SECONDS =
            MAKE.number("auth_timeout_seconds", 30, 1, 3600, "Longest time of the authentication phase.");
    public static final Attribute<Integer> CHAP_INTERVAL = MAKE.numberOrZero(
            "chap_interval", 0, "never", 1, DAY, "Seconds between repeated CHAP challenges to a peer.");
    public static final Attribute<Integer> CHAP_MAX_CHALLENGE =
            MAKE.number("chap_max_challenge", 10, 1, 100, "CHAP challenges without response before we give up.");
    public static final Attribute<Integer> CHAP_RESTART =
            MAKE.number("chap_restart", 3, 1, 60, "Seconds before a CHAP challenge is repeated.");
    public static final Attribute<Integer> PAP_MAX_AUTH_REQUESTS =
            MAKE.number("pap_max_auth_requests", 10, 1, 100, "PAP requests without answer before we give up.");
    public static final Attribute<Integer> PAP_RESTART_INTERVAL =
            MAKE.number("pap_restart_interval", 3, 1, 60, "Seconds before a PAP request is repeated.");
    public static final Attribute<Integer> PAP_TIMEOUT = MAKE.numberOrZero(
            "pap_timeout", 0, "auth_timeout_seconds", 1, 3600, "Seconds that we wait for a peer's PAP request.");

    public static final Attribute<Integer> LCP_ECHO_INTERVAL =
            MAKE.numberOrZero("lcp_echo_interval", 30, "no echo", 1, DAY, "Seconds between LCP echo requests.");
    public static final Attribute<Integer> LCP_ECHO_FAILURE_COUNT = MAKE.numberOrZero(
            "lcp_echo_failure_count", 3, "never", 1, 100, "Unanswered echo requests after which the link is down.");
    public static final Attribute<Integer> LCP_MAX_CONFIG_REQUESTS = MAKE.number(
            "lcp_max_config_requests", 10, 1, 100, "LCP Configure-Requests without answer before we give up.");
    public static final Attribute<Integer> LCP_MAX_CONFIG_NAKS =
            MAKE.number("lcp_max_config_naks", 5, 1, 100, "LCP Configure-Naks before we reject.");
    public static final Attribute<Integer> LCP_MAX_TERMINATE_REQUESTS = MAKE.number(
            "lcp_max_terminate_requests", 2, 1, 100, "LCP Terminate-Requests without answer before we give up.");
    public static final Attribute<Integer> LCP_RETRANSMIT_INTERVAL =
            MAKE.number("lcp_retransmit_interval", 3, 1, 60, "Seconds before an LCP request is repeated.");
    public static final Attribute<Integer> IPCP_MAX_CONFIG_REQUESTS = MAKE.number(
            "ipcp_max_config_requests",
            10,
            1,
            100,
            "IPCP or IPv6CP Configure-Requests without answer before we give up.");
    public static final Attribute<Integer> IPCP_MAX_CONFIG_NAKS =
            MAKE.number("ipcp_max_config_naks", 5, 1, 100, "IPCP or IPv6CP Configure-Naks before we reject.");
    public static final Attribute<Integer> IPCP_MAX_TERMINATE_REQUESTS = MAKE.number(
            "ipcp_max_terminate_requests",
            2,
            1,
            100,
            "IPCP or IPv6CP Terminate-Requests without answer before we give up.");
    public static final Attribute<Integer> IPCP_RETRANSMIT_INTERVAL =
            MAKE.number("ipcp_retransmit_interval", 3, 1, 60, "Seconds before an IPCP or IPv6CP request is repeated.");
    public static final Attribute<Integer> NCP_TIMEOUT_SECONDS = MAKE.number(
            "ncp_timeout_seconds", 60, 1, 3600, "Time after authentication in which IPCP or IPv6CP must open.");
    public static final Attribute<Integer> IDLE_TIMEOUT = MAKE.numberOrZero(
            "idle_timeout", 0, "never", 1, DAY, "Seconds without data after which a session is closed.");
    public static final Attribute<Integer> MAX_CONNECT_TIME = MAKE.numberOrZero(
            "max_connect_time", 0, "no limit", 1, 31_536_000, "Seconds after which a session is closed.");
    public static final Attribute<Integer> MAX_FAILURE_COUNT = MAKE.numberOrZero(
            "max_failure_count",
            0,
            "never",
            1,
            1000,
            "Failures in a row after which a persistent session is given up.");

    public static final Attribute<IpAddress> LOCAL_IPADDR =
            MAKE.ipv4("local_ipaddr", "Our IPv4 address on the link; as client the one that we ask for.");
    public static final Attribute<IpAddress> REMOTE_IPADDR = MAKE.ipv4(
            "remote_ipaddr",
            "IPv4 address for the peer, in place of one of the pool; as client for a peer that has none.");
    public static final Attribute<String> IP_POOL_NAME =
            MAKE.text("ip_pool_name", "", "Pool that peers get their addresses and prefixes from.");
    public static final Attribute<IpAddress> DNS_IPADDR_PRI =
            MAKE.ipv4("dns_ipaddr_pri", "First DNS server that peers are told.");
    public static final Attribute<IpAddress> DNS_IPADDR_SEC =
            MAKE.ipv4("dns_ipaddr_sec", "Second DNS server that peers are told.");
    public static final Attribute<IpAddress> DNS_IPV6ADDR_PRI =
            MAKE.ipv6("dns_ipv6addr_pri", "First DNS server that peers are told over IPv6.");
    public static final Attribute<IpAddress> DNS_IPV6ADDR_SEC =
            MAKE.ipv6("dns_ipv6addr_sec", "Second DNS server that peers are told over IPv6.");
    public static final Attribute<IpAddress> WINS_IPADDR_PRI =
            MAKE.ipv4("wins_ipaddr_pri", "First WINS server that peers are told; only with ppp = \"pppd\".");
    public static final Attribute<IpAddress> WINS_IPADDR_SEC =
            MAKE.ipv4("wins_ipaddr_sec", "Second WINS server that peers are told; only with ppp = \"pppd\".");
    public static final Attribute<Boolean> USE_PEER_DNS =
            MAKE.flag("use_peer_dns", true, "Whether a client asks its server for DNS servers.");
    public static final Attribute<Integer> ROUTER_ADVERTISEMENT_SECONDS = MAKE.numberOrZero(
            "router_advertisement_seconds",
            600,
            "only when asked",
            4,
            1800,
            "Seconds between unsolicited router advertisements of a session's prefix.");
    public static final Attribute<Boolean> DEFAULT_ROUTE =
            MAKE.flag("default_route", false, "Whether a client's default route goes through the session.");
    public static final Attribute<Boolean> PROXY_ARP =
            MAKE.flag("proxy_arp", false, "Whether we answer ARP for the peer; only with ppp = \"pppd\".");
    public static final Attribute<Boolean> MULTILINK =
            MAKE.flag("multilink", false, "Whether multilink PPP is offered; only with ppp = \"pppd\".");
    public static final Attribute<Boolean> REQUIRE_MPPE =
            MAKE.flag("require_mppe", false, "Whether a session must be encrypted by MPPE; only with ppp = \"pppd\".");
    public static final Attribute<Boolean> USE_RADIUS =
            MAKE.flag("use_radius", false, "Whether RADIUS servers judge peers, and hear of their sessions.");
    public static final Attribute<String> RADIUS_HINT = MAKE.text(
            "radius_hint", "", "Group of the RADIUS servers that are asked; empty takes those without a group.");
    public static final Attribute<Integer> MAX_SESSIONS_PER_USER = MAKE.numberOrZero(
            "max_sessions_per_user", 0, "no limit", 1, 1_000_000, "Most sessions that a user has at once.");
    public static final Attribute<Choices.SessionLimitAction> SESSION_LIMIT_ACTION = MAKE.choice(
            "session_limit_action",
            Choices.SessionLimitAction.class,
            Choices.SessionLimitAction.DENY,
            "What happens at max_sessions_per_user: the new session is refused, or replaces the oldest one.");
    public static final Attribute<Long> RX_BITS_PER_SECOND = MAKE.large(
            "rx_bits_per_second",
            0,
            0,
            100_000_000_000L,
            "Most that a peer may send, in bits a second; 0 is no limit.");
    public static final Attribute<Long> TX_BITS_PER_SECOND = MAKE.large(
            "tx_bits_per_second",
            0,
            0,
            100_000_000_000L,
            "Most that is sent to a peer, in bits a second; 0 is no limit.");
    public static final Attribute<String> LOCAL_NAME =
            MAKE.text("local_name", "", "Our name in CHAP challenges; empty takes the host name.");
    public static final Attribute<String> REMOTE_NAME = MAKE.text(
            "remote_name",
            "",
            "Name that a server must show to us as client in CHAP (PAP shows none); empty accepts every name.");

    private PppAttributes() {}
}
