package org.jl2tpd.management.snmp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** All that a SET wants of one row of a table whose rows are made and destroyed. */
final class RowChange<R> implements Change {
    private final RowMaker<R> maker;
    private final int[] index;
    private final R existing;
    private final int position;
    private final Map<Integer, Variable> values = new LinkedHashMap<>();
    private final Map<Integer, Integer> positions = new LinkedHashMap<>();

    RowChange(RowMaker<R> maker, int[] index, R existing, int position) {
        this.maker = maker;
        this.index = index;
        this.existing = existing;
        this.position = position;
    }

    void add(int column, Variable value, int at) throws SetFailure {
        if (values.putIfAbsent(column, value) != null) {
            throw new SetFailure(PDU.inconsistentValue, at);
        }
        positions.put(column, at);
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public void check() throws SetFailure {
        RowMaker.Refusal refusal = maker.check(index, existing, values);
        if (refusal != null) {
            throw new SetFailure(refusal.status(), positions.getOrDefault(refusal.column(), position));
        }
    }

    @Override
    public boolean isFinal() {
        return maker.isFinal(index, existing, values);
    }

    @Override
    public Write.Undo apply() throws ControlException {
        return maker.apply(index, existing, values);
    }
}
