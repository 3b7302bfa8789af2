package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.TraceFacility;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** Changes and closes sessions. */
final class SessionMaker extends LiveMaker<SessionRow> {
    private static final int DEBUG =
            Jl2tpdObjects.named("jl2tpdSessionDebugMask").number();
    private static final int TRACE =
            Jl2tpdObjects.named("jl2tpdSessionTraceMask").number();

    private final Control control;
    private final Inventory inventory;
    private final Masks masks;

    SessionMaker(Control control, Inventory inventory) {
        super("jl2tpdSession");
        this.control = control;
        this.inventory = inventory;
        this.masks = new Masks(control);
    }

    private static TunnelKey tunnel(SessionRow row) {
        return new TunnelKey(row.tunnelId(), "");
    }

    private static SessionKey session(SessionRow row) {
        return new SessionKey(row.id(), "");
    }

    @Override
    int check(int column, Variable value) {
        if (column == DEBUG) {
            return Writes.unsigned(value, DebugBit.ALL);
        }
        return column == TRACE ? Writes.unsigned(value, TraceFacility.ALL) : PDU.notWritable;
    }

    @Override
    Write.Undo set(SessionRow row, int column, Variable value) throws ControlException {
        return column == DEBUG
                ? masks.debug(tunnel(row), session(row), value)
                : masks.trace(tunnel(row), session(row), value);
    }

    @Override
    void close(SessionRow row, String reason) throws ControlException {
        control.closeSession(tunnel(row), session(row), reason);
    }

    @Override
    void refresh(SessionRow row) throws ControlException {
        inventory.refreshSession(row.tunnelId(), row.id());
    }
}
