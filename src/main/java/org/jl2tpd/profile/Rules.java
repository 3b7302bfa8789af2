package org.jl2tpd.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** Rules between attributes, beyond the range of each: what would be accepted and then not do what it says is a problem here. */
public final class Rules {
    /**
     * Something that can't be.
     *
     * @param attribute the attribute at which it shows
     * @param message for an operator, whole; never a secret
     */
    public record Problem(Attribute<?> attribute, String message) {}

    private static final List<Attribute<Boolean>> PPPD_FLAGS = List.of(
            PppAttributes.AUTH_EAP, PppAttributes.AUTH_MSCHAPV1, PppAttributes.MULTILINK, PppAttributes.REQUIRE_MPPE);
    private static final List<Attribute<IpAddress>> PPPD_ADDRESSES =
            List.of(PppAttributes.WINS_IPADDR_PRI, PppAttributes.WINS_IPADDR_SEC);

    /** Attributes of the parity model that this build accepts and does not act on. */
    private static final Set<Attribute<?>> WITHOUT_EFFECT =
            Set.of(TunnelAttributes.USE_UDP_CHECKSUMS, PppAttributes.SYNC_MODE);

    /** Attributes that pppd has no option for. */
    public static final List<Attribute<?>> WITHOUT_EFFECT_WITH_PPPD = List.of(
            PppAttributes.NCP_TIMEOUT_SECONDS,
            PppAttributes.ROUTER_ADVERTISEMENT_SECONDS,
            PppAttributes.DNS_IPV6ADDR_PRI,
            PppAttributes.DNS_IPV6ADDR_SEC);

    private Rules() {}

    /** Whether the daemon acts on the attribute: a file that sets another one is told so. */
    public static boolean hasEffect(Attribute<?> attribute) {
        return !WITHOUT_EFFECT.contains(attribute);
    }

    /** Problems of one profile by itself. */
    public static List<Problem> check(Profile profile) {
        List<Problem> problems = new ArrayList<>();
        switch (profile.kind()) {
            case SYSTEM -> system(profile, problems);
            case PEER -> peer(profile, problems);
            case TUNNEL -> tunnel(profile, problems);
            case SESSION -> session(profile, problems);
            case PPP -> ppp(profile, problems);
            case STATIC_TUNNEL -> StaticRules.tunnel(profile, problems);
            case STATIC_SESSION -> {}
        }
        return problems;
    }

    /** Problems that show when profiles come together: for a peer that may open tunnels, or a tunnel that we open. */
    public static List<Problem> check(Resolved resolved) {
        List<Problem> problems = new ArrayList<>();
        Profile tunnel = resolved.tunnel();
        if (tunnel.get(TunnelAttributes.SECRET) == null) {
            if (tunnel.get(TunnelAttributes.AUTH_MODE) == Choices.AuthMode.CHALLENGE) {
                problems.add(new Problem(TunnelAttributes.AUTH_MODE, "auth_mode \"challenge\" needs a secret"));
            }
            if (tunnel.get(TunnelAttributes.HIDE_AVPS)) {
                problems.add(new Problem(TunnelAttributes.HIDE_AVPS, "hide_avps needs a secret"));
            }
        }
        return problems;
    }

    /** Problems of a session that we open with those profiles. */
    public static List<Problem> checkOpened(Resolved resolved) {
        List<Problem> problems = new ArrayList<>();
        Choices.SessionType type = resolved.session().get(SessionAttributes.SESSION_TYPE);
        Choices.LacLns role = resolved.peer().get(PeerAttributes.LAC_LNS);
        if (type == Choices.SessionType.LAOC || type == Choices.SessionType.LNIC) {
            problems.add(new Problem(
                    SessionAttributes.SESSION_TYPE,
                    "session_type must be laic or lnoc: calls of the other types are opened by the peer"));
        }
        boolean lac = type == Choices.SessionType.LAIC;
        if (lac && role == Choices.LacLns.LNS || type == Choices.SessionType.LNOC && role == Choices.LacLns.LAC) {
            problems.add(new Problem(
                    SessionAttributes.SESSION_TYPE,
                    "session_type does not fit lac_lns of peer profile "
                            + resolved.peer().name()));
        }
        return problems;
    }

    private static void system(Profile system, List<Problem> problems) {
        ordered(system, SystemAttributes.REDIAL_MIN_SECONDS, SystemAttributes.REDIAL_MAX_SECONDS, problems);
        ordered(system, SystemAttributes.MAX_HALF_OPEN_PER_PREFIX, SystemAttributes.MAX_HALF_OPEN_TUNNELS, problems);
        logTarget(system, problems);
    }

    private static void logTarget(Profile system, List<Problem> problems) {
        Choices.LogTarget target = SystemAttributes.logTarget(system);
        boolean hasFile = !system.get(SystemAttributes.LOG_FILE).isEmpty();
        if (target == Choices.LogTarget.FILE && !hasFile) {
            problems.add(new Problem(SystemAttributes.LOG_TARGET, "log_target \"file\" needs log_file"));
        } else if (target != Choices.LogTarget.FILE && hasFile) {
            problems.add(new Problem(SystemAttributes.LOG_TARGET, "log_file needs log_target \"file\", or none"));
        }
    }

    private static <T extends Comparable<T>> void ordered(
            Profile profile, Attribute<T> low, Attribute<T> high, List<Problem> problems) {
        if (profile.get(low).compareTo(profile.get(high)) > 0) {
            Attribute<T> at = profile.sets(low) ? low : high;
            problems.add(new Problem(
                    at,
                    low.name() + " (" + profile.get(low) + ") must not be above " + high.name() + " ("
                            + profile.get(high) + ")"));
        }
    }

    private static void peer(Profile peer, List<Problem> problems) {
        IpAddress address = peer.get(PeerAttributes.PEER_IPADDR);
        IpAddress mask = peer.get(PeerAttributes.NETMASK);
        if (address != null && peer.get(PeerAttributes.PEER_PREFIX) != null) {
            problems.add(new Problem(PeerAttributes.PEER_PREFIX, "peer_prefix and peer_ipaddr exclude each other"));
        }
        if (mask != null && (address == null || !address.isV4())) {
            problems.add(new Problem(PeerAttributes.NETMASK, "netmask needs an IPv4 peer_ipaddr"));
        } else if (mask != null && (~mask.v4() & (~mask.v4() + 1)) != 0) {
            problems.add(new Problem(PeerAttributes.NETMASK, "netmask must be ones followed by zeros, not " + mask));
        }
        if (peer.name().equals(Configuration.DEFAULT)) {
            for (Attribute<?> selector : List.of(
                    PeerAttributes.HOST_NAME,
                    PeerAttributes.HOST_NAME_SUFFIX,
                    PeerAttributes.PEER_IPADDR,
                    PeerAttributes.PEER_PREFIX)) {
                if (peer.sets(selector)) {
                    problems.add(new Problem(
                            selector,
                            selector.name() + " has no meaning in the default profile: it takes all other peers"));
                }
            }
        }
    }

    private static void tunnel(Profile tunnel, List<Problem> problems) {
        ordered(tunnel, TunnelAttributes.RETRY_TIMEOUT, TunnelAttributes.MAX_RETRY_TIMEOUT, problems);
        IpAddress source = tunnel.get(TunnelAttributes.SRC_IPADDR);
        if (source == null) {
            return;
        }
        for (String destination : tunnel.get(TunnelAttributes.DEST_IPADDR)) {
            IpAddress literal = IpAddress.parse(destination);
            if (literal != null && literal.isV4() != source.isV4()) {
                problems.add(new Problem(
                        TunnelAttributes.SRC_IPADDR, "src_ipaddr " + source + " can't reach " + destination));
            }
        }
    }

    private static void session(Profile session, List<Problem> problems) {
        if (session.get(SessionAttributes.MAXIMUM_BPS) != 0) {
            ordered(session, SessionAttributes.MINIMUM_BPS, SessionAttributes.MAXIMUM_BPS, problems);
        }
        String sent = session.get(SessionAttributes.LAST_SENT_LCP_CONFREQ);
        String received = session.get(SessionAttributes.LAST_RCVD_LCP_CONFREQ);
        if (sent.isEmpty() != received.isEmpty()) {
            Attribute<String> at =
                    sent.isEmpty() ? SessionAttributes.LAST_RCVD_LCP_CONFREQ : SessionAttributes.LAST_SENT_LCP_CONFREQ;
            problems.add(new Problem(at, "last_sent_lcp_confreq and last_rcvd_lcp_confreq need each other"));
        }
        Choices.ProxyAuthType type = session.get(SessionAttributes.PROXY_AUTH_TYPE);
        Secret response = session.get(SessionAttributes.PROXY_AUTH_RESPONSE);
        if (type != Choices.ProxyAuthType.NONE && response == null) {
            problems.add(new Problem(SessionAttributes.PROXY_AUTH_TYPE, "proxy_auth_type needs proxy_auth_response"));
        }
        boolean challenged = type == Choices.ProxyAuthType.CHAP || type == Choices.ProxyAuthType.MSCHAP;
        if (challenged && session.get(SessionAttributes.PROXY_AUTH_CHALLENGE).isEmpty()) {
            problems.add(
                    new Problem(SessionAttributes.PROXY_AUTH_TYPE, "this proxy_auth_type needs proxy_auth_challenge"));
        }
    }

    private static void ppp(Profile ppp, List<Problem> problems) {
        boolean own = ppp.get(PppAttributes.PPP) == Choices.PppMode.OWN;
        if (own) {
            onlyWithPppd(ppp, problems);
        }
        if (!own && ppp.get(PppAttributes.USE_RADIUS)) {
            problems.add(new Problem(PppAttributes.USE_RADIUS, "use_radius is possible only with ppp = \"own\""));
        }
        if (own && ppp.get(PppAttributes.PROXY_ARP)) {
            problems.add(new Problem(PppAttributes.PROXY_ARP, "proxy_arp is possible only with ppp = \"pppd\""));
        }
        if (!ppp.get(PppAttributes.IPV4) && !ppp.get(PppAttributes.IPV6)) {
            Attribute<Boolean> at = ppp.sets(PppAttributes.IPV4) ? PppAttributes.IPV4 : PppAttributes.IPV6;
            problems.add(new Problem(at, "ipv4 and ipv6 are both off: the session would carry nothing"));
        }
        boolean pppdMethod = !own && (ppp.get(PppAttributes.AUTH_MSCHAPV1) || ppp.get(PppAttributes.AUTH_EAP));
        if (!ppp.get(PppAttributes.AUTH_NONE) && methods(ppp).isEmpty() && !pppdMethod) {
            Attribute<?> at = ppp.sets(PppAttributes.AUTH_ORDER) ? PppAttributes.AUTH_ORDER : PppAttributes.AUTH_PAP;
            problems.add(new Problem(at, "no authentication protocol is left: allow one, or set auth_none"));
        }
        IpAddress local = ppp.get(PppAttributes.LOCAL_IPADDR);
        if (local != null && local.equals(ppp.get(PppAttributes.REMOTE_IPADDR))) {
            problems.add(new Problem(PppAttributes.REMOTE_IPADDR, "remote_ipaddr must not be local_ipaddr"));
        }
    }

    private static void onlyWithPppd(Profile ppp, List<Problem> problems) {
        for (Attribute<Boolean> flag : PPPD_FLAGS) {
            if (ppp.get(flag)) {
                problems.add(new Problem(flag, flag.name() + " is possible only with ppp = \"pppd\""));
            }
        }
        for (Attribute<IpAddress> address : PPPD_ADDRESSES) {
            if (ppp.sets(address)) {
                problems.add(new Problem(address, address.name() + " is possible only with ppp = \"pppd\""));
            }
        }
    }

    /** The protocols of {@code auth_order} that are allowed, in that order. */
    public static List<Choices.AuthMethod> methods(Profile ppp) {
        return ppp.get(PppAttributes.AUTH_ORDER).stream()
                .filter(method -> switch (method) {
                    case PAP -> ppp.get(PppAttributes.AUTH_PAP);
                    case CHAP -> ppp.get(PppAttributes.AUTH_CHAP);
                    case MSCHAPV2 -> ppp.get(PppAttributes.AUTH_MSCHAPV2);
                })
                .toList();
    }
}
