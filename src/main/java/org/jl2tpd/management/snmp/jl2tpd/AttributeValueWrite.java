package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.Values;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/**
 * Sets an attribute of a profile. A secret never comes this way. A value that names what is not there (a profile, a secret) is inconsistentValue: it could
 * be set once that is (RFC 3416 4.2.5).
 */
final class AttributeValueWrite implements Write<ProfileRow.Item> {
    private final ProfileTrial trial;

    AttributeValueWrite(ProfileTrial trial) {
        this.trial = trial;
    }

    @Override
    public int check(ProfileRow.Item item, Variable value) {
        if (item.isSecret() || !item.isChangeable()) {
            return PDU.notWritable;
        }
        int problem = Writes.text(value, Smi.TEXT_LIMIT);
        if (problem != PDU.noError) {
            return problem;
        }
        boolean sound = Values.parse(item.attribute(), Smi.string(value)).problem() == null;
        return sound ? trial.check(edit(item, value), PDU.inconsistentValue) : PDU.wrongValue;
    }

    @Override
    public Undo apply(ProfileRow.Item item, Variable value) throws ControlException {
        return trial.make(edit(item, value));
    }

    private static ProfileEdit edit(ProfileRow.Item item, Variable value) {
        Map<String, String> change = Map.of(item.attribute().name(), Smi.string(value));
        return ProfileEdit.modify(item.row().kind(), item.row().name(), change);
    }
}
