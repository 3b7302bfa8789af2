package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;

/** Tunnels that we dial, by name. */
final class DialTable {
    private DialTable() {}

    static void register(
            MibRegistry registry, String root, Inventory inventory, ConfigurationStore configuration, DialMaker maker) {
        var rows = SortedRows.of(() -> DialRow.Picture.of(inventory, configuration.get()), DialRow::rows);
        new Table<DialRow>("jl2tpdDial")
                .add("Destination", row -> Smi.text(row.destination()))
                .add("TunnelProfile", row -> Smi.text(row.view().tunnelProfile()))
                .add("PeerProfile", row -> Smi.text(row.view().peerProfile()))
                .add("SecretName", row -> Smi.text(row.secretName()))
                .add("Persist", row -> Smi.truth(row.view().persist()))
                .add("TunnelId", row -> Smi.gauge(row.view().id()))
                .add("State", row -> States.of(States.CONTROL, row.view().state()))
                .add("NextAttempt", row -> Smi.gauge(row.view().nextRetrySeconds()))
                .add("LastResult", row -> Smi.text(row.view().lastResult()))
                .add("StorageType", row -> Smi.integer(storage(configuration, row)))
                .add("RowStatus", row -> Smi.integer(Status.ACTIVE))
                .register(registry, root, rows, maker);
    }

    private static int storage(ConfigurationStore configuration, DialRow row) {
        boolean filed = configuration.filed().tunnels().stream()
                .anyMatch(tunnel -> tunnel.name().equals(row.view().name()));
        return filed ? Status.NON_VOLATILE : Status.VOLATILE;
    }
}
