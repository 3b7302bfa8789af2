package org.jl2tpd.management.snmp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.management.ControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Does a SET as if all at once (RFC 3416 4.2.5): everything is checked before anything is applied, and what was applied is undone, last first, when a
 * later step fails. What can't be undone is applied last; where such a step fails after another one was done, the answer is undoFailed.
 */
final class Setter {
    private static final Logger LOG = LoggerFactory.getLogger(Setter.class);

    private final ObjectTree tree;

    Setter(ObjectTree tree) {
        this.tree = tree;
    }

    /** Not to be called twice at the same time: a check must still hold when its step is applied. */
    void answer(PDU request, View view, PDU answer) {
        answer.addAll(request.getVariableBindings());
        try {
            if (request.size() > Reader.VARBIND_LIMIT) {
                throw new SetFailure(PDU.tooBig, -1);
            }
            List<Change> changes = changes(request, view);
            tree.beginSet();
            for (Change change : changes) {
                check(change);
            }
            apply(changes);
        } catch (SetFailure e) {
            if (e.status() == PDU.tooBig) {
                answer.setVariableBindings(List.of());
            }
            answer.setErrorStatus(e.status());
            answer.setErrorIndex(e.position() + 1);
        }
    }

    private List<Change> changes(PDU request, View view) throws SetFailure {
        var changes = new ArrayList<Change>();
        Map<Object, RowChange<?>> rows = new HashMap<>();
        Set<OID> seen = new HashSet<>();
        for (int i = 0; i < request.size(); i++) {
            VariableBinding varbind = request.get(i);
            int[] name = varbind.getOid().getValue();
            if (view.skip(name) != null) {
                throw new SetFailure(PDU.noAccess, i);
            }
            Managed object = tree.find(name);
            if (object == null) {
                throw new SetFailure(PDU.notWritable, i);
            }
            if (!seen.add(varbind.getOid())) {
                throw new SetFailure(PDU.inconsistentValue, i);
            }
            Change change = change(object, varbind, i, rows);
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Change change(Managed object, VariableBinding varbind, int position, Map<Object, RowChange<?>> rows)
            throws SetFailure {
        try {
            return object.change(varbind.getOid().getValue(), varbind.getVariable(), position, rows);
        } catch (RuntimeException e) {
            Faults.log(e);
            throw new SetFailure(PDU.genErr, position);
        }
    }

    private static void check(Change change) throws SetFailure {
        try {
            change.check();
        } catch (RuntimeException e) {
            Faults.log(e);
            throw new SetFailure(PDU.genErr, change.position());
        }
    }

    /** Those that can be taken back first, so that nothing has been closed when one of them fails. */
    private static void apply(List<Change> changes) throws SetFailure {
        var applied = new Applied();
        for (boolean isFinal : new boolean[] {false, true}) {
            for (Change change : changes) {
                if (change.isFinal() == isFinal) {
                    applied.apply(change, isFinal);
                }
            }
        }
    }

    /** What was applied of a SET. */
    private static final class Applied {
        private final Deque<Write.Undo> undos = new ArrayDeque<>();
        private boolean isFinal;

        void apply(Change change, boolean changeIsFinal) throws SetFailure {
            try {
                undos.push(change.apply());
                isFinal |= changeIsFinal;
            } catch (ControlException | RuntimeException e) {
                report("snmp_commit_failed", e);
                isFinal |= changeIsFinal && mayBeDone(e);
                undo();
                throw new SetFailure(PDU.commitFailed, change.position());
            }
        }

        /** Whether the engine may execute the command yet. */
        private static boolean mayBeDone(Exception e) {
            return e instanceof ControlException refusal && refusal.kind() == ControlException.Kind.TIMED_OUT;
        }

        private void undo() throws SetFailure {
            boolean failed = isFinal;
            for (Write.Undo undo : undos) {
                try {
                    undo.undo();
                } catch (ControlException | RuntimeException e) {
                    report("snmp_undo_failed", e);
                    failed = true;
                }
            }
            if (failed) {
                throw new SetFailure(PDU.undoFailed, -1);
            }
        }
    }

    private static void report(String event, Exception reason) {
        if (reason instanceof RuntimeException) {
            LOG.atError().setCause(reason).log(event);
        } else {
            LOG.atWarn().addKeyValue("reason", reason.getMessage()).log(event);
        }
    }
}
