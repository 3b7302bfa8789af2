package org.jl2tpd.daemon.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jl2tpd.engine.Views;

/** What changed since the last look, a line each: for an output that is no terminal. Octets alone are no change. */
final class ChangeLines {
    private Map<String, String> before = Map.of();

    List<String> since(List<Side> sides) {
        Map<String, String> now = new LinkedHashMap<>();
        for (Side side : sides) {
            side.tunnels().forEach(tunnel -> now.put(side.name() + " tunnel " + tunnel.id(), tunnel(tunnel)));
            side.sessions().forEach(session -> now.put(side.name() + " session " + name(session), session(session)));
        }
        List<String> lines = new ArrayList<>();
        now.forEach((name, state) -> {
            if (!Objects.equals(before.get(name), state)) {
                lines.add(name + ": " + state);
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> lines.add(gone(name)));
        before = now;
        return lines;
    }

    private static String gone(String name) {
        return Character.isDigit(name.charAt(name.length() - 1)) ? name + ": gone" : name + ": is placed";
    }

    /** A session that waits for its tunnel has no id yet. */
    private static String name(Views.Session session) {
        return session.id() == 0 ? session.name() : session.tunnelId() + "/" + session.id();
    }

    private static String tunnel(Views.Tunnel tunnel) {
        return tunnel.state() + ", peer " + tunnel.peerAddress() + ":" + tunnel.peerPort() + " "
                + tunnel.peerHostName();
    }

    private static String session(Views.Session session) {
        if (session.id() == 0) {
            return "waits for its tunnel";
        }
        String text = session.state();
        if (!session.pppPhase().isEmpty()) {
            text += ", PPP " + session.pppPhase();
        }
        if (!session.user().isEmpty()) {
            text += ", user " + session.user();
        }
        return session.peerIpv4().isEmpty() ? text : text + ", peer has " + session.peerIpv4();
    }
}
