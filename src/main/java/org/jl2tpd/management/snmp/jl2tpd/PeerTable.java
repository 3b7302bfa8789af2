package org.jl2tpd.management.snmp.jl2tpd;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;

/** Peer profiles at work. */
final class PeerTable {
    private final Table<Views.Peer> table = new Table<>("jl2tpdPeer");

    private PeerTable() {}

    static void register(MibRegistry registry, String root, Control control, Inventory inventory) {
        var peers = new PeerTable();
        peers.state(control, inventory);
        peers.history();
        peers.traffic();
        var rows = SortedRows.of(
                () -> {
                    inventory.look();
                    return inventory.whole();
                },
                PeerTable::rows);
        peers.table.register(registry, root, rows);
    }

    private static NavigableMap<int[], Views.Peer> rows(Inventory.Whole whole) {
        NavigableMap<int[], Views.Peer> rows = new TreeMap<>(Index.ORDER);
        for (Views.Peer peer : whole.peers()) {
            int[] index = Index.of(peer.profile());
            if (index[0] >= 1 && index[0] <= ProfileRow.NAME_LIMIT) {
                rows.put(index, peer);
            }
        }
        return rows;
    }

    private void state(Control control, Inventory inventory) {
        table.add("Enabled", peer -> Smi.truth(peer.enabled()), Writes.closing(Views.Peer::enabled, (peer, value) -> {
                    control.setPeerState(peer.profile(), value, null);
                    Scalars.show(inventory::refreshWhole);
                }))
                .add(
                        "Draining",
                        peer -> Smi.truth(peer.draining()),
                        Writes.truth(Views.Peer::draining, (peer, value) -> {
                            control.setPeerState(peer.profile(), null, value);
                            Scalars.show(inventory::refreshWhole);
                        }))
                .add("DrainingInEffect", peer -> Smi.truth(peer.drainingInEffect()));
    }

    private void count(String column, ToLongFunction<Views.Peer> figure) {
        table.add(column, peer -> Smi.counter64(figure.applyAsLong(peer)));
    }

    private void history() {
        count("TunnelsTotal", Views.Peer::tunnelsTotal);
        count("TunnelsFailed", Views.Peer::tunnelsFailed);
        count("AuthFailures", Views.Peer::authFailures);
        table.add("TunnelsActive", peer -> Smi.gauge(peer.tunnelsActive()));
        count("SessionsTotal", Views.Peer::sessionsTotal);
        count("SessionsFailed", Views.Peer::sessionsFailed);
        table.add("SessionsActive", peer -> Smi.gauge(peer.sessionsActive()));
    }

    private void traffic() {
        count("ControlRxOctets", Views.Peer::controlRxOctets);
        count("ControlRxPackets", Views.Peer::controlRxPackets);
        count("ControlTxOctets", Views.Peer::controlTxOctets);
        count("ControlTxPackets", Views.Peer::controlTxPackets);
        count("PayloadRxOctets", Views.Peer::payloadRxOctets);
        count("PayloadRxPackets", Views.Peer::payloadRxPackets);
        count("PayloadRxDiscards", Views.Peer::payloadRxDiscards);
        count("PayloadTxOctets", Views.Peer::payloadTxOctets);
        count("PayloadTxPackets", Views.Peer::payloadTxPackets);
    }
}
