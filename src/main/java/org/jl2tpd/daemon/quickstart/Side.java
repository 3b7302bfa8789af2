package org.jl2tpd.daemon.quickstart;

import java.util.List;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;

/**
 * What one of the two daemons has at a moment.
 *
 * @param name LNS or LAC
 * @param tunnels its tunnels
 * @param sessions its sessions
 */
record Side(String name, List<Views.Tunnel> tunnels, List<Views.Session> sessions) {
    /** Rows of each kind that are asked for. */
    private static final int LIMIT = 100;

    static Side of(String name, Control control) throws ControlException {
        return new Side(
                name,
                control.listTunnels(0, LIMIT).tunnels(),
                control.listSessions(0, 0, 0, LIMIT).sessions());
    }
}
