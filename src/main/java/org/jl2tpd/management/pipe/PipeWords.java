package org.jl2tpd.management.pipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.TunnelDefinition;

/**
 * What the control pipes of l2tpd and xl2tpd take, a line each: {@code t HOST}, {@code c TID|ENTRY [USER PASSWORD]}, {@code h CID}, {@code
 * d TID|ENTRY}, {@code a ENTRY KEY=VALUE;...}, {@code r ENTRY}, {@code s [ENTRY]}. An entry is a tunnel of the configuration of the start, or
 * one that {@code a} made. One thread at a time.
 */
public final class PipeWords {
    /** Entries that {@code a} makes at most. */
    static final int ENTRY_LIMIT = 1_000;

    /** Keys of xl2tpd's LAC sections that we know, as attributes of ours. */
    private static final Map<String, String> TUNNEL_KEYS = Map.of("lns", "dest_ipaddr", "redial", "persist");

    private static final Map<String, String> SESSION_KEYS = Map.of(
            "name", "user_name", "user_name", "user_name", "password", "user_password", "secret_name", "secret_name");

    private final Control control;
    private final Map<String, TunnelDefinition> configured = new LinkedHashMap<>();
    private final Map<String, Entry> added = new LinkedHashMap<>();
    private long calls;

    private record Entry(Map<String, String> tunnel, Map<String, String> session) {}

    public PipeWords(Control control) {
        this.control = control;
        control.configuration().get().tunnels().forEach(tunnel -> configured.put(tunnel.name(), tunnel));
    }

    /**
     * Does what a line asks for.
     *
     * @param line without its end and without {@code @RESULT}
     * @return what was done, for an operator; never a secret
     */
    public String execute(String line) throws ControlException {
        List<String> words = List.of(line.trim().split("[ \t]+"));
        String argument = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "t" -> connect(required("t HOST", argument));
            case "c" -> call(required("c TID|ENTRY", argument), words);
            case "h" -> hangUp(required("h CID", argument));
            case "d" -> disconnect(required("d TID|ENTRY", argument));
            case "a" -> add(required("a ENTRY KEY=VALUE", argument), words.subList(2, words.size()));
            case "r" -> remove(required("r ENTRY", argument));
            case "s" -> status(argument);
            default ->
                throw invalid(
                        "unknown word; here are t, c, h, d, a, r and s. Everything else is said with jl2tpctl: see jl2tpctl --help");
        };
    }

    private static String required(String usage, String argument) throws ControlException {
        if (argument.isEmpty()) {
            throw invalid("write " + usage);
        }
        return argument;
    }

    private String connect(String host) throws ControlException {
        Views.Tunnel tunnel = control.createTunnel(Map.of("tunnel_name", host, "dest_ipaddr", host));
        return "tunnel " + tunnel.id() + " to " + host;
    }

    private String call(String target, List<String> words) throws ControlException {
        Map<String, String> session = new LinkedHashMap<>();
        if (words.size() > 2) {
            session.put("user_name", words.get(2));
        }
        if (words.size() > 3) {
            session.put("user_password", words.get(3));
        }
        if (isId(target)) {
            return session(new TunnelKey(id(target), ""), session);
        }
        Entry entry = added.get(target);
        if (entry != null) {
            open(target, entry.tunnel());
            Map<String, String> whole = new LinkedHashMap<>(entry.session());
            whole.putAll(session);
            return session(new TunnelKey(0, target), whole);
        }
        return callConfigured(target, session);
    }

    private String callConfigured(String name, Map<String, String> session) throws ControlException {
        if (isThere(name)) {
            return session(new TunnelKey(0, name), session);
        }
        TunnelDefinition definition = configured.get(name);
        if (definition == null) {
            throw new ControlException(
                    Kind.REFUSED, "there is no entry \"" + name + "\"; a " + name + " lns=HOST makes one");
        }
        control.createTunnel(definition);
        return session.isEmpty() ? "tunnel " + name + " is dialled" : session(new TunnelKey(0, name), session);
    }

    private void open(String name, Map<String, String> attributes) throws ControlException {
        if (!isThere(name)) {
            control.createTunnel(attributes);
        }
    }

    private String session(TunnelKey tunnel, Map<String, String> attributes) throws ControlException {
        Map<String, String> whole = new LinkedHashMap<>(attributes);
        whole.put("session_name", "pipe" + ++calls);
        Views.Session session = control.createSession(tunnel, whole);
        return session == null || session.id() == 0
                ? "the call is made when the tunnel is up"
                : "call " + session.id() + " in tunnel " + session.tunnelId();
    }

    private boolean isThere(String name) throws ControlException {
        try {
            control.showTunnel(new TunnelKey(0, name));
            return true;
        } catch (ControlException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            return false;
        }
    }

    private String hangUp(String callId) throws ControlException {
        int id = id(callId);
        List<Views.Session> found = new ArrayList<>();
        Views.SessionPage page = control.listSessions(0, 0, 0, Control.PAGE_LIMIT);
        while (true) {
            page.sessions().stream().filter(session -> session.id() == id).forEach(found::add);
            if (!page.more() || page.sessions().isEmpty()) {
                break;
            }
            Views.Session last = page.sessions().get(page.sessions().size() - 1);
            page = control.listSessions(0, last.tunnelId(), last.id(), Control.PAGE_LIMIT);
        }
        if (found.size() != 1) {
            throw new ControlException(
                    Kind.REFUSED,
                    found.isEmpty()
                            ? "there is no call " + id
                            : "several tunnels have a call " + id + "; say jl2tpctl close session TUNNEL/" + id);
        }
        control.closeSession(new TunnelKey(found.get(0).tunnelId(), ""), new SessionKey(id, ""), "");
        return "call " + id + " is closing";
    }

    private String disconnect(String target) throws ControlException {
        control.closeTunnel(isId(target) ? new TunnelKey(id(target), "") : new TunnelKey(0, target), "");
        return "tunnel " + target + " is closing";
    }

    /** {@code KEY=VALUE} with spaces or semicolons between them; of a tunnel of ours, or as xl2tpd's LAC sections have them. */
    private String add(String name, List<String> pairs) throws ControlException {
        if (added.size() >= ENTRY_LIMIT && !added.containsKey(name)) {
            throw new ControlException(Kind.REFUSED, "there are " + ENTRY_LIMIT + " entries already");
        }
        Map<String, String> tunnel = new LinkedHashMap<>(Map.of("tunnel_name", name));
        Map<String, String> session = new LinkedHashMap<>();
        for (String pair : String.join(" ", pairs).split("[ ;]+")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid("write a ENTRY KEY=VALUE;KEY=VALUE");
            }
            String key = pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            if (SESSION_KEYS.containsKey(key)) {
                session.put(SESSION_KEYS.get(key), value);
            } else {
                tunnel.put(TUNNEL_KEYS.getOrDefault(key, key), value);
            }
        }
        control.checkTunnel(tunnel);
        added.put(name, new Entry(tunnel, session));
        return "entry " + name + " is there; c " + name + " dials it";
    }

    private String remove(String name) throws ControlException {
        boolean known = added.remove(name) != null | configured.remove(name) != null;
        boolean there = isThere(name);
        if (there) {
            control.closeTunnel(new TunnelKey(0, name), "");
        }
        if (!known && !there) {
            throw new ControlException(Kind.REFUSED, "there is no entry \"" + name + "\"");
        }
        return "entry " + name + " is removed" + (there ? ", its tunnel is closing" : "");
    }

    private String status(String target) throws ControlException {
        if (target.isEmpty()) {
            Views.System system = control.system();
            return "tunnels=" + system.tunnels() + " established=" + system.tunnelsEstablished() + " sessions="
                    + system.sessions() + " established=" + system.sessionsEstablished();
        }
        Views.Tunnel tunnel =
                control.showTunnel(isId(target) ? new TunnelKey(id(target), "") : new TunnelKey(0, target));
        return "tunnel=" + tunnel.id() + " state=" + tunnel.state() + " peer=" + tunnel.peerAddress() + " sessions="
                + tunnel.sessions();
    }

    private static boolean isId(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int id(String text) throws ControlException {
        int id = isId(text) && text.length() <= 5 ? Integer.parseInt(text) : 0;
        if (id < 1 || id > 65_535) {
            throw invalid("\"" + text + "\" is no id; ids are 1 to 65535");
        }
        return id;
    }

    private static ControlException invalid(String message) {
        return new ControlException(Kind.INVALID, message);
    }
}
