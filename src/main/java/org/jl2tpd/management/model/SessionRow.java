package org.jl2tpd.management.model;

import org.jl2tpd.engine.Views;

/**
 * A session in the tables.
 *
 * @param interfaceIndex its ifIndex in our own numbering, see {@link InterfaceIndex}
 * @param tunnel the tunnel that it is in, as it was when the session was read
 */
public record SessionRow(int interfaceIndex, TunnelRow tunnel, Views.Session view) {
    static SessionRow of(TunnelRow tunnel, Views.Session view) {
        return new SessionRow(InterfaceIndex.of(view.detail().serial()), tunnel, view);
    }

    /** Orders sessions by tunnel, then by id. */
    public static int key(int tunnelId, int sessionId) {
        return tunnelId << 16 | sessionId;
    }

    public int tunnelId() {
        return view.tunnelId();
    }

    public int id() {
        return view.id();
    }
}
