package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.snmp.RowMaker;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.ProfileKind;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/** Makes and destroys profiles. */
final class ProfileMaker implements RowMaker<ProfileRow> {
    private static final int STATUS =
            Jl2tpdObjects.named("jl2tpdProfileRowStatus").number();

    private final ProfileTrial trial;

    ProfileMaker(ProfileTrial trial) {
        this.trial = trial;
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

    private int problem(int[] index, ProfileRow existing, Variable value) {
        int problem = RowStates.problem(existing != null, value);
        if (problem != PDU.noError || ((Integer32) value).getValue() == Status.ACTIVE) {
            return problem;
        }
        if (existing != null) {
            return trial.check(ProfileEdit.delete(existing.kind(), existing.name()), PDU.inconsistentValue);
        }
        if (LiveMaker.isDestroy(value)) {
            return PDU.noError;
        }
        return isFree(index) ? trial.check(creation(index), PDU.resourceUnavailable) : PDU.noCreation;
    }

    private static ProfileEdit creation(int... index) {
        return ProfileEdit.create(kind(index), name(index), Map.of());
    }

    /** Whether a profile may have that index. */
    private static boolean isFree(int[] index) {
        ProfileKind kind = kind(index);
        String name = name(index);
        return kind != null && kind != ProfileKind.SYSTEM && name != null && ProfileRow.isName(name);
    }

    private static ProfileKind kind(int... index) {
        boolean known = index.length > 0 && index[0] >= 1 && index[0] <= ProfileRow.KINDS.size();
        return known ? ProfileRow.KINDS.get(index[0] - 1) : null;
    }

    private static String name(int... index) {
        return Index.text(index, 1, ProfileRow.NAME_LIMIT);
    }

    @Override
    public Write.Undo apply(int[] index, ProfileRow existing, Map<Integer, Variable> values) throws ControlException {
        boolean destroys = LiveMaker.isDestroy(values.get(STATUS));
        if (destroys == (existing == null)) {
            return () -> {};
        }
        return trial.make(destroys ? ProfileEdit.delete(existing.kind(), existing.name()) : creation(index));
    }
}
