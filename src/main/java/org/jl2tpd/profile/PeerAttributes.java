package org.jl2tpd.profile;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;

/**
 * Attributes of the peer profile ({@code [peer_profile.NAME]}). A profile's name is the Host Name that it serves, unless
 * {@code host_name} gives another one.
 */
public final class PeerAttributes {
    private static final Make MAKE = new Make(ProfileKind.PEER);

    public static final Attribute<Boolean> ALLOW_TUNNELS = MAKE.flag(
            "allow_tunnels",
            false,
            "Whether the peer may open tunnels to us; every profile refuses until it says true.");
    public static final Attribute<String> HOST_NAME =
            MAKE.text("host_name", "", "Host Name AVP that selects this profile; empty takes the profile's name.");
    public static final Attribute<String> HOST_NAME_SUFFIX = MAKE.text(
            "host_name_suffix",
            "",
            v -> v.isEmpty() || v.startsWith(".") && v.length() > 1,
            "a domain with a leading dot, such as .isp.example",
            "Ending of Host Names that select this profile; the longest one wins.");
    public static final Attribute<IpAddress> PEER_IPADDR =
            MAKE.address("peer_ipaddr", "Source address that selects this profile.");
    public static final Attribute<IpAddress> NETMASK =
            MAKE.ipv4("netmask", "Mask of peer_ipaddr; a single address where it is not set. The longest one wins.");
    public static final Attribute<IpPrefix> PEER_PREFIX =
            MAKE.prefix("peer_prefix", "Source prefix that selects this profile, in place of peer_ipaddr and netmask.");
    public static final Attribute<Integer> PEER_PORT = MAKE.numberOrZero(
            "peer_port", 0, "1701", 1, 65_535, "UDP port of the peer for tunnels that we open to it.");
    public static final Attribute<Choices.LacLns> LAC_LNS =
            MAKE.choice("lac_lns", Choices.LacLns.class, Choices.LacLns.LACLNS, "What we may be towards this peer.");
    public static final Attribute<String> TUNNEL_PROFILE_NAME =
            MAKE.profileName("tunnel_profile_name", ProfileKind.TUNNEL, "Tunnel profile of the peer's tunnels.");
    public static final Attribute<String> SESSION_PROFILE_NAME =
            MAKE.profileName("session_profile_name", ProfileKind.SESSION, "Session profile of the peer's sessions.");
    public static final Attribute<String> PPP_PROFILE_NAME =
            MAKE.profileName("ppp_profile_name", ProfileKind.PPP, "PPP profile of the peer's sessions.");
    public static final Attribute<Secret> SECRET = MAKE.secret(
            "secret", "Shared secret with this peer, in place of the tunnel profile's. Better: secret_name.");
    public static final Attribute<String> SECRET_NAME =
            MAKE.text("secret_name", "", "Name of the shared secret with this peer.");

    private PeerAttributes() {}
}
