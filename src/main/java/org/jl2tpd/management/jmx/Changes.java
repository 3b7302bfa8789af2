package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.SessionRow;

/** What operations do: a call of the facade, and what was changed is read again, so that whoever looks next sees it. */
final class Changes {
    private final Control control;
    private final Inventory inventory;

    Changes(ManagedDaemon daemon) {
        control = daemon.control();
        inventory = daemon.inventory();
    }

    Control control() {
        return control;
    }

    /** Does something to the whole. */
    void toWhole(Calls.Action action) {
        Calls.act(() -> {
            action.run();
            inventory.refreshWhole();
        });
    }

    /** Makes or closes tunnels. */
    void toTunnels(Calls.Action action) {
        Calls.act(() -> {
            action.run();
            inventory.refreshTunnels();
        });
    }

    /** Does something to a tunnel that lives. */
    <T> T toTunnel(int tunnel, Calls.Task<T> task) {
        return Calls.ask(() -> {
            T result = task.run();
            inventory.refreshTunnel(tunnel);
            return result;
        });
    }

    /** Does something to a session that lives. */
    <T> T toSession(int tunnel, int session, Calls.Task<T> task) {
        return Calls.ask(() -> {
            T result = task.run();
            inventory.refreshSession(tunnel, session);
            return result;
        });
    }

    /** Does something to a session, or to a tunnel where {@code session} is 0. */
    <T> T to(int tunnel, int session, Calls.Task<T> task) {
        return session == 0 ? toTunnel(tunnel, task) : toSession(tunnel, session, task);
    }

    Views.Tunnel modifyTunnel(int tunnel, Map<String, String> attributes) {
        return toTunnel(tunnel, () -> control.modifyTunnel(Calls.tunnel(tunnel), attributes));
    }

    Views.Session modifySession(int tunnel, int session, Map<String, String> attributes) {
        return toSession(
                tunnel, session, () -> control.modifySession(Calls.tunnel(tunnel), Calls.session(session), attributes));
    }

    void closeTunnel(TunnelKey tunnel, String reason) {
        toTunnels(() -> control.closeTunnel(tunnel, text(reason)));
    }

    void closeSession(int tunnel, int session, String reason) {
        toWhole(() -> control.closeSession(Calls.tunnel(tunnel), Calls.session(session), text(reason)));
    }

    void drainTunnel(int tunnel, boolean drain) {
        toTunnel(tunnel, () -> control.drainTunnel(Calls.tunnel(tunnel), drain));
    }

    /** @param session 0 for the tunnel's own */
    DebugMaskInfo setDebugMask(int tunnel, int session, List<String> bits) {
        TunnelKey key = Calls.tunnel(tunnel);
        SessionKey inner = session == 0 ? null : Calls.session(session);
        return to(tunnel, session, () -> DebugMaskInfo.of(control.setDebugMask(key, inner, bits)));
    }

    int setTrace(int tunnel, int session, List<String> facilities) {
        TunnelKey key = tunnel == 0 ? null : Calls.tunnel(tunnel);
        SessionKey inner = session == 0 ? null : Calls.session(session);
        if (key == null && inner != null) {
            throw new IllegalArgumentException("a session is named within its tunnel");
        }
        if (key == null) {
            return Calls.ask(() -> {
                int mask = control.setTrace(null, null, facilities);
                inventory.refreshWhole();
                return mask;
            });
        }
        return to(tunnel, session, () -> control.setTrace(key, inner, facilities));
    }

    /** @param session 0 for the tunnel itself */
    void setLinkNotifications(int tunnel, int session, boolean on) {
        InterfaceRow row = session == 0
                ? InterfaceRow.of(inventory.tunnels().get(Calls.tunnel(tunnel).id()))
                : InterfaceRow.of(inventory
                        .sessions()
                        .get(SessionRow.key(
                                Calls.tunnel(tunnel).id(),
                                Calls.session(session).id())));
        if (row == null) {
            throw new IllegalStateException(
                    "there is no " + (session == 0 ? "tunnel " + tunnel : "session " + tunnel + "/" + session));
        }
        if (!inventory.interfaces().hasRoom()) {
            throw new IllegalStateException("no more than " + InterfaceMemory.LIMIT + " can differ from the rest");
        }
        inventory.interfaces().tellLink(row, on);
    }

    /** A tunnel was made: the tables have it at once. */
    void tunnelAppeared() throws ControlException {
        inventory.refreshTunnels();
    }

    void appeared(Views.Session view) throws ControlException {
        if (view.id() != 0) {
            inventory.refreshSession(view.tunnelId(), view.id());
        }
        inventory.refreshWhole();
    }

    private static String text(String reason) {
        return reason == null ? "" : reason;
    }
}
