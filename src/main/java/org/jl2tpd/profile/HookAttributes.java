package org.jl2tpd.profile;

import java.util.List;

/** Attributes of the programs that are started when tunnels and sessions come and go ({@code [hooks]}). */
public final class HookAttributes {
    private static final Make MAKE = new Make(ProfileKind.HOOKS);

    public static final Attribute<String> TUNNEL_UP =
            program("tunnel_up", "Program that is started when a tunnel came up.");
    public static final Attribute<String> TUNNEL_DOWN =
            program("tunnel_down", "Program that is started when a tunnel that was up is gone.");
    public static final Attribute<String> SESSION_UP =
            program("session_up", "Program that is started when a session's network came up.");
    public static final Attribute<String> SESSION_CHANGED = program(
            "session_changed",
            "Program that is started when another network protocol of a session came up or went: IPv6 after IPv4, say.");
    public static final Attribute<String> SESSION_DOWN =
            program("session_down", "Program that is started when a session whose network was up is gone.");
    public static final Attribute<Integer> TIMEOUT_SECONDS = MAKE.number(
            "timeout_seconds", 10, 1, 600, "Seconds after which a program is ended, with all that it started.");
    public static final Attribute<Integer> MAX_RUNNING =
            MAKE.number("max_running", 8, 1, 256, "Most programs that run at once; the rest wait.");
    public static final Attribute<Integer> QUEUE_LIMIT = MAKE.number(
            "queue_limit", 1000, 1, 100_000, "Most that wait for their turn; what comes then is dropped and counted.");
    public static final Attribute<String> USER = MAKE.text(
            "user",
            "nobody",
            v -> v.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}"),
            "the name of a user",
            "Whom programs run as while the daemon is root; a daemon of another user starts them as itself.");

    /** Those that name a program. */
    public static final List<Attribute<String>> PROGRAMS =
            List.of(TUNNEL_UP, TUNNEL_DOWN, SESSION_UP, SESSION_CHANGED, SESSION_DOWN);

    private HookAttributes() {}

    private static Attribute<String> program(String name, String description) {
        return MAKE.text(
                name, "", v -> v.isEmpty() || v.startsWith("/"), "an absolute path, or empty for none", description);
    }
}
