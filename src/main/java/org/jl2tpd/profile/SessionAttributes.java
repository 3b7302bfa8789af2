package org.jl2tpd.profile;

import org.jl2tpd.wire.Secret;

/** Attributes of the session profile ({@code [session_profile.NAME]}); a session may set each of them for itself. */
public final class SessionAttributes {
    private static final Make MAKE = new Make(ProfileKind.SESSION);

    public static final Attribute<Choices.SessionType> SESSION_TYPE = MAKE.choice(
            "session_type",
            Choices.SessionType.class,
            null,
            "Kind of call that we open; where it is not set a LAC places incoming calls and an LNS outgoing ones.");
    public static final Attribute<String> PPP_PROFILE_NAME =
            MAKE.profileName("ppp_profile_name", ProfileKind.PPP, "PPP profile of these sessions.");
    public static final Attribute<Integer> TRACE_FLAGS =
            MAKE.traceFlags("What is traced for these sessions: names of facilities, or a mask.");
    public static final Attribute<Integer> KERNEL_DEBUG_MASK = MAKE.debugMask(
            "What the kernel's driver shows of these sessions, and we with it: verbose, control, sequence, data, or a mask.");
    public static final Attribute<Boolean> SEQUENCING_REQUIRED = MAKE.flag(
            "sequencing_required", false, "Whether data messages must carry sequence numbers in both directions.");
    public static final Attribute<Boolean> USE_SEQUENCE_NUMBERS =
            MAKE.flag("use_sequence_numbers", false, "Whether our data messages carry sequence numbers.");
    public static final Attribute<Integer> REORDER_TIMEOUT = MAKE.numberOrZero(
            "reorder_timeout",
            0,
            "not at all",
            1,
            10_000,
            "Milliseconds that an early data message waits for the missing ones.");
    public static final Attribute<Boolean> NO_PPP =
            MAKE.flag("no_ppp", false, "Whether PPP is not started, so that the session only stands.");
    public static final Attribute<Boolean> USE_PPP_PROXY =
            MAKE.flag("use_ppp_proxy", false, "Whether we, as LAC, send proxy LCP and proxy authentication AVPs.");
    public static final Attribute<String> PRIV_GROUP_ID =
            MAKE.text("priv_group_id", "", "Private Group ID AVP; empty omits it.");
    public static final Attribute<Choices.Framing> FRAMING_TYPE =
            MAKE.choice("framing_type", Choices.Framing.class, Choices.Framing.ANY, "Framing Type AVP.");
    public static final Attribute<Choices.Bearer> BEARER_TYPE =
            MAKE.choice("bearer_type", Choices.Bearer.class, Choices.Bearer.ANY, "Bearer Type AVP.");
    public static final Attribute<Long> MINIMUM_BPS =
            MAKE.large("minimum_bps", 0L, 0, ConnectSpeed.MAX_BPS, "Minimum BPS AVP of an outgoing call.");
    public static final Attribute<Long> MAXIMUM_BPS =
            MAKE.large("maximum_bps", 0L, 0, ConnectSpeed.MAX_BPS, "Maximum BPS AVP of an outgoing call.");
    public static final Attribute<ConnectSpeed> CONNECT_SPEED = new Attribute<>(
            "connect_speed",
            ProfileKind.SESSION,
            ConnectSpeed.class,
            new ConnectSpeed(0, 1_000_000),
            v -> true,
            "RX[:TX] in bit/s, TX at least 1",
            "Connect speeds that a LAC reports; RX 0 omits the receive speed.");
    public static final Attribute<String> CALLED_NUMBER =
            MAKE.text("called_number", "", "Called Number AVP of calls that we place; empty omits it.");
    public static final Attribute<String> CALLING_NUMBER =
            MAKE.text("calling_number", "", "Calling Number AVP of calls that we place; empty omits it.");
    public static final Attribute<String> SUB_ADDRESS =
            MAKE.text("sub_address", "", "Sub-Address AVP of calls that we place; empty omits it.");
    public static final Attribute<Long> PHYSICAL_CHANNEL_ID =
            MAKE.large("physical_channel_id", -1L, -1, 0xffffffffL, "Physical Channel ID AVP; -1 omits it.");
    public static final Attribute<Choices.ProxyAuthType> PROXY_AUTH_TYPE = MAKE.choice(
            "proxy_auth_type",
            Choices.ProxyAuthType.class,
            Choices.ProxyAuthType.NONE,
            "Proxy Authen Type AVP, with use_ppp_proxy.");
    public static final Attribute<String> PROXY_AUTH_NAME =
            MAKE.text("proxy_auth_name", "", "Proxy Authen Name AVP, with use_ppp_proxy.");
    public static final Attribute<String> PROXY_AUTH_CHALLENGE =
            MAKE.hex("proxy_auth_challenge", "Proxy Authen Challenge AVP, with use_ppp_proxy.");
    public static final Attribute<Integer> PROXY_AUTH_ID =
            MAKE.number("proxy_auth_id", 0, 0, 255, "Proxy Authen ID AVP, with use_ppp_proxy.");
    public static final Attribute<Secret> PROXY_AUTH_RESPONSE = MAKE.secret(
            "proxy_auth_response",
            "Proxy Authen Response AVP (a PAP password, or a CHAP response after 0x), with use_ppp_proxy.");
    public static final Attribute<String> PROXY_AUTH_RESPONSE_SECRET_NAME = MAKE.text(
            "proxy_auth_response_secret_name", "", "Name of the secret that proxy_auth_response is taken from.");
    public static final Attribute<String> INITIAL_RCVD_LCP_CONFREQ =
            MAKE.hex("initial_rcvd_lcp_confreq", "Initial Received LCP CONFREQ AVP: options, with use_ppp_proxy.");
    public static final Attribute<String> LAST_SENT_LCP_CONFREQ =
            MAKE.hex("last_sent_lcp_confreq", "Last Sent LCP CONFREQ AVP: options, with use_ppp_proxy.");
    public static final Attribute<String> LAST_RCVD_LCP_CONFREQ =
            MAKE.hex("last_rcvd_lcp_confreq", "Last Received LCP CONFREQ AVP: options, with use_ppp_proxy.");

    private SessionAttributes() {}
}
