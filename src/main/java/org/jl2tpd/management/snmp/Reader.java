package org.jl2tpd.management.snmp;

import java.util.Arrays;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.SMIConstants;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Answers GET, GETNEXT and GETBULK (RFC 3416 4.2.1 to 4.2.3; for SNMPv1 with RFC 3584 4.2.2) from an {@link ObjectTree}. When the {@link Work} of a PDU is
 * spent a GETBULK is answered with what was found, and a GET or GETNEXT with tooBig.
 */
final class Reader {
    /** Varbinds that one PDU may ask for or be answered with: it bounds the work that a small request can cause. */
    static final int VARBIND_LIMIT = 2_000;

    private final ObjectTree tree;
    private final View view;
    private final boolean v1;
    private final Work work = new Work();

    /** @param v1 whether the asker knows no Counter64 and no exceptions */
    Reader(ObjectTree tree, View view, boolean v1) {
        this.tree = tree;
        this.view = view;
        this.v1 = v1;
    }

    /**
     * Fills an answer.
     *
     * @param room octets that the answer's varbinds may have
     */
    void answer(PDU request, PDU answer, int room) {
        if (request.size() > VARBIND_LIMIT) {
            answer.setErrorStatus(PDU.tooBig);
            return;
        }
        if (request.getType() == PDU.GETBULK) {
            bulk(request, answer, room);
        } else {
            each(request, answer, room);
        }
    }

    private void each(PDU request, PDU answer, int room) {
        List<? extends VariableBinding> asked = request.getVariableBindings();
        int left = room;
        for (int i = 0; i < asked.size(); i++) {
            if (work.isSpent()) {
                tooBig(answer);
                return;
            }
            VariableBinding found;
            try {
                int[] name = asked.get(i).getOid().getValue();
                found = request.getType() == PDU.GET ? exact(name) : next(name);
            } catch (RuntimeException e) {
                Faults.log(e);
                fail(request, answer, PDU.genErr, i);
                return;
            }
            if (v1 && found.isException()) {
                fail(request, answer, PDU.noSuchName, i);
                return;
            }
            left -= found.getBERLength();
            if (left < 0) {
                tooBig(answer);
                return;
            }
            answer.add(found);
        }
    }

    /** Also where the work is spent: who asks for fewer varbinds is answered. */
    private static void tooBig(PDU answer) {
        answer.setVariableBindings(List.of());
        answer.setErrorStatus(PDU.tooBig);
    }

    private static void fail(PDU request, PDU answer, int status, int position) {
        answer.setVariableBindings(List.of());
        answer.addAll(request.getVariableBindings());
        answer.setErrorStatus(status);
        answer.setErrorIndex(position + 1);
    }

    private VariableBinding exact(int[] name) {
        work.look();
        Variable value = tree.get(name, view);
        boolean unknown = v1 && value.getSyntax() == SMIConstants.SYNTAX_COUNTER64;
        return new VariableBinding(new OID(name), unknown ? Null.noSuchInstance : value);
    }

    private VariableBinding next(int[] name) {
        Managed.Instance found = tree.next(name, view, work);
        while (v1 && found != null && found.value().getSyntax() == SMIConstants.SYNTAX_COUNTER64) {
            found = tree.next(found.name(), view, work);
        }
        return found == null
                ? new VariableBinding(new OID(name), Null.endOfMibView)
                : new VariableBinding(new OID(found.name()), found.value());
    }

    private void bulk(PDU request, PDU answer, int room) {
        int single = Math.max(0, Math.min(request.getNonRepeaters(), request.size()));
        int repeated = request.size() - single;
        int repetitions = repeated == 0 ? 0 : Math.max(0, request.getMaxRepetitions());
        long wanted = Math.min(VARBIND_LIMIT, single + (long) repeated * repetitions);
        var names = new int[request.size()][];
        Arrays.setAll(names, i -> request.get(i).getOid().getValue());
        int left = room;
        boolean more = false;
        for (int i = 0; i < wanted && !work.isSpent(); i++) {
            int at = i < single ? i : single + (i - single) % repeated;
            if (i >= single && at == single) {
                if (i > single && !more) {
                    return;
                }
                more = false;
            }
            VariableBinding found;
            try {
                found = next(names[at]);
            } catch (RuntimeException e) {
                Faults.log(e);
                fail(request, answer, PDU.genErr, at);
                return;
            }
            left -= found.getBERLength();
            if (left < 0) {
                break;
            }
            more |= i >= single && !found.isException();
            names[at] = found.getOid().getValue();
            answer.add(found);
        }
        if (answer.size() == 0 && wanted > 0) {
            answer.setErrorStatus(PDU.tooBig);
        }
    }
}
