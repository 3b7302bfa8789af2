package org.jl2tpd.management.snmp.l2tp;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Domain;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.TunnelProfileUse;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.profile.Configuration;

/** Domains by index; made anew when the inventory or the configuration has others. */
final class Domains implements Supplier<NavigableMap<int[], Domain>> {
    private record Made(List<Views.Peer> peers, Configuration configuration, NavigableMap<int[], Domain> rows) {}

    private final ManagedDaemon daemon;
    private volatile Made made = new Made(null, null, new TreeMap<>(SortedRows.ORDER));

    Domains(ManagedDaemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public NavigableMap<int[], Domain> get() {
        Inventory inventory = daemon.inventory();
        inventory.look();
        List<Views.Peer> peers = inventory.whole().peers();
        Configuration configuration = daemon.configuration();
        Made now = made;
        if (now.peers() != peers || now.configuration() != configuration) {
            now = new Made(peers, configuration, make(peers, configuration));
            made = now;
        }
        return now.rows();
    }

    private NavigableMap<int[], Domain> make(List<Views.Peer> peers, Configuration configuration) {
        var use = new TunnelProfileUse(configuration);
        var rows = new TreeMap<int[], Domain>(SortedRows.ORDER);
        for (Views.Peer peer : peers) {
            rows.putIfAbsent(index(peer), Domain.of(daemon, peer, use));
        }
        return rows;
    }

    /** The length of the identifier, then its octets. */
    private static int[] index(Views.Peer peer) {
        return Indices.ofOctets(Smi.utf8(peer.profile(), L2tpMib.DOMAIN_ID_LIMIT));
    }
}
