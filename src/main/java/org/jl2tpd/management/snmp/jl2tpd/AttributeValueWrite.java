package org.jl2tpd.management.snmp.jl2tpd;

import java.util.Map;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.Values;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** Sets an attribute of a profile. A secret never comes this way. */
final class AttributeValueWrite implements Write<ProfileRow.Item> {
    private final Control control;

    AttributeValueWrite(Control control) {
        this.control = control;
    }

    @Override
    public int check(ProfileRow.Item item, Variable value) {
        if (item.isSecret()) {
            return PDU.notWritable;
        }
        int problem = Writes.text(value, Smi.TEXT_LIMIT);
        if (problem != PDU.noError) {
            return problem;
        }
        return Values.parse(item.attribute(), Smi.string(value)).problem() == null ? PDU.noError : PDU.wrongValue;
    }

    @Override
    public Undo apply(ProfileRow.Item item, Variable value) throws ControlException {
        Map<String, String> change = Map.of(item.attribute().name(), Smi.string(value));
        return ProfileChange.make(
                control,
                () -> control.profiles().modify(item.row().kind(), item.row().name(), change));
    }
}
