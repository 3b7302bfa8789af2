package org.jl2tpd.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.Listening;

/** Listening sockets that are not wanted any more and that tunnels still use; each is closed with its last tunnel. */
final class RetiredSockets {
    private final Core core;
    private final Map<Integer, Listening> sockets = new HashMap<>();
    /** A tunnel that uses each of them: others are looked for when it is gone, behind it, so that the end of all tunnels costs one walk. */
    private final Map<Integer, TunnelEntry> users = new HashMap<>();

    RetiredSockets(Core core) {
        this.core = core;
    }

    void set(int socket, Listening listening) {
        if (listening == Listening.OPEN) {
            sockets.remove(socket);
            users.remove(socket);
        } else {
            sockets.put(socket, listening);
            closeUnused(socket, 0);
        }
    }

    /** Whether new tunnels are not taken there. */
    boolean refuses(int socket) {
        return !sockets.isEmpty() && sockets.get(socket) == Listening.RETIRED;
    }

    /** A tunnel is gone, its linger included. */
    void onLeft(TunnelEntry entry) {
        if (users.isEmpty()) {
            return;
        }
        for (int socket : List.copyOf(users.keySet())) {
            if (users.get(socket) == entry) {
                closeUnused(socket, entry.id);
            }
        }
    }

    /** @param after id of a tunnel below which there is probably no user */
    private void closeUnused(int socket, int after) {
        TunnelEntry user = user(socket, after);
        if (user == null && after > 0) {
            user = user(socket, 0);
        }
        if (user != null) {
            users.put(socket, user);
            return;
        }
        users.remove(socket);
        sockets.remove(socket);
        core.ports.closeSocket(socket);
    }

    private TunnelEntry user(int socket, int after) {
        TunnelEntry entry = core.tunnels.after(after);
        while (entry != null
                && entry.firstPath().socket() != socket
                && entry.path().socket() != socket) {
            entry = core.tunnels.after(entry.id);
        }
        return entry;
    }
}
