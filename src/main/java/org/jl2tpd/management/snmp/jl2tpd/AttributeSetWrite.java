package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** Gives an attribute of a profile its default back. */
final class AttributeSetWrite implements Write<ProfileRow.Item> {
    private final Control control;

    AttributeSetWrite(Control control) {
        this.control = control;
    }

    @Override
    public int check(ProfileRow.Item item, Variable value) {
        int problem = Writes.truth(value);
        if (problem != PDU.noError) {
            return problem;
        }
        return Writes.isTrue(value) && !item.isSet() ? PDU.inconsistentValue : PDU.noError;
    }

    @Override
    public Undo apply(ProfileRow.Item item, Variable value) throws ControlException {
        if (Writes.isTrue(value)) {
            return () -> {};
        }
        List<String> names = List.of(item.attribute().name());
        return ProfileChange.make(
                control,
                () -> control.profiles().unset(item.row().kind(), item.row().name(), names));
    }
}
