package org.jl2tpd.profile;

import java.util.List;
import org.jl2tpd.wire.IpAddress;

/** Attributes of the system profile ({@code [system]}). */
public final class SystemAttributes {
    private static final Make MAKE = new Make(ProfileKind.SYSTEM);

    /** Longest time that a timeout in seconds may be set to: a day. */
    static final int MAX_TIMEOUT = 86_400;

    public static final Attribute<Integer> UDP_PORT =
            MAKE.number("udp_port", 1701, 1, 65_535, "UDP port that peers reach us on.");
    public static final Attribute<List<IpAddress>> LISTEN_ADDRESSES = MAKE.list(
            "listen_addresses",
            IpAddress.class,
            List.of(IpAddress.parse("0.0.0.0"), IpAddress.parse("::")),
            v -> v.size() <= 64 && v.stream().distinct().count() == v.size(),
            "at most 64 different IPv4 or IPv6 addresses",
            "Addresses that we listen on; an empty list makes a daemon that only opens tunnels itself.");
    public static final Attribute<Integer> UDP_BUFFER_BYTES = MAKE.number(
            "udp_buffer_bytes",
            4 << 20,
            65_536,
            256 << 20,
            "Receive and send buffer of the listening sockets, in octets.");
    public static final Attribute<String> HOST_NAME = MAKE.text(
            "host_name", "", "Host Name AVP where the tunnel profile sets none; empty takes the system's host name.");
    public static final Attribute<String> VENDOR_NAME =
            MAKE.text("vendor_name", "jl2tpd", "Vendor Name AVP; empty omits it.");
    public static final Attribute<Choices.DatapathKind> DATAPATH = MAKE.choice(
            "datapath",
            Choices.DatapathKind.class,
            Choices.DatapathKind.AUTO,
            "How data packets travel: through the kernel's L2TP driver, a TUN device, an IP host in memory (for trials), or the first of these that can be used.");
    public static final Attribute<String> TUN_NAME =
            MAKE.device("tun_name", "l2tp0", "Name of the TUN device that all sessions of an LNS share.");
    public static final Attribute<Boolean> TUN_DEVICE_PER_SESSION =
            MAKE.flag("tun_device_per_session", false, "Whether each session of an LNS gets a TUN device of its own.");
    public static final Attribute<Boolean> TUN_ROUTE_PER_SESSION = MAKE.flag(
            "tun_route_per_session",
            false,
            "Whether each session on the shared TUN device gets routes of its own; otherwise the pools are routed there as a whole, which is faster, and only what lies outside of them session by session.");
    public static final Attribute<Integer> TUN_MTU = MAKE.number(
            "tun_mtu",
            1500,
            576,
            9216,
            "MTU of the shared TUN device; below 1280 it has no IPv6. A session's own MTU may be smaller.");
    public static final Attribute<Boolean> TUN_SOURCE_CHECK = MAKE.flag(
            "tun_source_check",
            true,
            "Whether packets of peers are dropped unless they come from an address or prefix of their session (BCP 38).");
    public static final Attribute<Boolean> KERNEL_SOURCE_CHECK = MAKE.flag(
            "kernel_source_check",
            true,
            "The same where the kernel carries sessions of an LNS: rp_filter of their devices for IPv4, a rule of nftables for IPv6 (and for IPv4 where net.ipv4.conf.all.rp_filter is 2).");
    public static final Attribute<String> PPPD_PATH = MAKE.text(
            "pppd_path",
            "/usr/sbin/pppd",
            v -> v.startsWith("/"),
            "an absolute path",
            "The program that serves sessions with ppp = \"pppd\".");
    public static final Attribute<Integer> MAX_TUNNELS =
            MAKE.numberOrZero("max_tunnels", 0, "no limit", 1, 65_535, "Most tunnels at once.");
    public static final Attribute<Integer> MAX_SESSIONS =
            MAKE.numberOrZero("max_sessions", 0, "no limit", 1, 10_000_000, "Most sessions at once, over all tunnels.");
    public static final Attribute<Integer> MAX_HALF_OPEN_TUNNELS =
            MAKE.number("max_half_open_tunnels", 1000, 1, 65_535, "Most tunnels whose peer has not proved itself yet.");
    public static final Attribute<Integer> MAX_HALF_OPEN_PER_PREFIX = MAKE.number(
            "max_half_open_per_prefix", 100, 1, 65_535, "Most of those from one source prefix (IPv4 /24, IPv6 /48).");
    public static final Attribute<Boolean> DRAIN_TUNNELS =
            MAKE.flag("drain_tunnels", false, "Whether new tunnels and sessions are refused.");
    public static final Attribute<Boolean> DENY_LOCAL_TUNNEL_CREATES = MAKE.flag(
            "deny_local_tunnel_creates",
            false,
            "Whether operators, and RADIUS servers that name LNSs, are refused new tunnels.");
    public static final Attribute<Boolean> DENY_REMOTE_TUNNEL_CREATES =
            MAKE.flag("deny_remote_tunnel_creates", false, "Whether peers are refused new tunnels.");
    public static final Attribute<Integer> TUNNEL_ESTABLISH_TIMEOUT = MAKE.numberOrZero(
            "tunnel_establish_timeout",
            120,
            "never",
            120,
            MAX_TIMEOUT,
            "Seconds after which a tunnel that is not established is given up.");
    public static final Attribute<Integer> SESSION_ESTABLISH_TIMEOUT = MAKE.numberOrZero(
            "session_establish_timeout",
            120,
            "never",
            120,
            MAX_TIMEOUT,
            "Seconds after which a session that is not established is given up.");
    public static final Attribute<Integer> TUNNEL_PERSIST_PEND_TIMEOUT = MAKE.number(
            "tunnel_persist_pend_timeout",
            300,
            120,
            MAX_TIMEOUT,
            "Seconds before a persistent tunnel is tried again when the peer said that it is not authorized or speaks another version.");
    public static final Attribute<Integer> SESSION_PERSIST_PEND_TIMEOUT = MAKE.number(
            "session_persist_pend_timeout",
            60,
            1,
            MAX_TIMEOUT,
            "Seconds before a session of a persistent tunnel is opened again when the peer refused it.");
    public static final Attribute<Integer> REDIAL_MIN_SECONDS = MAKE.number(
            "redial_min_seconds",
            1,
            1,
            3600,
            "First pause before a persistent tunnel or session is opened again; each failure doubles it, with jitter.");
    public static final Attribute<Integer> REDIAL_MAX_SECONDS =
            MAKE.number("redial_max_seconds", 60, 1, MAX_TIMEOUT, "Longest such pause.");
    public static final Attribute<Integer> TRACE_FLAGS =
            MAKE.traceFlags("What is traced where no profile says otherwise: names of facilities, or a mask.");
    public static final Attribute<String> SOCKET_PATH = MAKE.text(
            "socket_path",
            "/run/jl2tpd/control.sock",
            v -> v.isEmpty() || v.startsWith("/") && v.length() <= 107,
            "an absolute path of at most 107 characters, or empty for none",
            "Unix socket that jl2tpctl connects to.");
    public static final Attribute<String> SOCKET_GROUP = MAKE.text(
            "socket_group",
            "",
            "Group whose members may use that socket, beside root and the daemon's user; empty takes the daemon's own.");
    public static final Attribute<Choices.LogLevel> LOG_LEVEL = MAKE.choice(
            "log_level", Choices.LogLevel.class, Choices.LogLevel.INFO, "Least important messages that are logged.");
    public static final Attribute<String> LOG_FILE = MAKE.text(
            "log_file",
            "",
            v -> v.isEmpty() || v.startsWith("/"),
            "an absolute path, or empty for none",
            "File that is logged to; where it is set and log_target is not, log_target is file.");
    public static final Attribute<Choices.LogTarget> LOG_TARGET = MAKE.choice(
            "log_target",
            Choices.LogTarget.class,
            Choices.LogTarget.STDERR,
            "What is logged to: standard error, log_file, the system's syslog (/dev/log), or systemd's journal.");
    public static final Attribute<Choices.SyslogFacility> SYSLOG_FACILITY = MAKE.choice(
            "syslog_facility",
            Choices.SyslogFacility.class,
            Choices.SyslogFacility.DAEMON,
            "Facility of what goes to syslog or the journal.");

    public static final Attribute<String> RUNTIME_DIRECTORY = MAKE.text(
            "runtime_directory",
            "/run/jl2tpd",
            v -> v.startsWith("/"),
            "an absolute path",
            "Directory where the daemon notes what it makes in the system that would outlive its sudden death, so that the next start can take that away; nobody else may be able to write there.");
    public static final Attribute<String> STATE_DIRECTORY = MAKE.text(
            "state_directory",
            "",
            v -> v.isEmpty() || v.startsWith("/"),
            "an absolute path, or empty for none",
            "Directory of what outlives a restart: SNMP's engine id and boots, draining, objects that a MIB says are non-volatile, what users and sessions have of pools.");
    public static final Attribute<String> CONTROL_PIPE = MAKE.text(
            "control_pipe",
            "",
            v -> v.isEmpty() || v.startsWith("/"),
            "an absolute path, or empty for none",
            "Named pipe that takes the words of l2tpd's and xl2tpd's control pipes.");

    private SystemAttributes() {}

    /** What a system profile has logged to: {@code log_file} alone says it too. */
    public static Choices.LogTarget logTarget(Profile system) {
        boolean byFile = !system.sets(LOG_TARGET) && !system.get(LOG_FILE).isEmpty();
        return byFile ? Choices.LogTarget.FILE : system.get(LOG_TARGET);
    }
}
