package org.jl2tpd.management.snmp;

import java.io.IOException;
import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.StateStore;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/**
 * An object of two values, on and off, that outlives a restart: the new value is on the disk before the SET is answered. The value that the configuration
 * gives holds until somebody sets another.
 */
public final class StoredSwitch implements Write<Variable> {
    /** enabled(1), disabled(2), and true(1), false(2) of TruthValue. */
    public static final int ON = 1;

    public static final int OFF = 2;

    private static final Map<Boolean, String> WORDS = Map.of(true, "on", false, "off");

    private final StateStore state;
    private final String name;
    private volatile boolean on;

    /** @param name in the state store */
    public StoredSwitch(StateStore state, String name, boolean otherwise) {
        this.state = state;
        this.name = name;
        this.on = state.get(name, WORDS.get(otherwise)).equals(WORDS.get(true));
    }

    public boolean isOn() {
        return on;
    }

    public Variable value() {
        return new Integer32(on ? ON : OFF);
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
        boolean before = on;
        put(value.toInt() == ON);
        return () -> put(before);
    }

    private void put(boolean wanted) throws ControlException {
        try {
            state.put(name, WORDS.get(wanted));
            on = wanted;
        } catch (IOException e) {
            throw new ControlException(ControlException.Kind.UNAVAILABLE, "not written: " + e.getMessage());
        }
    }
}
