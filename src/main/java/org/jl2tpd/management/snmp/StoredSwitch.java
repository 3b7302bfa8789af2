package org.jl2tpd.management.snmp;

import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.model.NotificationSwitches.Group;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/**
 * An object of two values, on and off, that switches notifications: the new value is on the disk before the SET is answered.
 */
public final class StoredSwitch implements Write<Variable> {
    /** enabled(1), disabled(2), and true(1), false(2) of TruthValue. */
    public static final int ON = 1;

    public static final int OFF = 2;

    private final NotificationSwitches switches;
    private final Group group;

    public StoredSwitch(NotificationSwitches switches, Group group) {
        this.switches = switches;
        this.group = group;
    }

    public boolean isOn() {
        return switches.isOn(group);
    }

    public Variable value() {
        return new Integer32(isOn() ? ON : OFF);
    }

    @Override
    public int check(Variable row, Variable value) {
        if (!(value instanceof Integer32 number)) {
            return PDU.wrongType;
        }
        return number.getValue() == ON || number.getValue() == OFF ? PDU.noError : PDU.wrongValue;
    }

    @Override
    public Undo apply(Variable row, Variable value) throws ControlException {
        boolean before = isOn();
        switches.set(group, value.toInt() == ON);
        return () -> switches.set(group, before);
    }
}
