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
 * later step fails.
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

    private static void apply(List<Change> changes) throws SetFailure {
        Deque<Write.Undo> applied = new ArrayDeque<>();
        for (Change change : changes) {
            try {
                applied.push(change.apply());
            } catch (ControlException | RuntimeException e) {
                report("snmp_commit_failed", e);
                undo(applied);
                throw new SetFailure(PDU.commitFailed, change.position());
            }
        }
    }

    private static void undo(Deque<Write.Undo> applied) throws SetFailure {
        boolean failed = false;
        for (Write.Undo undo : applied) {
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

    private static void report(String event, Exception reason) {
        if (reason instanceof RuntimeException) {
            LOG.atError().setCause(reason).log(event);
        } else {
            LOG.atWarn().addKeyValue("reason", reason.getMessage()).log(event);
        }
    }
}
