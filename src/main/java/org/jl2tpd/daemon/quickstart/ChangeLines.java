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
            side.sessions()
                    .forEach(session -> now.put(
                            side.name() + " session " + session.tunnelId() + "/" + session.id(), session(session)));
        }
        List<String> lines = new ArrayList<>();
        now.forEach((name, state) -> {
            if (!Objects.equals(before.get(name), state)) {
                lines.add(name + ": " + state);
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> lines.add(name + ": gone"));
        before = now;
        return lines;
    }

    private static String tunnel(Views.Tunnel tunnel) {
        return tunnel.state() + ", peer " + tunnel.peerAddress() + ":" + tunnel.peerPort() + " "
                + tunnel.peerHostName();
    }

    private static String session(Views.Session session) {
        String text = session.state() + ", PPP " + session.pppPhase();
        if (!session.user().isEmpty()) {
            text += ", user " + session.user();
        }
        return session.peerIpv4().isEmpty() ? text : text + ", peer has " + session.peerIpv4();
    }
}
