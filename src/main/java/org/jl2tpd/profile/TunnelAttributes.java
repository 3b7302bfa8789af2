package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/** Attributes of the tunnel profile ({@code [tunnel_profile.NAME]}); a tunnel may set each of them for itself. */
public final class TunnelAttributes {
    private static final Make MAKE = new Make(ProfileKind.TUNNEL);

    public static final Attribute<List<String>> DEST_IPADDR = MAKE.list(
            "dest_ipaddr",
            String.class,
            List.of(),
            v -> v.size() <= 16 && v.stream().noneMatch(String::isBlank),
            "one address or host name, or a list of at most 16",
            "The peer, or several that are tried in this order.");
    public static final Attribute<IpAddress> SRC_IPADDR =
            MAKE.address("src_ipaddr", "Our address; where it is not set the route to the peer decides.");
    public static final Attribute<Integer> PEER_UDP_PORT =
            MAKE.number("peer_udp_port", 1701, 1, 65_535, "UDP port of the peer that we open the tunnel to.");
    public static final Attribute<Integer> OUR_UDP_PORT =
            MAKE.numberOrZero("our_udp_port", 0, "any free one", 1, 65_535, "Our UDP port for a tunnel that we open.");
    public static final Attribute<String> HOST_NAME =
            MAKE.text("host_name", "", "Host Name AVP that we send; empty takes the system's.");
    public static final Attribute<Secret> SECRET =
            MAKE.secret("secret", "Secret shared with the peer. Better: secret_name.");
    public static final Attribute<String> SECRET_NAME =
            MAKE.text("secret_name", "", "Name of the secret shared with the peer.");
    public static final Attribute<Choices.AuthMode> AUTH_MODE = MAKE.choice(
            "auth_mode",
            Choices.AuthMode.class,
            Choices.AuthMode.NONE,
            "What a peer must show: nothing, that a peer profile other than default knows it, or the shared secret; where it is not set, challenge if there is a secret.");
    public static final Attribute<Boolean> HIDE_AVPS =
            MAKE.flag("hide_avps", false, "Whether AVPs that may be hidden are sent hidden; needs a secret.");
    public static final Attribute<Boolean> HIDE_PROXY_AUTHEN = MAKE.flag(
            "hide_proxy_authen",
            true,
            "Whether proxy names and passwords are sent hidden even without hide_avps, where there is a secret.");
    public static final Attribute<Boolean> USE_TIEBREAKER =
            MAKE.flag("use_tiebreaker", true, "Whether a Tie Breaker decides when both peers open a tunnel at once.");
    public static final Attribute<Boolean> ALLOW_PPP_PROXY = MAKE.flag(
            "allow_ppp_proxy",
            false,
            "Whether a LAC's proxy LCP and proxy authentication are used; else PPP starts anew.");
    public static final Attribute<Choices.Framing> FRAMING_CAPS =
            MAKE.choice("framing_caps", Choices.Framing.class, Choices.Framing.ANY, "Framing Capabilities AVP.");
    public static final Attribute<Choices.Bearer> BEARER_CAPS =
            MAKE.choice("bearer_caps", Choices.Bearer.class, Choices.Bearer.ANY, "Bearer Capabilities AVP.");
    public static final Attribute<Boolean> USE_UDP_CHECKSUMS =
            MAKE.flag("use_udp_checksums", true, "Whether data messages carry UDP checksums over IPv4.");
    public static final Attribute<Boolean> DO_PMTU_DISCOVERY = MAKE.flag(
            "do_pmtu_discovery",
            false,
            "Whether our datagrams must not be fragmented on their way; in userspace only for tunnels that we open, since the others share a socket.");
    public static final Attribute<Integer> MTU = MAKE.numberOrZero(
            "mtu",
            0,
            "automatic",
            576,
            9000,
            "Longest IP packet in a session; automatic is 1460 over IPv4 and 1440 over IPv6, 4 less with sequence numbers.");
    public static final Attribute<Integer> TRACE_FLAGS =
            MAKE.traceFlags("What is traced for these tunnels: names of facilities, or a mask.");
    public static final Attribute<Integer> KERNEL_DEBUG_MASK = MAKE.debugMask(
            "What the kernel's driver shows of these tunnels, and we with it: verbose, control, sequence, data, or a mask.");
    public static final Attribute<Integer> HELLO_TIMEOUT = MAKE.numberOrZero(
            "hello_timeout", 60, "no HELLO", 1, 3600, "Seconds of silence after which a HELLO is sent.");
    public static final Attribute<Integer> MAX_RETRIES =
            MAKE.number("max_retries", 5, 1, 30, "Retransmissions of a control message before the tunnel is given up.");
    public static final Attribute<Integer> RETRY_TIMEOUT = MAKE.number(
            "retry_timeout",
            1,
            1,
            32,
            "Seconds before the first retransmission; each further one waits twice as long.");
    public static final Attribute<Integer> MAX_RETRY_TIMEOUT =
            MAKE.number("max_retry_timeout", 8, 8, 120, "Longest wait between retransmissions in seconds.");
    public static final Attribute<Integer> ACK_DELAY_MS = MAKE.numberOrZero(
            "ack_delay_ms",
            100,
            "at once",
            1,
            200,
            "Milliseconds that an acknowledgement may wait for a message to ride on.");
    public static final Attribute<Integer> RX_WINDOW_SIZE = MAKE.number(
            "rx_window_size", 16, 1, 1024, "Receive Window Size AVP: messages that the peer may have under way.");
    public static final Attribute<Integer> TX_WINDOW_SIZE = MAKE.number(
            "tx_window_size", 16, 1, 1024, "Most messages that we have under way, whatever more the peer offers.");
    public static final Attribute<Integer> IDLE_TIMEOUT = MAKE.numberOrZero(
            "idle_timeout",
            0,
            "never",
            1,
            SystemAttributes.MAX_TIMEOUT,
            "Seconds after which a tunnel without sessions is closed.");
    public static final Attribute<Integer> MAX_SESSIONS =
            MAKE.numberOrZero("max_sessions", 0, "no limit", 1, 65_535, "Most sessions in a tunnel.");
    public static final Attribute<String> PEER_PROFILE_NAME =
            MAKE.profileName("peer_profile_name", ProfileKind.PEER, "Peer profile of a tunnel that we open.");
    public static final Attribute<String> SESSION_PROFILE_NAME =
            MAKE.profileName("session_profile_name", ProfileKind.SESSION, "Session profile of the tunnel's sessions.");
    public static final Attribute<String> PPP_PROFILE_NAME =
            MAKE.profileName("ppp_profile_name", ProfileKind.PPP, "PPP profile of the tunnel's sessions.");

    private TunnelAttributes() {}
}
