package org.jl2tpd.management.snmp;

import java.util.function.Function;
import org.snmp4j.smi.Variable;

/**
 * A column.
 *
 * @param number its last sub-identifier
 * @param value of a row; null where the row has no such instance
 * @param write null where it can't be written
 */
public record Column<R>(int number, Function<R, Variable> value, Write<R> write) {
    /** A column that can only be read. */
    public static <R> Column<R> of(int number, Function<R, Variable> value) {
        return new Column<>(number, value, null);
    }
}
