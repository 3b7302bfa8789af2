package org.jl2tpd.management.snmp.l2tp;

import java.util.function.BooleanSupplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.SystemAttributes;
import org.snmp4j.smi.Variable;

/** The scalars of L2TP-MIB. */
final class L2tpScalars {
    private static final String CONFIG = L2tpMib.OBJECTS + ".1.1.";
    private static final String STATS = L2tpMib.OBJECTS + ".1.2.";

    /** Version 1, revision 0: the Protocol Version AVP of RFC 2661 4.4.1. */
    private static final byte[] PROTOCOL_VERSIONS = {1, 0};

    /** What our Firmware Revision AVP says. */
    static final int FIRMWARE_REVISION = 1;

    private final SnmpContext context;

    L2tpScalars(SnmpContext context) {
        this.context = context;
    }

    void addTo(MibGroup group) {
        group.scalar(
                "l2tpAdminState",
                CONFIG + "1",
                Syntax.INTEGER,
                "System.enabled",
                () -> enabled(system().enabled()),
                flag(() -> system().enabled(), Control::setEnabled, Writes.closing(row -> system().enabled())));
        group.scalar(
                "l2tpDrainTunnels",
                CONFIG + "2",
                Syntax.INTEGER,
                "System.draining",
                () -> Smi.truth(system().draining()),
                flag(() -> system().draining(), Control::drain, (row, value) -> false));
        group.scalar(
                "l2tpProtocolVersions",
                STATS + "1",
                Syntax.OCTETS,
                "constant 01 00",
                () -> Smi.octets(PROTOCOL_VERSIONS));
        group.scalar("l2tpVendorName", STATS + "2", Syntax.OCTETS, "configuration vendor_name", this::vendorName);
        group.scalar(
                "l2tpFirmwareRev",
                STATS + "3",
                Syntax.INTEGER,
                "constant " + FIRMWARE_REVISION,
                () -> Smi.integer(FIRMWARE_REVISION));
        group.scalar(
                "l2tpDrainingTunnels",
                STATS + "4",
                Syntax.INTEGER,
                "System.draining",
                () -> Smi.truth(system().draining()));
    }

    /** The names of enabled(1), disabled(2). */
    static Variable enabled(boolean value) {
        return Smi.truth(value);
    }

    private Variable vendorName() {
        return Smi.text(context.daemon().configuration().system().get(SystemAttributes.VENDOR_NAME));
    }

    private Views.System system() {
        Inventory inventory = context.daemon().inventory();
        inventory.look();
        return inventory.whole().system();
    }

    private interface Switch {
        void set(Control control, boolean value) throws ControlException;
    }

    /** Both are kept on disk before the answer, see {@link Control}. */
    private Write<Variable> flag(BooleanSupplier present, Switch control, Writes.Finality<Variable> isFinal) {
        Writes.Change<Variable> change = (row, value) -> {
            control.set(context.daemon().control(), value == 1);
            context.daemon().inventory().refreshWhole();
        };
        return Writes.integer(Writes.truth(), row -> present.getAsBoolean() ? 1 : 2, change, isFinal);
    }
}
