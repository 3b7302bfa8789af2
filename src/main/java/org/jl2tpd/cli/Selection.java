package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command that names a tunnel, a session or a profile, taken one after the other: {@code tunnel_id=7}, {@code
 * tunnel_name=office} or simply {@code 7} or {@code office}; {@code session_id=} and {@code session_name=} beside them, or {@code 7/12};
 * {@code profile_name=NAME} or simply {@code NAME}. What is left are attributes.
 */
final class Selection {
    private final List<String> rest;

    private Selection(List<String> words) {
        rest = new ArrayList<>(words);
    }

    static Selection of(List<String> words) {
        return new Selection(words == null ? List.of() : words);
    }

    /** Arguments that name a tunnel. */
    JsonObject tunnel() {
        String key = key("tunnel");
        String name = key == null ? bare() : key;
        if (name == null) {
            throw usage("name the tunnel: its id or name, tunnel_id=ID or tunnel_name=NAME");
        }
        return Target.tunnel(name);
    }

    /** The same where it may be left out; then no arguments. */
    JsonObject tunnelOrNone() {
        String key = key("tunnel");
        String name = key == null ? bare() : key;
        return name == null ? new JsonObject() : Target.tunnel(name);
    }

    /** Arguments that name a session. */
    JsonObject session() {
        String tunnel = key("tunnel");
        String session = key("session");
        if (tunnel == null && session == null) {
            return bareSession();
        }
        if (tunnel == null || session == null) {
            String missing = tunnel == null ? "tunnel" : "session";
            throw usage(missing + " is missing: add " + missing + "_id=ID or " + missing + "_name=NAME");
        }
        return session(tunnel, session);
    }

    private JsonObject bareSession() {
        String first = bare();
        if (first == null) {
            throw usage(
                    "name the session: TUNNEL/SESSION, or tunnel_id= or tunnel_name= with session_id= or session_name=");
        }
        String second = first.indexOf('/') < 0 ? bare() : null;
        if (second != null) {
            throw usage("a session is named TUNNEL/SESSION; write " + first + "/" + second);
        }
        return Target.session(first);
    }

    private static JsonObject session(String tunnel, String session) {
        JsonObject arguments = Target.tunnel(tunnel);
        arguments.addProperty("session", session);
        return arguments;
    }

    /** Arguments that name whatever is named: a session, a tunnel, or nothing. */
    JsonObject anything() {
        String tunnel = key("tunnel");
        String session = key("session");
        if (session != null && tunnel == null) {
            throw usage("tunnel is missing: add tunnel_id=ID or tunnel_name=NAME");
        }
        if (tunnel == null) {
            return new JsonObject();
        }
        return session == null ? Target.tunnel(tunnel) : session(tunnel, session);
    }

    /** A value that is given as {@code NAME=VALUE} or as a word alone; null for none. */
    String named(String name) {
        String value = value(name);
        return value == null ? bare() : value;
    }

    /** The value of {@code NAME=VALUE}, taken out; null when it is not there. */
    String value(String name) {
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).startsWith(name + "=")) {
                return rest.remove(i).substring(name.length() + 1);
            }
        }
        return null;
    }

    /** Whether the word is there; it is taken out. */
    boolean has(String word) {
        return rest.remove(word);
    }

    /** The attributes that are left. */
    JsonObject attributes() {
        JsonObject attributes = Attributes.parse(rest);
        rest.clear();
        return attributes;
    }

    /** The words that are left. */
    List<String> rest() {
        return rest;
    }

    /** Nothing may be left. */
    void end() {
        if (!rest.isEmpty()) {
            throw usage("\"" + rest.get(0) + "\" is not understood here; see --help");
        }
    }

    private String key(String object) {
        String id = value(object + "_id");
        String name = value(object + "_name");
        if (id != null && name != null) {
            throw usage("give " + object + "_id or " + object + "_name, not both");
        }
        if (id != null && !id.matches("[0-9]{1,5}")) {
            throw usage(object + "_id must be a number, not \"" + id + "\"");
        }
        return id == null ? name : id;
    }

    /** The first word that is no attribute, taken out; null for none. */
    private String bare() {
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).indexOf('=') < 0) {
                return rest.remove(i);
            }
        }
        return null;
    }

    private static CliFailure usage(String message) {
        return new CliFailure(ExitCode.USAGE, message);
    }
}
