package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.TraceFacility;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** Changes and closes tunnels. */
final class TunnelMaker extends LiveMaker<TunnelRow> {
    private static final int DRAINING =
            Jl2tpdObjects.named("jl2tpdTunnelDraining").number();
    private static final int DEBUG =
            Jl2tpdObjects.named("jl2tpdTunnelDebugMask").number();
    private static final int TRACE =
            Jl2tpdObjects.named("jl2tpdTunnelTraceMask").number();

    private final Control control;
    private final Inventory inventory;
    private final Masks masks;

    TunnelMaker(Control control, Inventory inventory) {
        super("jl2tpdTunnel");
        this.control = control;
        this.inventory = inventory;
        this.masks = new Masks(control);
    }

    private static TunnelKey key(TunnelRow row) {
        return new TunnelKey(row.id(), "");
    }

    @Override
    int check(int column, Variable value) {
        if (column == DRAINING) {
            return Writes.truth(value);
        }
        if (column == DEBUG) {
            return Writes.unsigned(value, DebugBit.ALL);
        }
        return column == TRACE ? Writes.unsigned(value, TraceFacility.ALL) : PDU.notWritable;
    }

    @Override
    Write.Undo set(TunnelRow row, int column, Variable value) throws ControlException {
        if (column == DEBUG) {
            return masks.debug(key(row), null, value);
        }
        if (column == TRACE) {
            return masks.trace(key(row), null, value);
        }
        boolean before = row.view().detail().draining();
        control.drainTunnel(key(row), Writes.isTrue(value));
        return () -> control.drainTunnel(key(row), before);
    }

    @Override
    void close(TunnelRow row, String reason) throws ControlException {
        control.closeTunnel(key(row), reason);
    }

    @Override
    void refresh(TunnelRow row) throws ControlException {
        inventory.refreshTunnel(row.id());
    }
}
