package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.Rules;
import org.jl2tpd.wire.IpAddress;

/**
 * A ppp profile as options of pppd (pppd(8)). Every option that a profile decides is said, also where it is pppd's default. What pppd has
 * no option for stays without effect: auth_timeout_seconds, ncp_timeout_seconds, router_advertisement_seconds and DNS servers of IPv6.
 */
final class PppdArguments {
    /** Numbers that are one option each. */
    private static final List<Map.Entry<Attribute<Integer>, List<String>>> NUMBERS = List.of(
            row(PppAttributes.CHAP_INTERVAL, "chap-interval"),
            row(PppAttributes.CHAP_MAX_CHALLENGE, "chap-max-challenge"),
            row(PppAttributes.CHAP_RESTART, "chap-restart"),
            row(PppAttributes.PAP_MAX_AUTH_REQUESTS, "pap-max-authreq"),
            row(PppAttributes.PAP_RESTART_INTERVAL, "pap-restart"),
            row(PppAttributes.LCP_MAX_CONFIG_REQUESTS, "lcp-max-configure"),
            row(PppAttributes.LCP_MAX_CONFIG_NAKS, "lcp-max-failure"),
            row(PppAttributes.LCP_MAX_TERMINATE_REQUESTS, "lcp-max-terminate"),
            row(PppAttributes.LCP_RETRANSMIT_INTERVAL, "lcp-restart"),
            row(PppAttributes.IPCP_MAX_CONFIG_REQUESTS, "ipcp-max-configure", "ipv6cp-max-configure"),
            row(PppAttributes.IPCP_MAX_CONFIG_NAKS, "ipcp-max-failure", "ipv6cp-max-failure"),
            row(PppAttributes.IPCP_MAX_TERMINATE_REQUESTS, "ipcp-max-terminate", "ipv6cp-max-terminate"),
            row(PppAttributes.IPCP_RETRANSMIT_INTERVAL, "ipcp-restart", "ipv6cp-restart"),
            row(PppAttributes.IDLE_TIMEOUT, "idle"),
            row(PppAttributes.MAX_CONNECT_TIME, "maxconnect"),
            row(PppAttributes.MAX_FAILURE_COUNT, "maxfail"));

    /** Names of the authentication protocols behind {@code require-} and {@code refuse-}. */
    private static final List<String> PROTOCOLS = List.of("pap", "chap", "mschap", "mschap-v2", "eap");

    private final Profile profile;
    private final Side side;
    private final List<String> words = new ArrayList<>(96);

    /**
     * What a session adds to its profile.
     *
     * @param server whether we are the network's side
     * @param mtu longest packet that we send
     * @param localName our name
     * @param dns servers that the peer is told
     * @param traced whether PPP is traced
     */
    record Side(boolean server, int mtu, String localName, List<IpAddress> dns, boolean traced) {}

    private PppdArguments(Profile profile, Side side) {
        this.profile = profile;
        this.side = side;
    }

    private static Map.Entry<Attribute<Integer>, List<String>> row(Attribute<Integer> attribute, String... options) {
        return Map.entry(attribute, List.of(options));
    }

    static List<String> of(Profile profile, Side side) {
        var made = new PppdArguments(profile, side);
        made.link();
        made.authentication();
        made.numbers();
        made.compression();
        if (side.server) {
            made.server();
        } else {
            made.client();
        }
        made.network();
        return List.copyOf(made.words);
    }

    private void add(String... all) {
        words.addAll(List.of(all));
    }

    private boolean is(Attribute<Boolean> flag) {
        return profile.get(flag);
    }

    private void link() {
        int mru = profile.get(PppAttributes.MRU);
        add("mtu", "" + side.mtu, "mru", "" + (mru == 0 ? side.mtu : mru));
        add("asyncmap", Long.toHexString(profile.get(PppAttributes.ASYNCMAP)));
        if (profile.get(PppAttributes.SYNC_MODE) != Choices.SyncMode.ASYNC) {
            add("sync");
        }
        add("local", "nolock", "hide-password");
        if (side.traced) {
            add("debug", "kdebug", "7");
        }
        if (is(PppAttributes.MULTILINK)) {
            add("multilink");
        } else {
            add("noendpoint", "nomp");
        }
    }

    /** A server proves itself to nobody; who demands no proof of a peer says so, for pppd's default depends on routes. */
    private void authentication() {
        boolean demands = side.server ? !is(PppAttributes.AUTH_NONE) : is(PppAttributes.AUTH_PEER);
        List<String> allowed = protocols();
        add("name", side.localName);
        if (demands) {
            add("auth");
            allowed.forEach(protocol -> add("require-" + protocol));
        } else {
            add("noauth");
        }
        for (String protocol : PROTOCOLS) {
            if (side.server || !allowed.contains(protocol)) {
                add("refuse-" + protocol);
            }
        }
        String remote = profile.get(PppAttributes.REMOTE_NAME);
        if (!side.server && !remote.isEmpty()) {
            add("remotename", remote);
        }
        int wait = profile.get(PppAttributes.PAP_TIMEOUT);
        add("pap-timeout", "" + (wait == 0 ? profile.get(PppAttributes.AUTH_TIMEOUT_SECONDS) : wait));
    }

    private List<String> protocols() {
        var all = new ArrayList<String>();
        for (Choices.AuthMethod method : Rules.methods(profile)) {
            all.add(
                    switch (method) {
                        case PAP -> "pap";
                        case CHAP -> "chap";
                        case MSCHAPV2 -> "mschap-v2";
                    });
        }
        if (is(PppAttributes.AUTH_MSCHAPV1)) {
            all.add("mschap");
        }
        if (is(PppAttributes.AUTH_EAP)) {
            all.add("eap");
        }
        return all;
    }

    private void numbers() {
        NUMBERS.forEach(row -> row.getValue().forEach(option -> add(option, "" + profile.get(row.getKey()))));
        int failures = profile.get(PppAttributes.LCP_ECHO_FAILURE_COUNT);
        int interval = profile.get(PppAttributes.LCP_ECHO_INTERVAL);
        boolean echo = failures > 0 && interval > 0;
        add("lcp-echo-interval", "" + (echo ? interval : 0), "lcp-echo-failure", "" + (echo ? failures : 0));
    }

    /** Header compression saves nothing on a tunnel. MPPE is negotiated by CCP. */
    private void compression() {
        add("noaccomp", "nopcomp", "novj", "novjccomp", "nobsdcomp", "nodeflate", "nopredictor1");
        if (is(PppAttributes.REQUIRE_MPPE)) {
            add("require-mppe");
        } else {
            add("noccp");
        }
    }

    private void server() {
        side.dns.stream().filter(IpAddress::isV4).forEach(server -> add("ms-dns", server.toString()));
        servers("ms-wins", PppAttributes.WINS_IPADDR_PRI, PppAttributes.WINS_IPADDR_SEC);
        add(is(PppAttributes.PROXY_ARP) ? "proxyarp" : "noproxyarp", "nodefaultroute");
    }

    private void servers(String option, Attribute<IpAddress> first, Attribute<IpAddress> second) {
        for (Attribute<IpAddress> attribute : List.of(first, second)) {
            IpAddress address = profile.get(attribute);
            if (address != null) {
                add(option, address.toString());
            }
        }
    }

    private void client() {
        add("noipdefault", "ipcp-accept-local");
        if (profile.get(PppAttributes.REMOTE_IPADDR) == null) {
            add("ipcp-accept-remote");
        }
        if (is(PppAttributes.USE_PEER_DNS)) {
            add("usepeerdns");
        }
        add(is(PppAttributes.DEFAULT_ROUTE) ? "defaultroute" : "nodefaultroute");
        add(is(PppAttributes.PROXY_ARP) ? "proxyarp" : "noproxyarp");
    }

    private void network() {
        if (!is(PppAttributes.IPV4)) {
            add("noip");
        }
        add(is(PppAttributes.IPV6) ? "+ipv6" : "noipv6");
    }
}
