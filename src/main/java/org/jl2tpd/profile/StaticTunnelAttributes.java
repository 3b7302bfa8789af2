package org.jl2tpd.profile;

import org.jl2tpd.wire.IpAddress;

/** Attributes of an L2TPv3 tunnel without control protocol ({@code [static_tunnel.NAME]}), as {@code ip l2tp add tunnel} has them. */
public final class StaticTunnelAttributes {
    private static final Make MAKE = new Make(ProfileKind.STATIC_TUNNEL);

    /** Ids have 32 bits and are not 0 (RFC 3931 3.2, 4.1). */
    static final long MAX_ID = 0xffff_ffffL;

    public static final Attribute<IpAddress> LOCAL =
            MAKE.address("local", "Required. Our address, one of this host, of the same family as remote.");
    public static final Attribute<IpAddress> REMOTE = MAKE.address("remote", "Required. The peer's address.");
    public static final Attribute<Long> TUNNEL_ID = id(
            ProfileKind.STATIC_TUNNEL,
            "tunnel_id",
            "Required. Our id of the tunnel, different from that of every other tunnel of this host.");
    public static final Attribute<Long> PEER_TUNNEL_ID =
            id(ProfileKind.STATIC_TUNNEL, "peer_tunnel_id", "Required. The peer's tunnel_id.");
    public static final Attribute<Choices.Encapsulation> ENCAPSULATION = MAKE.choice(
            "encapsulation",
            Choices.Encapsulation.class,
            Choices.Encapsulation.UDP,
            "What carries the tunnel: UDP, or IP protocol 115.");
    public static final Attribute<Integer> OUR_UDP_PORT =
            MAKE.numberOrZero("our_udp_port", 0, "none", 1, 65_535, "Our UDP port; required with UDP.");
    public static final Attribute<Integer> PEER_UDP_PORT =
            MAKE.numberOrZero("peer_udp_port", 0, "none", 1, 65_535, "The peer's UDP port; required with UDP.");
    public static final Attribute<Boolean> USE_UDP_CHECKSUMS = MAKE.flag(
            "use_udp_checksums",
            true,
            "Whether our datagrams carry UDP checksums; without them, over IPv6, the peer's may come without too.");

    private StaticTunnelAttributes() {}

    /** An id, which has no default. */
    static Attribute<Long> id(ProfileKind kind, String name, String description) {
        return new Attribute<>(name, kind, Long.class, null, v -> v >= 1 && v <= MAX_ID, "1 to " + MAX_ID, description);
    }
}
