package org.jl2tpd.migration;

import static org.jl2tpd.migration.Rule.How.IF_ON;
import static org.jl2tpd.migration.Rule.How.LOST;
import static org.jl2tpd.migration.Rule.How.LOST_IF_ON;
import static org.jl2tpd.migration.Rule.How.NEEDLESS;
import static org.jl2tpd.migration.Rule.How.SPECIAL;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;

/** What becomes of xl2tpd's keys. */
public final class Xl2tpdTable {
    static final String GLOBAL = "global";
    static final String LNS = "lns";
    static final String LAC = "lac";

    private static final List<Rule> ALL = new ArrayList<>();

    static {
        global();
        for (String object : List.of(LNS, LAC)) {
            both(object);
        }
        lns();
        lac();
    }

    private Xl2tpdTable() {}

    private static void global() {
        ALL.add(Rule.same(GLOBAL, "listen-addr", SystemAttributes.LISTEN_ADDRESSES));
        ALL.add(Rule.same(GLOBAL, "port", SystemAttributes.UDP_PORT));
        add(GLOBAL, "auth file", SPECIAL, "the secrets of that file");
        add(
                GLOBAL,
                "access control",
                SPECIAL,
                "who is let in: a peer_profile for each range of lac, and the default one where it is off");
        add(GLOBAL, "max retries", SPECIAL, "max_retries of each tunnel profile");
        add(GLOBAL, "force userspace", SPECIAL, "datapath = \"tun\"");
        add(GLOBAL, "rand source", NEEDLESS, "random numbers are the kernel's");
        add(
                GLOBAL,
                "ipsec saref",
                LOST_IF_ON,
                "clients behind one NAT are told apart without it, by their ports and ids");
        add(GLOBAL, "saref refinfo", NEEDLESS, "it is part of ipsec saref");
        for (String what : List.of("avp", "network", "packet", "state", "tunnel")) {
            add(GLOBAL, "debug " + what, SPECIAL, "trace_flags of [system]");
        }
    }

    private static void both(String object) {
        add(object, "local ip", SPECIAL, "local_ipaddr of the ppp profile or session");
        ALL.add(new Rule(object, "hidden bit", TunnelAttributes.HIDE_AVPS, IF_ON, ""));
        add(object, "length bit", NEEDLESS, "every peer takes data messages with and without");
        add(object, "challenge", SPECIAL, "auth_mode of the tunnel profile: the peer is asked for the secret, or not");
        ALL.add(Rule.same(object, "tunnel rws", TunnelAttributes.RX_WINDOW_SIZE));
        add(object, "call rws", NEEDLESS, "RFC 2661 has no windows of calls, and xl2tpd ignores it too");
        add(object, "flow bit", NEEDLESS, "xl2tpd ignores it too; use_sequence_numbers numbers data messages here");
        for (String how : List.of("require ", "refuse ")) {
            for (String what : List.of("pap", "chap", "authentication", "auth")) {
                add(
                        object,
                        how + what,
                        SPECIAL,
                        what.startsWith("auth")
                                ? "as pppd's auth and noauth"
                                : "auth_" + what + " of the ppp profile or session");
            }
        }
        add(object, "unix authentication", LOST_IF_ON, "users are [[user]]s here, none of the system");
        add(object, "unix auth", LOST_IF_ON, "users are [[user]]s here, none of the system");
        add(object, "name", SPECIAL, object.equals(LNS) ? "local_name of the ppp profile" : "user_name of the session");
        ALL.add(Rule.same(object, "hostname", TunnelAttributes.HOST_NAME));
        add(object, "ppp debug", SPECIAL, "trace_flags = [\"ppp_control\"] of the ppp profile or session");
        add(object, "pass peer", NEEDLESS, "hooks are told the peer's address");
        add(object, "pppoptfile", SPECIAL, "the options of that file");
        add(object, "exclusive", LOST_IF_ON, "a second tunnel of a peer is not refused");
    }

    private static void lns() {
        add(LNS, "ip range", SPECIAL, "ipv4 of a pool");
        add(LNS, "no ip range", SPECIAL, "those addresses are left out of the pool");
        add(LNS, "assign ip", SPECIAL, "no: no pool");
        add(LNS, "lac", SPECIAL, "a peer_profile for each prefix of the range");
        add(LNS, "no lac", SPECIAL, "those addresses are left out of the peer profiles");
        add(LNS, "local ip range", SPECIAL, "local_ipaddr is the first of them: one address serves all sessions");
        for (String speed : List.of("rx bps", "tx bps", "bps")) {
            add(LNS, speed, LOST, "sessions are not shaped: tc on the session's device does it");
        }
    }

    private static void lac() {
        add(LAC, "lns", SPECIAL, "dest_ipaddr, and peer_udp_port behind a colon; several are tried in turn");
        add(LAC, "autodial", SPECIAL, "yes: a [[tunnel]] is opened at the start, always");
        add(LAC, "redial", SPECIAL, "persist");
        add(LAC, "redial timeout", SPECIAL, "redial_min_seconds of [system], for all tunnels");
        add(LAC, "max redials", SPECIAL, "max_failure_count of the session");
        ALL.add(Rule.like(LAC, "remote ip", PppAttributes.REMOTE_IPADDR, "for a server that tells no address"));
        ALL.add(Rule.same(LAC, "defaultroute", PppAttributes.DEFAULT_ROUTE));
        for (String speed : List.of("rx bps", "tx bps", "bps")) {
            add(LAC, speed, SPECIAL, "connect_speed of the session, which is told and not enforced");
        }
    }

    private static void add(String object, String key, Rule.How how, String words) {
        ALL.add(Rule.of(object, key, how, words));
    }

    /** All rows, by section. */
    public static List<Rule> all() {
        return List.copyOf(ALL);
    }

    /** The row of a key; null when xl2tpd has none of that name there. */
    static Rule find(String object, String key) {
        return ALL.stream()
                .filter(rule -> rule.object().equals(object) && rule.key().equals(key))
                .findFirst()
                .orElse(null);
    }
}
