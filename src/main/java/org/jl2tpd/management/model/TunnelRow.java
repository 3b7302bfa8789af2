package org.jl2tpd.management.model;

import org.jl2tpd.engine.Views;

/**
 * A tunnel in the tables.
 *
 * @param interfaceIndex its ifIndex in our own numbering, see {@link InterfaceIndex}
 */
public record TunnelRow(int interfaceIndex, Views.Tunnel view) {
    static TunnelRow of(Views.Tunnel view) {
        return new TunnelRow(InterfaceIndex.of(view.detail().serial()), view);
    }

    public int id() {
        return view.id();
    }

    /** Whether it is on its way to its end: what is new is refused, and sessions are there still. */
    public boolean isDraining() {
        return view.detail().drainingInEffect() && view.sessions() > 0;
    }
}
