package org.jl2tpd.management.snmp.l2tp;

import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Writes of integers. */
final class Writes {
    /** The value of TruthValue and of the MIB's states that switches off. */
    private static final int OFF = 2;

    /** Whether a value fits a row: an error status, 0 for yes. */
    @FunctionalInterface
    interface Check<R> {
        int check(R row, int value);
    }

    /** Changes a row. */
    @FunctionalInterface
    interface Change<R> {
        void apply(R row, int value) throws ControlException;
    }

    /** Whether changing a row to a value can't be taken back. */
    @FunctionalInterface
    interface Finality<R> {
        boolean test(R row, int value);
    }

    private Writes() {}

    /** A switch that closes tunnels when it is switched off. */
    static <R> Finality<R> closing(Predicate<R> isOn) {
        return (row, value) -> value == OFF && isOn.test(row);
    }

    /**
     * A write that is taken back by writing the value of before; a change that fails half-way is taken back at once.
     *
     * @param before the value that the row has now
     */
    static <R> Write<R> integer(Check<R> check, ToIntFunction<R> before, Change<R> change) {
        return integer(check, before, change, (row, value) -> false);
    }

    /**
     * The same of a change that some values make final.
     *
     * @param isFinal see {@link Write#isFinal}
     */
    static <R> Write<R> integer(Check<R> check, ToIntFunction<R> before, Change<R> change, Finality<R> isFinal) {
        return new Write<>() {
            @Override
            public boolean isFinal(R row, Variable value) {
                return isFinal.test(row, ((Integer32) value).getValue());
            }

            @Override
            public int check(R row, Variable value) {
                return value instanceof Integer32 number ? check.check(row, number.getValue()) : PDU.wrongType;
            }

            @Override
            public Undo apply(R row, Variable value) throws ControlException {
                int old = before.applyAsInt(row);
                Undo undo = () -> change.apply(row, old);
                try {
                    change.apply(row, ((Integer32) value).getValue());
                } catch (ControlException e) {
                    takeBack(undo, e);
                    throw e;
                }
                return undo;
            }
        };
    }

    private static void takeBack(Write.Undo undo, ControlException cause) {
        try {
            undo.undo();
        } catch (ControlException e) {
            cause.addSuppressed(e);
        }
    }

    /** A value that the present state of the row does not let change: only the one that it has is taken. */
    static <R> Write<R> locked(int least, int most, ToIntFunction<R> present) {
        return integer(
                (row, value) -> {
                    if (value < least || value > most) {
                        return PDU.wrongValue;
                    }
                    return value == present.applyAsInt(row) ? 0 : PDU.inconsistentValue;
                },
                present,
                (row, value) -> {});
    }

    /** A TruthValue. */
    static <R> Check<R> truth() {
        return range(1, 2);
    }

    static <R> Check<R> range(int least, int most) {
        return (row, value) -> value < least || value > most ? PDU.wrongValue : 0;
    }
}
