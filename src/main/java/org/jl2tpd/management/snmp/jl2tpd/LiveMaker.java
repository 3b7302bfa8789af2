package org.jl2tpd.management.snmp.jl2tpd;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Changes and destroys rows that the daemon makes alone: tunnels and sessions. What ends a row is done last. */
abstract class LiveMaker<R> implements RowMaker<R> {
    private final int status;
    private final int closeReason;

    /** @param prefix of the table's descriptors */
    LiveMaker(String prefix) {
        status = Jl2tpdObjects.named(prefix + "RowStatus").number();
        closeReason = Jl2tpdObjects.named(prefix + "CloseReason").number();
    }

    /** The error status for a column other than RowStatus and the reason to close, notWritable for one that can't be written. */
    abstract int check(int column, Variable value);

    /** Sets such a column. */
    abstract Write.Undo set(R row, int column, Variable value) throws ControlException;

    abstract void close(R row, String reason) throws ControlException;

    /** Has the change be seen. */
    abstract void refresh(R row) throws ControlException;

    @Override
    public int statusColumn() {
        return status;
    }

    @Override
    public Refusal check(int[] index, R existing, Map<Integer, Variable> values) {
        boolean destroys = isDestroy(values.get(status));
        for (Map.Entry<Integer, Variable> value : values.entrySet()) {
            int problem = problem(existing, destroys, value.getKey(), value.getValue());
            if (problem != PDU.noError) {
                return new Refusal(value.getKey(), problem);
            }
        }
        return null;
    }

    private int problem(R existing, boolean destroys, int column, Variable value) {
        if (column == status) {
            return statusProblem(existing, value);
        }
        int problem = column == closeReason ? Writes.text(value, Smi.TEXT_LIMIT) : check(column, value);
        if (problem == PDU.noError && existing == null) {
            return PDU.noCreation;
        }
        return problem == PDU.noError && column == closeReason && !destroys ? PDU.inconsistentValue : problem;
    }

    /** A row that is not there may be destroyed (RFC 2579), nothing else. */
    private int statusProblem(R existing, Variable value) {
        if (!(value instanceof Integer32 number)) {
            return PDU.wrongType;
        }
        return switch (number.getValue()) {
            case Status.DESTROY -> PDU.noError;
            case Status.ACTIVE -> existing == null ? PDU.inconsistentValue : PDU.noError;
            case Status.CREATE_AND_GO -> existing == null ? PDU.noCreation : PDU.inconsistentValue;
            default -> PDU.wrongValue;
        };
    }

    @Override
    public boolean isFinal(int[] index, R existing, Map<Integer, Variable> values) {
        return existing != null && isDestroy(values.get(status));
    }

    static boolean isDestroy(Variable value) {
        return value instanceof Integer32 number && number.getValue() == Status.DESTROY;
    }

    @Override
    public Write.Undo apply(int[] index, R existing, Map<Integer, Variable> values) throws ControlException {
        if (existing == null) {
            return () -> {};
        }
        Deque<Write.Undo> done = new ArrayDeque<>();
        try {
            for (Map.Entry<Integer, Variable> value : values.entrySet()) {
                if (value.getKey() != status && value.getKey() != closeReason) {
                    done.push(set(existing, value.getKey(), value.getValue()));
                }
            }
            if (isDestroy(values.get(status))) {
                Variable reason = values.get(closeReason);
                close(existing, reason == null ? "" : Smi.string(reason));
                done.push(() -> {
                    throw new ControlException(Kind.REFUSED, "what was closed can't be opened again");
                });
            }
        } catch (ControlException e) {
            takeBack(done, e);
            throw e;
        }
        Scalars.show(() -> refresh(existing));
        return () -> takeBack(existing, done);
    }

    private void takeBack(R row, Deque<Write.Undo> done) throws ControlException {
        var all = new ControlException(Kind.REFUSED, "a change could not be taken back");
        takeBack(done, all);
        Scalars.show(() -> refresh(row));
        if (all.getSuppressed().length > 0) {
            throw all;
        }
    }

    private static void takeBack(Deque<Write.Undo> done, ControlException problems) {
        while (!done.isEmpty()) {
            try {
                done.pop().undo();
            } catch (ControlException e) {
                problems.addSuppressed(e);
            }
        }
    }
}
