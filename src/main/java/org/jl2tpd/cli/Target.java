package org.jl2tpd.cli;

import com.google.gson.JsonObject;

/** Names of tunnels and sessions on the command line: {@code TUNNEL} and {@code TUNNEL/SESSION}, each an id or a name. */
final class Target {
    /** How help names the parameter that {@link #session} takes. */
    static final String SESSION = "TUNNEL/SESSION";

    /** How help explains it. */
    static final String SESSION_WORDS =
            "Ids or names; or tunnel_id=ID or tunnel_name=NAME, with session_id=ID or session_name=NAME.";

    private Target() {}

    static JsonObject tunnel(String tunnel) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("tunnel", tunnel);
        return arguments;
    }

    static JsonObject session(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "\"" + text + "\" names no session; write TUNNEL/SESSION, for example 12/34 or office/s1");
        }
        JsonObject arguments = tunnel(text.substring(0, slash));
        arguments.addProperty("session", text.substring(slash + 1));
        return arguments;
    }
}
