package org.jl2tpd.aaa;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Reads an Access-Accept. What is not known, or has a value that can't be, is read over and counted. */
final class AcceptReader {
    /** Least interval of interim records that a server may name (RFC 2869 5.16). */
    static final int MIN_INTERIM_SECONDS = 60;

    /** Least packet that every IPv4 host takes (RFC 791). */
    static final int MIN_MTU = 68;

    /** Characters of Reply-Message that a peer is told. */
    static final int MAX_MESSAGE = 200;

    /** Outbound: the user's call goes on (RFC 2865 5.6, as LACs are answered). */
    private static final long SERVICE_OUTBOUND = 5;

    /** Framed-IP-Address: the user, or we, choose (RFC 2865 5.8). */
    private static final int USER_CHOOSES = 0xffffffff;

    private static final int NAS_CHOOSES = 0xfffffffe;
    private static final int LINK_PREFIX = 64;
    /** {@code S=} and 40 hexadecimal digits (RFC 2759 5). */
    private static final int PROOF_OCTETS = 42;

    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private static final Pattern PROOF = Pattern.compile("S=[0-9A-Fa-f]{40}");

    /** Known, but of no use here, or used where the answer was received. */
    private static final Set<AttributeType> SILENT = Set.of(
            Attributes.MESSAGE_AUTHENTICATOR,
            Attributes.PROXY_STATE,
            Attributes.STATE,
            Attributes.TERMINATION_ACTION,
            Attributes.MS_MPPE_SEND_KEY,
            Attributes.MS_MPPE_RECV_KEY);

    private final AttributeSet set;
    private final Set<AttributeType> used = new HashSet<>(SILENT);
    private int wrong;

    private AcceptReader(AttributeSet set) {
        this.set = set;
    }

    /** @param userName that was presented */
    static Accept read(AttributeSet set, String userName) {
        return new AcceptReader(set).accept(userName);
    }

    private Accept accept(String presented) {
        TunnelReader.Tunnels tunnels = TunnelReader.read(set);
        String userName = text(Attributes.USER_NAME);
        String problem = problem(tunnels);
        AddressWish wish = wish(userName.isEmpty() ? presented : userName);
        SessionPolicy policy = policy(userName, tunnels);
        List<byte[]> classes = take(Attributes.CLASS, set::all);
        int interim = interim();
        String message = message(take(Attributes.REPLY_MESSAGE, set::texts));
        String proof = proof(take(Attributes.MS_CHAP2_SUCCESS, set::octets));
        return new Accept(wish, policy, userName, classes, interim, message, proof, wrong + unknown(), problem);
    }

    private <T> T take(AttributeType type, Function<AttributeType, T> how) {
        used.add(type);
        return how.apply(type);
    }

    private int unknown() {
        int unknown = 0;
        for (AttributeSet.Value value : set.values()) {
            unknown += value.type().tagged() || used.contains(value.type()) ? 0 : 1;
        }
        return unknown;
    }

    /** A service that we don't know is a refusal (RFC 2865 5.6), and so are tunnels none of which is ours to make (RFC 2868 2). */
    private String problem(TunnelReader.Tunnels tunnels) {
        long service = number(Attributes.SERVICE_TYPE, CallAttributes.SERVICE_FRAMED);
        boolean outbound = service == SERVICE_OUTBOUND && !tunnels.choices().isEmpty();
        if (service != CallAttributes.SERVICE_FRAMED && !outbound) {
            return "the server wants Service-Type " + service;
        }
        long protocol = number(Attributes.FRAMED_PROTOCOL, CallAttributes.FRAMED_PPP);
        if (protocol != CallAttributes.FRAMED_PPP) {
            return "the server wants Framed-Protocol " + protocol;
        }
        return tunnels.isForeign() ? "the server wants a tunnel, but none of L2TP to an LNS" : null;
    }

    private AddressWish wish(String userName) {
        IpAddress ipv4 = ipv4();
        return AddressWish.of(userName)
                .ipv4(ipv4)
                .ipv6Prefix(linkPrefix())
                .delegatedPrefix(delegated())
                .ipv4Pool(pool(Attributes.FRAMED_POOL))
                .ipv6Pool(pool(Attributes.FRAMED_IPV6_POOL))
                .delegatedPool(pool(Attributes.DELEGATED_IPV6_PREFIX_POOL))
                .routes(routes(ipv4))
                .peerInterfaceId(interfaceId())
                .dns(dns())
                .sessionTimeoutSeconds(seconds(Attributes.SESSION_TIMEOUT))
                .idleTimeoutSeconds(seconds(Attributes.IDLE_TIMEOUT))
                .sessionLimit((int) Math.min(Integer.MAX_VALUE, number(Attributes.PORT_LIMIT, 0)))
                .build();
    }

    private IpAddress ipv4() {
        IpAddress address = take(Attributes.FRAMED_IP_ADDRESS, set::address);
        if (address == null) {
            wrong += set.has(Attributes.FRAMED_IP_ADDRESS) ? 1 : 0;
            return null;
        }
        if (address.isV4() && (address.v4() == USER_CHOOSES || address.v4() == NAS_CHOOSES)) {
            return null;
        }
        boolean good = address.isV4() && !address.isUnspecified() && !address.isMulticast();
        wrong += good ? 0 : 1;
        return good ? address : null;
    }

    private IpPrefix linkPrefix() {
        IpPrefix prefix = take(Attributes.FRAMED_IPV6_PREFIX, set::prefix);
        boolean good = prefix != null && prefix.length() <= LINK_PREFIX;
        wrong += set.has(Attributes.FRAMED_IPV6_PREFIX) && !good ? 1 : 0;
        return good ? new IpPrefix(prefix.address(), LINK_PREFIX) : null;
    }

    private IpPrefix delegated() {
        IpPrefix prefix = take(Attributes.DELEGATED_IPV6_PREFIX, set::prefix);
        wrong += set.has(Attributes.DELEGATED_IPV6_PREFIX) && prefix == null ? 1 : 0;
        return prefix;
    }

    private String pool(AttributeType type) {
        String name = text(type);
        return name.isEmpty() ? null : name;
    }

    /** The subnet of the address, the routes, and a prefix of the link that is more than a link has. */
    private List<IpPrefix> routes(IpAddress ipv4) {
        List<IpPrefix> routes = new ArrayList<>();
        IpPrefix subnet = RouteText.subnet(ipv4, take(Attributes.FRAMED_IP_NETMASK, set::address));
        IpPrefix link = set.prefix(Attributes.FRAMED_IPV6_PREFIX);
        Stream.of(subnet, link == null || link.length() >= LINK_PREFIX ? null : link)
                .filter(Objects::nonNull)
                .forEach(routes::add);
        take(Attributes.FRAMED_ROUTE, set::texts).forEach(text -> addRoute(routes, RouteText.ipv4(text)));
        take(Attributes.FRAMED_IPV6_ROUTE, set::texts).forEach(text -> addRoute(routes, RouteText.ipv6(text)));
        return routes.stream().distinct().toList();
    }

    private void addRoute(List<IpPrefix> routes, IpPrefix route) {
        if (route == null) {
            wrong++;
        } else {
            routes.add(route);
        }
    }

    private long interfaceId() {
        byte[] octets = take(Attributes.FRAMED_INTERFACE_ID, set::octets);
        return octets == null || octets.length != Long.BYTES ? 0 : AttributeSet.number(octets);
    }

    private List<IpAddress> dns() {
        List<IpAddress> servers = new ArrayList<>();
        servers.add(take(Attributes.MS_PRIMARY_DNS_SERVER, set::address));
        servers.add(take(Attributes.MS_SECONDARY_DNS_SERVER, set::address));
        for (byte[] octets : take(Attributes.DNS_SERVER_IPV6_ADDRESS, set::all)) {
            servers.add(octets.length == 16 ? IpAddress.of(octets) : null);
        }
        return servers.stream()
                .filter(server -> server != null && !server.isUnspecified())
                .toList();
    }

    private int seconds(AttributeType type) {
        return (int) Math.min(Integer.MAX_VALUE, number(type, 0));
    }

    private int interim() {
        long seconds = number(Attributes.ACCT_INTERIM_INTERVAL, SessionAccount.UNSET);
        if (seconds <= 0) {
            return (int) seconds;
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(MIN_INTERIM_SECONDS, seconds));
    }

    private SessionPolicy policy(String userName, TunnelReader.Tunnels tunnels) {
        long debug = number(Attributes.JL2TPD_DEBUG_MASK, -1);
        return new SessionPolicy(
                userName,
                text(Attributes.JL2TPD_PPP_PROFILE),
                mtu(),
                rate(Attributes.JL2TPD_RX_BITS_PER_SECOND, Attributes.WISPR_BANDWIDTH_MAX_UP),
                rate(Attributes.JL2TPD_TX_BITS_PER_SECOND, Attributes.WISPR_BANDWIDTH_MAX_DOWN),
                String.join(",", take(Attributes.FILTER_ID, set::texts)),
                debug < 0 || debug > Integer.MAX_VALUE ? -1 : (int) debug,
                tunnels.choices());
    }

    private int mtu() {
        long mtu = number(Attributes.FRAMED_MTU, 0);
        boolean good = mtu >= MIN_MTU && mtu <= 0xffff;
        wrong += mtu != 0 && !good ? 1 : 0;
        return good ? (int) mtu : 0;
    }

    private long rate(AttributeType own, AttributeType other) {
        long theirs = number(other, 0);
        return Math.max(0, number(own, theirs));
    }

    private long number(AttributeType type, long otherwise) {
        used.add(type);
        return set.number(type, otherwise);
    }

    private String text(AttributeType type) {
        used.add(type);
        return set.text(type);
    }

    /** Reply-Messages as one line that a peer can show: no control characters, of a bounded length; empty without any. */
    static String message(List<String> texts) {
        if (texts.isEmpty()) {
            return "";
        }
        String line = UNSAFE.matcher(String.join(" ", texts)).replaceAll(" ").strip();
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE);
    }

    /** What is wrong with a success that proves nothing, in words for our operator; what it says is not for the log. */
    static String proofProblem(byte[] success) {
        return success == null
                ? "accepted MS-CHAPv2 without MS-CHAP2-Success"
                : "accepted MS-CHAPv2 with an MS-CHAP2-Success of " + success.length
                        + " octets that is not an identifier's octet, \"S=\" and 40 hexadecimal digits";
    }

    /** The identifier's octet first, then the text (RFC 2548 2.3.3). */
    private static String proof(byte[] success) {
        if (success == null || success.length < 1 + PROOF_OCTETS) {
            return null;
        }
        String text = new String(success, 1, PROOF_OCTETS, StandardCharsets.US_ASCII);
        return PROOF.matcher(text).matches() ? text : null;
    }
}
