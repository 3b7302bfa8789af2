package org.jl2tpd.management.model;

import java.util.function.BiConsumer;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was changed is read again before the change's call returns, whichever face it came by, so that every other face shows it at once:
 * the row of the tunnel or session, or what is not a row.
 */
public final class FreshRows implements BiConsumer<Command, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(FreshRows.class);

    private final Inventory inventory;

    public FreshRows(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Reads again what that has changed.
     *
     * @param done what the engine has executed
     * @param made what it made; null for nothing
     */
    @Override
    public void accept(Command done, Object made) {
        try {
            if (made instanceof Views.Tunnel tunnel) {
                refresh(new TunnelKey(tunnel.id(), tunnel.name()), null);
            } else if (made instanceof Views.Session session) {
                refresh(
                        new TunnelKey(session.tunnelId(), session.tunnelName()),
                        new SessionKey(session.id(), session.name()));
            } else {
                refresh(done);
            }
        } catch (ControlException e) {
            // The change is done; what it closed is gone, and any other row comes with the next reading.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("row_not_read");
        }
    }

    private void refresh(Command done) throws ControlException {
        if (done instanceof Command.Drain
                || done instanceof Command.SetEnabled
                || done instanceof Command.SetPeerState
                || done instanceof Command.Reconfigure) {
            inventory.refreshWhole();
        } else if (done instanceof Command.SetTrace trace) {
            refresh(trace.tunnel(), trace.session());
        } else if (done instanceof Command.SetDebugMask mask) {
            refresh(mask.tunnel(), mask.session());
        } else if (done instanceof Command.CloseTunnel close) {
            refresh(close.tunnel(), null);
        } else if (done instanceof Command.CloseSession close) {
            refresh(close.tunnel(), close.session());
        }
    }

    /** The whole where there is no tunnel, the tunnel where there is no session; one that the tables don't have is left to the next reading. */
    private void refresh(TunnelKey tunnel, SessionKey session) throws ControlException {
        if (tunnel == null) {
            inventory.refreshWhole();
            return;
        }
        int tunnelId = idOf(tunnel);
        if (tunnelId != 0 && session == null) {
            inventory.refreshTunnel(tunnelId);
        } else if (tunnelId != 0) {
            int sessionId = idOf(tunnelId, session);
            if (sessionId != 0) {
                inventory.refreshSession(tunnelId, sessionId);
            }
        }
    }

    private int idOf(TunnelKey key) {
        return key.id() != 0
                ? key.id()
                : inventory.tunnels().values().stream()
                        .filter(row -> row.view().name().equals(key.name()))
                        .mapToInt(TunnelRow::id)
                        .findFirst()
                        .orElse(0);
    }

    private int idOf(int tunnelId, SessionKey key) {
        return key.id() != 0
                ? key.id()
                : inventory
                        .sessions()
                        .subMap(SessionRow.key(tunnelId, 0), true, SessionRow.key(tunnelId, 65_535), true)
                        .values()
                        .stream()
                        .filter(row -> row.view().name().equals(key.name()))
                        .mapToInt(SessionRow::id)
                        .findFirst()
                        .orElse(0);
    }
}
