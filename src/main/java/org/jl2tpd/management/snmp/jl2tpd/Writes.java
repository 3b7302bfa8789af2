package org.jl2tpd.management.snmp.jl2tpd;

import java.util.function.Predicate;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/** Checks and writes that many objects have. */
final class Writes {
    /** Changes something to a value. */
    @FunctionalInterface
    interface Change<R, V> {
        void apply(R row, V value) throws ControlException;
    }

    private Writes() {}

    /** An error status, 0 for a TruthValue. */
    static int truth(Variable value) {
        if (!(value instanceof Integer32 number)) {
            return PDU.wrongType;
        }
        return number.getValue() == Smi.TRUE || number.getValue() == Smi.FALSE ? PDU.noError : PDU.wrongValue;
    }

    static boolean isTrue(Variable value) {
        return ((Integer32) value).getValue() == Smi.TRUE;
    }

    /** An error status, 0 for an Unsigned32 of 0 to {@code most}. */
    static int unsigned(Variable value, long most) {
        if (!(value instanceof UnsignedInteger32 number)) {
            return PDU.wrongType;
        }
        return number.getValue() <= most ? PDU.noError : PDU.wrongValue;
    }

    /** An error status, 0 for text of at most {@code most} octets of printable UTF-8. */
    static int text(Variable value, int most) {
        if (!(value instanceof OctetString octets)) {
            return PDU.wrongType;
        }
        if (octets.length() > most) {
            return PDU.wrongLength;
        }
        String text = Smi.string(value);
        boolean sound = text.indexOf('\ufffd') < 0 && text.chars().noneMatch(Character::isISOControl);
        return sound ? PDU.noError : PDU.wrongValue;
    }

    /** A TruthValue that is changed by {@code change}, and back by the same. */
    static <R> Write<R> truth(Predicate<R> before, Change<R, Boolean> change) {
        return truth(before, change, false);
    }

    /** A TruthValue that is changed so; what false closes is not opened again by true. */
    static <R> Write<R> closing(Predicate<R> before, Change<R, Boolean> change) {
        return truth(before, change, true);
    }

    private static <R> Write<R> truth(Predicate<R> before, Change<R, Boolean> change, boolean closes) {
        return new Write<>() {
            @Override
            public boolean isFinal(R row, Variable value) {
                return closes && !isTrue(value) && before.test(row);
            }

            @Override
            public int check(R row, Variable value) {
                return truth(value);
            }

            @Override
            public Undo apply(R row, Variable value) throws ControlException {
                boolean old = before.test(row);
                change.apply(row, isTrue(value));
                return () -> change.apply(row, old);
            }
        };
    }
}
