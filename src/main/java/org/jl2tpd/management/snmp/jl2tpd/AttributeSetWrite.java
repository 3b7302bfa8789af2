package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** Gives an attribute of a profile its default back. */
final class AttributeSetWrite implements Write<ProfileRow.Item> {
    private final ProfileTrial trial;

    AttributeSetWrite(ProfileTrial trial) {
        this.trial = trial;
    }

    @Override
    public int check(ProfileRow.Item item, Variable value) {
        int problem = Writes.truth(value);
        if (problem != PDU.noError) {
            return problem;
        }
        if (Writes.isTrue(value)) {
            return item.isSet() ? PDU.noError : PDU.inconsistentValue;
        }
        return item.isChangeable() ? trial.check(edit(item), PDU.inconsistentValue) : PDU.notWritable;
    }

    @Override
    public Undo apply(ProfileRow.Item item, Variable value) throws ControlException {
        if (Writes.isTrue(value)) {
            return () -> {};
        }
        return trial.make(edit(item));
    }

    private static ProfileEdit edit(ProfileRow.Item item) {
        List<String> names = List.of(item.attribute().name());
        return ProfileEdit.unset(item.row().kind(), item.row().name(), names);
    }
}
