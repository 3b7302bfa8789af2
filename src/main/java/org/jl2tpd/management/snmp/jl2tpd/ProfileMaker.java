package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ProfileKind;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Makes and destroys profiles. */
final class ProfileMaker implements RowMaker<ProfileRow> {
    private static final int STATUS =
            Jl2tpdObjects.named("jl2tpdProfileRowStatus").number();

    private final Control control;

    ProfileMaker(Control control) {
        this.control = control;
    }

    @Override
    public int statusColumn() {
        return STATUS;
    }

    @Override
    public Refusal check(int[] index, ProfileRow existing, Map<Integer, Variable> values) {
        for (Map.Entry<Integer, Variable> value : values.entrySet()) {
            int problem = value.getKey() == STATUS ? problem(index, existing, value.getValue()) : PDU.notWritable;
            if (problem != PDU.noError) {
                return new Refusal(value.getKey(), problem);
            }
        }
        return null;
    }

    private static int problem(int[] index, ProfileRow existing, Variable value) {
        int problem = RowStates.problem(existing != null, value);
        if (problem != PDU.noError || ((Integer32) value).getValue() == Status.ACTIVE) {
            return problem;
        }
        if (existing == null) {
            return LiveMaker.isDestroy(value) || isFree(index) ? PDU.noError : PDU.noCreation;
        }
        boolean stays = existing.kind() == ProfileKind.SYSTEM || existing.name().equals(Configuration.DEFAULT);
        return stays ? PDU.inconsistentValue : PDU.noError;
    }

    /** Whether a profile may have that index. */
    private static boolean isFree(int[] index) {
        ProfileKind kind = kind(index);
        String name = name(index);
        return kind != null && kind != ProfileKind.SYSTEM && name != null && ProfileRow.isName(name);
    }

    private static ProfileKind kind(int[] index) {
        boolean known = index.length > 0 && index[0] >= 1 && index[0] <= ProfileRow.KINDS.size();
        return known ? ProfileRow.KINDS.get(index[0] - 1) : null;
    }

    private static String name(int[] index) {
        return Index.text(index, 1, ProfileRow.NAME_LIMIT);
    }

    @Override
    public Write.Undo apply(int[] index, ProfileRow existing, Map<Integer, Variable> values) throws ControlException {
        boolean destroys = LiveMaker.isDestroy(values.get(STATUS));
        if (destroys == (existing == null)) {
            return () -> {};
        }
        return ProfileChange.make(control, () -> {
            if (destroys) {
                control.profiles().delete(existing.kind(), existing.name());
            } else {
                control.profiles().create(kind(index), name(index), Map.of());
            }
        });
    }
}
