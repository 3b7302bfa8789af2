package org.jl2tpd.migration;

import static org.jl2tpd.migration.Rule.How.LOST;
import static org.jl2tpd.migration.Rule.How.NEEDLESS;
import static org.jl2tpd.migration.Rule.How.SPECIAL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.PppAttributes;

/** What becomes of pppd's options. */
public final class PppdTable {
    static final String OBJECT = "pppd";

    private static final String PPPD_ONLY = "only pppd can do it: set ppp = \"pppd\" in the ppp profile, and ";
    private static final String SERIAL = "there is no serial line";
    private static final String COMPRESSION = "nothing is compressed here";

    /** How many words follow an option. */
    private static final Map<String, Integer> WORDS = new HashMap<>();

    private static final List<Rule> ALL = new ArrayList<>();

    static {
        values();
        authentication();
        network();
        needless();
        lost();
    }

    private PppdTable() {}

    private static void values() {
        same("mtu", PppAttributes.MTU);
        same("mru", PppAttributes.MRU);
        add(1, Rule.like(OBJECT, "asyncmap", PppAttributes.ASYNCMAP, "as a decimal number"));
        same("lcp-echo-interval", PppAttributes.LCP_ECHO_INTERVAL);
        same("lcp-echo-failure", PppAttributes.LCP_ECHO_FAILURE_COUNT);
        same("lcp-max-configure", PppAttributes.LCP_MAX_CONFIG_REQUESTS);
        same("lcp-max-failure", PppAttributes.LCP_MAX_CONFIG_NAKS);
        same("lcp-max-terminate", PppAttributes.LCP_MAX_TERMINATE_REQUESTS);
        same("lcp-restart", PppAttributes.LCP_RETRANSMIT_INTERVAL);
        same("ipcp-max-configure", PppAttributes.IPCP_MAX_CONFIG_REQUESTS);
        same("ipcp-max-failure", PppAttributes.IPCP_MAX_CONFIG_NAKS);
        same("ipcp-max-terminate", PppAttributes.IPCP_MAX_TERMINATE_REQUESTS);
        same("ipcp-restart", PppAttributes.IPCP_RETRANSMIT_INTERVAL);
        same("chap-interval", PppAttributes.CHAP_INTERVAL);
        same("chap-max-challenge", PppAttributes.CHAP_MAX_CHALLENGE);
        same("chap-restart", PppAttributes.CHAP_RESTART);
        same("pap-max-authreq", PppAttributes.PAP_MAX_AUTH_REQUESTS);
        same("pap-restart", PppAttributes.PAP_RESTART_INTERVAL);
        same("pap-timeout", PppAttributes.PAP_TIMEOUT);
        same("idle", PppAttributes.IDLE_TIMEOUT);
        same("maxconnect", PppAttributes.MAX_CONNECT_TIME);
        same("maxfail", PppAttributes.MAX_FAILURE_COUNT);
        same("remotename", PppAttributes.REMOTE_NAME);
    }

    private static void authentication() {
        special(0, "auth", "as client: auth_peer; a server of ours always asks");
        special(0, "noauth", "as server: auth_none; as client it is so anyway");
        for (String method : List.of("pap", "chap", "mschap", "mschap-v2", "eap")) {
            String attribute = PppdAuth.attribute(method);
            special(
                    0,
                    "require-" + method,
                    "as server: " + attribute + ", and off those that no line requires; as client: auth_peer as well");
            special(0, "refuse-" + method, attribute + " = false");
        }
        special(0, "+pap", "as require-pap");
        special(0, "-pap", "as refuse-pap");
        special(0, "+chap", "as require-chap");
        special(0, "-chap", "as refuse-chap");
        special(0, "+mschap", "as require-mschap");
        special(0, "-mschap", "as refuse-mschap");
        special(0, "+mschap-v2", "as require-mschap-v2");
        special(0, "-mschap-v2", "as refuse-mschap-v2");
        special(1, "name", "as client: user_name of the session; as server: local_name");
        special(1, "user", "user_name of the session");
        special(1, "password", "secret_name of the session");
    }

    private static void network() {
        special(1, "ms-dns", "dns_ipaddr_pri, the second one dns_ipaddr_sec");
        special(0, "usepeerdns", "use_peer_dns");
        special(0, "defaultroute", "default_route");
        special(0, "replacedefaultroute", "default_route, which keeps the old route for the end of the session");
        special(0, "nodefaultroute", "default_route = false");
        special(0, "noip", "ipv4 = false");
        special(0, "+ipv6", "ipv6");
        special(1, "ipv6", "ipv6; interface identifiers are chosen by chance");
        special(0, "noipv6", "ipv6 = false");
        special(0, "-ipv6", "ipv6 = false");
        special(0, "debug", "trace_flags = [\"ppp_control\"]");
        special(1, "ifname", "interface_name of the session");
        special(1, "file", "the options of that file");
        special(1, "call", "the options of that file in /etc/ppp/peers");
        special(1, "plugin", "pppol2tp.so and openl2tp.so are not needed; others are lost");
        special(0, "LOCAL:REMOTE", "local_ipaddr, remote_ipaddr");
    }

    private static void needless() {
        needless(
                0,
                SERIAL,
                "crtscts",
                "nocrtscts",
                "xonxoff",
                "cdtrcts",
                "nocdtrcts",
                "modem",
                "local",
                "lock",
                "nolock",
                "notty",
                "sync");
        needless(
                1,
                SERIAL,
                "speed",
                "stop-bits",
                "escape",
                "connect",
                "disconnect",
                "init",
                "pty",
                "connect-delay",
                "welcome");
        needless(0, SERIAL, "receive-all", "default-asyncmap", "-am");
        needless(
                0,
                COMPRESSION,
                "noccp",
                "-ccp",
                "nobsdcomp",
                "nodeflate",
                "nopredictor1",
                "novj",
                "-vj",
                "novjccomp",
                "-vjccomp");
        needless(0, COMPRESSION, "noaccomp", "-ac", "nopcomp", "-pc", "predictor1");
        needless(1, COMPRESSION, "bsdcomp", "deflate", "vj-max-slots");
        needless(
                0,
                "there is no MPPE unless it is wanted",
                "nomppe",
                "nomppe-40",
                "nomppe-128",
                "nomppe-stateful",
                "-mppe");
        needless(0, "there is no multilink unless it is wanted", "nomp", "nomultilink", "noendpoint", "nompshortseq");
        needless(1, "there is no multilink unless it is wanted", "endpoint", "mrru");
        needless(
                0,
                "it is always so",
                "ipcp-accept-local",
                "ipcp-accept-remote",
                "ipv6cp-accept-local",
                "noipdefault",
                "noproxyarp",
                "noipx",
                "-ip-protocol");
        needless(
                0,
                "it is always so",
                "nodetach",
                "-detach",
                "updetach",
                "hide-password",
                "noremoteip",
                "nopersist",
                "default-mru",
                "-mn",
                "nolog",
                "noktune",
                "ktune",
                "nodefaultroute6",
                "noreplacedefaultroute");
        needless(0, "persist of the [[tunnel]] says it", "persist");
        needless(1, "redial_min_seconds of [system] says it", "holdoff");
        needless(1, "there is one log, log_file of [system]", "logfile", "logfd", "kdebug", "record");
        needless(0, "jl2tpd --check and jl2tpctl show it", "dump", "dryrun", "show-password", "up_sdnotify");
        needless(1, "it is about pppd as a process", "child-timeout", "linkname", "set", "unset");
        needless(0, "it is about pppd as a process", "master_detach", "usehostname");
        needless(0, "the LAC and the LNS begin as RFC 1661 has it", "passive", "-p", "silent");
        needless(0, "magic numbers are always used", "nomagic");
        needless(0, "echoes are sent at their interval", "lcp-echo-adaptive");
        needless(0, "it is an attribute of the peer's name only", "chapms-strip-domain");
    }

    private static void lost() {
        lost(0, PPPD_ONLY + "proxy_arp = true; not needed where the pool is a network of its own", "proxyarp");
        lost(1, PPPD_ONLY + "wins_ipaddr_pri, wins_ipaddr_sec", "ms-wins");
        String mppe = PPPD_ONLY + "require_mppe = true; not needed inside IPsec";
        lost(0, mppe, "require-mppe", "require-mppe-40", "require-mppe-128", "+mppe", "mppe-stateful", "mppe");
        lost(0, PPPD_ONLY + "multilink = true", "multilink", "mp", "mpshortseq");
        lost(0, "users are [[user]]s here, none of the system", "login", "enable-session", "papcrypt");
        lost(1, "it reaches no script: hooks are told user, addresses and device", "ipparam");
        lost(1, "packets are filtered by nftables on the session's device", "pass-filter", "active-filter");
        lost(1, "addresses are checked by pool and [[user]]", "allow-ip");
        lost(
                1,
                "there is no such limit; [[user]]s and secrets decide",
                "allow-number",
                "privgroup",
                "remotenumber",
                "domain");
        lost(0, "a session is opened at the start, not with the first packet", "demand");
        lost(1, "the device has the next free number; ifname becomes interface_name", "unit");
        lost(1, "routes have the metric that the kernel gives", "defaultroute-metric");
        lost(0, "a default route for IPv6 comes with router advertisements", "defaultroute6");
        lost(
                1,
                "EAP is pppd's alone: ppp = \"pppd\", auth_eap = true, and this in pppd's own files",
                "eap-interval",
                "eap-max-rreq",
                "eap-max-sreq",
                "eap-restart",
                "eap-timeout",
                "ca",
                "cert",
                "crl",
                "crl-dir",
                "key",
                "srp-interval",
                "srp-pn-secret");
        lost(
                1,
                "IPv6CP has the timers of IPCP here",
                "ipv6cp-max-configure",
                "ipv6cp-max-failure",
                "ipv6cp-max-terminate",
                "ipv6cp-restart");
        lost(1, "chap_restart and chap_max_challenge say it", "chap-timeout");
        lost(0, "IPX is not carried", "ipx", "+ipx-protocol");
    }

    private static void add(int words, Rule rule) {
        WORDS.put(rule.key(), words);
        ALL.add(rule);
    }

    private static void same(String option, Attribute<?> attribute) {
        add(1, Rule.same(OBJECT, option, attribute));
    }

    private static void special(int words, String option, String becomes) {
        add(words, Rule.of(OBJECT, option, SPECIAL, becomes));
    }

    private static void needless(int words, String why, String... options) {
        for (String option : options) {
            add(words, Rule.of(OBJECT, option, NEEDLESS, why));
        }
    }

    private static void lost(int words, String why, String... options) {
        for (String option : options) {
            add(words, Rule.of(OBJECT, option, LOST, why));
        }
    }

    /** All rows. */
    public static List<Rule> all() {
        return List.copyOf(ALL);
    }

    /** The row of an option; null when there is none. */
    static Rule find(String option) {
        return ALL.stream()
                .filter(rule -> rule.key().equals(option))
                .findFirst()
                .orElse(null);
    }

    /** How many words follow a known option. */
    static int words(String option) {
        return WORDS.getOrDefault(option, 0);
    }
}
