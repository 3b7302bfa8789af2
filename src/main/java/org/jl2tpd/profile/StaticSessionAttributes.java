package org.jl2tpd.profile;

import java.util.List;
import java.util.regex.Pattern;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * Attributes of an Ethernet session of a static tunnel ({@code [static_tunnel.NAME.session.NAME]}), as {@code ip l2tp add session}
 * has them, and what its device gets.
 */
public final class StaticSessionAttributes {
    private static final Make MAKE = new Make(ProfileKind.STATIC_SESSION);
    private static final Pattern COOKIE_TEXT = Pattern.compile("([0-9a-fA-F]{8}){1,2}");
    /** Addresses that one device gets. */
    private static final int MAX_ADDRESSES = 16;

    public static final Attribute<Long> SESSION_ID = StaticTunnelAttributes.id(
            ProfileKind.STATIC_SESSION,
            "session_id",
            "Required. Our id of the session, different from that of every other L2TPv3 session of this host.");
    public static final Attribute<Long> PEER_SESSION_ID = StaticTunnelAttributes.id(
            ProfileKind.STATIC_SESSION, "peer_session_id", "Required. The peer's session_id.");
    public static final Attribute<Secret> COOKIE =
            cookie("cookie", "What our data messages carry: the peer's peer_cookie. Never shown.");
    public static final Attribute<Secret> PEER_COOKIE = cookie(
            "peer_cookie", "What the peer's data messages must carry, or they are dropped: its cookie. Never shown.");
    public static final Attribute<Choices.L2SpecType> L2SPEC_TYPE = MAKE.choice(
            "l2spec_type",
            Choices.L2SpecType.class,
            Choices.L2SpecType.DEFAULT,
            "The layer-2 specific sublayer of data messages; the same on both ends.");
    public static final Attribute<Choices.Sequencing> SEQUENCING = MAKE.choice(
            "sequencing",
            Choices.Sequencing.class,
            Choices.Sequencing.NONE,
            "Whether our data messages are numbered (send), the peer's must be (recv), or both; needs the default sublayer.");
    public static final Attribute<Integer> REORDER_TIMEOUT = MAKE.numberOrZero(
            "reorder_timeout",
            0,
            "not at all",
            1,
            30_000,
            "Milliseconds that an early data message waits for the missing ones.");
    public static final Attribute<String> INTERFACE_NAME = MAKE.text(
            "interface_name",
            "",
            v -> v.isEmpty() || Make.isDevice(v),
            "the name of a network device, 1 to 15 characters",
            "The Ethernet device; the kernel's choice (l2tpeth0 and on) when left out.");
    public static final Attribute<Integer> MTU =
            MAKE.numberOrZero("mtu", 0, "the kernel's choice", 68, 65_535, "Longest packet on the device.");
    public static final Attribute<List<String>> ADDRESSES = MAKE.list(
            "addresses",
            String.class,
            List.of(),
            v -> v.size() <= MAX_ADDRESSES && v.stream().allMatch(StaticSessionAttributes::isAddress),
            "list of ADDRESS/LENGTH, at most " + MAX_ADDRESSES,
            "Addresses of the device.");

    private StaticSessionAttributes() {}

    private static Attribute<Secret> cookie(String name, String description) {
        return new Attribute<>(
                name,
                ProfileKind.STATIC_SESSION,
                Secret.class,
                null,
                v -> v.octets().length == 4 || v.octets().length == 8,
                "8 or 16 hexadecimal digits in quotes",
                description);
    }

    /** Whether a text is a cookie: 4 or 8 octets in hexadecimal. */
    static boolean isCookie(String text) {
        return COOKIE_TEXT.matcher(text).matches();
    }

    private static boolean isAddress(String text) {
        return text.indexOf('/') > 0 && IpPrefix.parse(text) != null;
    }
}
