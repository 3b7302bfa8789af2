package org.jl2tpd.migration;

import static org.jl2tpd.migration.Rule.How.LOST;
import static org.jl2tpd.migration.Rule.How.LOST_IF_ON;
import static org.jl2tpd.migration.Rule.How.NEEDLESS;
import static org.jl2tpd.migration.Rule.How.SPECIAL;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Schema;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** What becomes of OpenL2TP's attributes: (object, attribute) to ours, or why not. */
public final class OpenL2tpTable {
    static final String SYSTEM = "system";
    static final String PEER_PROFILE = "peer profile";
    static final String TUNNEL_PROFILE = "tunnel profile";
    static final String TUNNEL = "tunnel";
    static final String SESSION_PROFILE = "session profile";
    static final String SESSION = "session";
    static final String PPP_PROFILE = "ppp profile";

    private static final String PPPD_ONLY =
            "only pppd can do it: set ppp = \"pppd\" in the ppp profile, and this attribute";
    private static final String NAME = "the name of ours";
    private static final List<Rule> ALL = new ArrayList<>();

    static {
        same(SYSTEM, ProfileKind.SYSTEM, "udp_port", "trace_flags", "max_tunnels", "max_sessions", "drain_tunnels");
        same(SYSTEM, ProfileKind.SYSTEM, "tunnel_establish_timeout", "session_establish_timeout");
        same(SYSTEM, ProfileKind.SYSTEM, "tunnel_persist_pend_timeout", "session_persist_pend_timeout");
        same(SYSTEM, ProfileKind.SYSTEM, "deny_local_tunnel_creates", "deny_remote_tunnel_creates");
        add(
                SYSTEM,
                "reset_statistics",
                NEEDLESS,
                "a daemon begins with counters of 0; later: jl2tpctl system modify reset_statistics=yes");
        peer();
        tunnel(TUNNEL_PROFILE);
        tunnel(TUNNEL);
        add(TUNNEL, "tunnel_name", SPECIAL, NAME);
        add(
                TUNNEL,
                "tunnel_id",
                NEEDLESS,
                "ids are chosen by the daemon; sessions find their tunnel by it while importing");
        add(TUNNEL, "profile_name", SPECIAL, "profile_name of the tunnel");
        add(TUNNEL, "persist", SPECIAL, "persist; OpenL2TP's default is no, ours yes, so that it is always written");
        add(TUNNEL, "config_id", NEEDLESS, "tunnels have names here, also several to one peer");
        session(SESSION_PROFILE);
        session(SESSION);
        ownSession();
        ppp();
    }

    private OpenL2tpTable() {}

    private static void peer() {
        add(PEER_PROFILE, "profile_name", SPECIAL, NAME);
        same(PEER_PROFILE, ProfileKind.PEER, "peer_ipaddr", "netmask", "peer_port", "lac_lns");
        same(PEER_PROFILE, ProfileKind.PEER, "tunnel_profile_name", "session_profile_name", "ppp_profile_name");
        add(PEER_PROFILE, "use_count", NEEDLESS, "it can only be read");
        ALL.add(new Rule(PEER_PROFILE, "secret", PeerAttributes.SECRET_NAME, Rule.How.SECRET, ""));
    }

    private static void tunnel(String object) {
        if (object.equals(TUNNEL_PROFILE)) {
            add(object, "profile_name", SPECIAL, NAME);
        }
        same(object, ProfileKind.TUNNEL, "dest_ipaddr", "src_ipaddr", "peer_udp_port", "our_udp_port", "host_name");
        same(object, ProfileKind.TUNNEL, "use_tiebreaker", "allow_ppp_proxy", "framing_caps", "bearer_caps");
        ALL.add(Rule.same(object, "framing_cap", TunnelAttributes.FRAMING_CAPS));
        ALL.add(Rule.same(object, "bearer_cap", TunnelAttributes.BEARER_CAPS));
        ALL.add(new Rule(object, "secret", TunnelAttributes.SECRET_NAME, Rule.How.SECRET, ""));
        same(object, ProfileKind.TUNNEL, "auth_mode", "hide_avps", "do_pmtu_discovery", "mtu", "trace_flags");
        add(object, "use_udp_checksums", NEEDLESS, "data messages always carry them here");
        same(object, ProfileKind.TUNNEL, "hello_timeout", "max_retries", "retry_timeout", "rx_window_size");
        same(object, ProfileKind.TUNNEL, "tx_window_size", "idle_timeout", "max_sessions");
        same(object, ProfileKind.TUNNEL, "peer_profile_name", "session_profile_name", "ppp_profile_name");
        add(object, "interface_name", NEEDLESS, "it did nothing in OpenL2TP; devices belong to sessions");
    }

    private static void session(String object) {
        add(object, "profile_name", SPECIAL, object.equals(SESSION) ? "profile_name of the session" : NAME);
        same(object, ProfileKind.SESSION, "ppp_profile_name", "trace_flags", "session_type", "sequencing_required");
        same(object, ProfileKind.SESSION, "use_sequence_numbers", "reorder_timeout", "no_ppp", "use_ppp_proxy");
        same(object, ProfileKind.SESSION, "priv_group_id", "framing_type", "bearer_type", "minimum_bps", "maximum_bps");
        same(object, ProfileKind.SESSION, "connect_speed");
        for (String name : List.of("do_pmtu_discovery", "mtu", "mru")) {
            add(object, name, LOST, "set it in the tunnel profile (do_pmtu_discovery, mtu) or the ppp profile (mru)");
        }
    }

    private static void ownSession() {
        add(SESSION, "tunnel_id", SPECIAL, "the [[tunnel]] that the session stands in");
        add(SESSION, "tunnel_name", SPECIAL, "the [[tunnel]] that the session stands in");
        add(SESSION, "session_id", NEEDLESS, "ids are chosen by the daemon");
        add(SESSION, "session_name", SPECIAL, NAME);
        add(SESSION, "interface_name", SPECIAL, "interface_name of the session");
        add(SESSION, "user_name", SPECIAL, "user_name of the session");
        add(SESSION, "user_password", SPECIAL, "secret_name of the session");
        same(SESSION, ProfileKind.SESSION, "calling_number", "called_number", "sub_address", "proxy_auth_type");
        same(SESSION, ProfileKind.SESSION, "proxy_auth_name");
        for (String name : List.of(
                "proxy_auth_challenge", "initial_rcvd_lcp_confreq", "last_sent_lcp_confreq", "last_rcvd_lcp_confreq")) {
            add(SESSION, name, SPECIAL, name + ", without 0x");
        }
        ALL.add(new Rule(
                SESSION,
                "proxy_auth_response",
                SessionAttributes.PROXY_AUTH_RESPONSE_SECRET_NAME,
                Rule.How.SECRET,
                ""));
    }

    private static void ppp() {
        add(PPP_PROFILE, "profile_name", SPECIAL, NAME);
        same(PPP_PROFILE, ProfileKind.PPP, "trace_flags", "mtu", "mru", "asyncmap", "auth_pap", "auth_chap");
        same(PPP_PROFILE, ProfileKind.PPP, "auth_mschapv2", "auth_none", "auth_peer", "chap_interval");
        same(PPP_PROFILE, ProfileKind.PPP, "chap_max_challenge", "chap_restart", "pap_max_auth_requests");
        same(PPP_PROFILE, ProfileKind.PPP, "pap_restart_interval", "pap_timeout", "idle_timeout");
        for (String protocol : List.of("ipcp", "lcp")) {
            same(PPP_PROFILE, ProfileKind.PPP, protocol + "_max_config_requests", protocol + "_max_config_naks");
            same(PPP_PROFILE, ProfileKind.PPP, protocol + "_max_terminate_requests", protocol + "_retransmit_interval");
        }
        same(PPP_PROFILE, ProfileKind.PPP, "lcp_echo_failure_count", "lcp_echo_interval", "max_connect_time");
        same(PPP_PROFILE, ProfileKind.PPP, "max_failure_count", "local_ipaddr", "remote_ipaddr");
        same(PPP_PROFILE, ProfileKind.PPP, "dns_ipaddr_pri", "dns_ipaddr_sec", "default_route");
        same(PPP_PROFILE, ProfileKind.PPP, "local_name", "remote_name");
        add(PPP_PROFILE, "sync_mode", NEEDLESS, "there is no serial line whose framing it would choose");
        for (String flag : List.of("auth_mschapv1", "auth_eap", "proxy_arp", "multilink")) {
            add(PPP_PROFILE, flag, LOST_IF_ON, PPPD_ONLY);
        }
        add(PPP_PROFILE, "wins_ipaddr_pri", LOST, PPPD_ONLY);
        add(PPP_PROFILE, "wins_ipaddr_sec", LOST, PPPD_ONLY);
        add(
                PPP_PROFILE,
                "use_radius",
                LOST_IF_ON,
                "name the servers ([[radius_server]], see radius.md), and write use_radius = true");
        add(
                PPP_PROFILE,
                "radius_hint",
                LOST,
                "name the servers ([[radius_server]] with that group), and write this line");
        add(
                PPP_PROFILE,
                "ip_pool_name",
                LOST,
                "ippoold's own file has its addresses: write a [pool.NAME] with them, and this line");
    }

    private static void same(String object, ProfileKind kind, String... names) {
        for (String name : names) {
            Attribute<?> attribute = Schema.find(kind, name);
            ALL.add(Rule.same(object, name, java.util.Objects.requireNonNull(attribute, name)));
        }
    }

    private static void add(String object, String name, Rule.How how, String words) {
        ALL.add(Rule.of(object, name, how, words));
    }

    /** All rows, by object. */
    public static List<Rule> all() {
        return List.copyOf(ALL);
    }

    /** The row of an attribute; null when OpenL2TP has none of that name. */
    static Rule find(String object, String name) {
        return ALL.stream()
                .filter(rule -> rule.object().equals(object) && rule.key().equals(name))
                .findFirst()
                .orElse(null);
    }
}
