package org.jl2tpd.engine;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.engine.Command.Listening;

/** Listening sockets that are not wanted any more and that tunnels still use; each is closed with its last tunnel. */
final class RetiredSockets {
    private final Core core;
    private final Map<Integer, Listening> sockets = new HashMap<>();

    RetiredSockets(Core core) {
        this.core = core;
    }

    void set(int socket, Listening listening) {
        if (listening == Listening.OPEN) {
            sockets.remove(socket);
        } else {
            sockets.put(socket, listening);
            closeUnused(socket);
        }
    }

    /** Whether new tunnels are not taken there. */
    boolean refuses(int socket) {
        return !sockets.isEmpty() && sockets.get(socket) == Listening.RETIRED;
    }

    /** A tunnel is gone. */
    void onLeft(TunnelEntry entry) {
        if (!sockets.isEmpty()) {
            closeUnused(entry.firstPath().socket());
        }
    }

    private void closeUnused(int socket) {
        if (!sockets.containsKey(socket)) {
            return;
        }
        for (TunnelEntry entry = core.tunnels.after(0); entry != null; entry = core.tunnels.after(entry.id)) {
            if (entry.firstPath().socket() == socket || entry.path().socket() == socket) {
                return;
            }
        }
        sockets.remove(socket);
        core.ports.closeSocket(socket);
    }
}
