package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ProfileUses;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;

/** Profiles and their attributes. */
final class ProfileTables {
    private ProfileTables() {}

    static void register(MibRegistry registry, String root, Control control, Inventory inventory) {
        var configuration = control.configuration();
        var uses = new ProfileUses(inventory);
        var rows = SortedRows.of(configuration, ProfileRow::rows);
        var trial = new ProfileTrial(configuration);
        registry.beforeSet(trial::begin);
        new Table<ProfileRow>("jl2tpdProfile")
                .add("UseCount", row -> Smi.gauge(uses.applyAsInt(row.kind(), row.name())))
                .add("StorageType", row -> Smi.integer(storage(configuration.isFiled(row.kind(), row.name()))))
                .add("RowStatus", row -> Smi.integer(Status.ACTIVE))
                .register(registry, root, rows, new ProfileMaker(trial));
        new Table<ProfileRow.Item>("jl2tpdProfileAttribute")
                .add("Value", ProfileRow.Item::value, new AttributeValueWrite(trial))
                .add("IsSet", item -> Smi.truth(item.isSet()), new AttributeSetWrite(trial))
                .add("Default", ProfileRow.Item::defaultValue)
                .add("Range", item -> Smi.text(item.attribute().range()))
                .add("Text", item -> Smi.text(item.attribute().description()))
                .register(registry, root, new AttributeRows(rows));
    }

    private static int storage(boolean filed) {
        return filed ? Status.NON_VOLATILE : Status.VOLATILE;
    }
}
