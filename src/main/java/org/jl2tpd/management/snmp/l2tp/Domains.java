package org.jl2tpd.management.snmp.l2tp;

import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ProfileKind;

/** Domains by index; made anew when the inventory or the configuration has others. */
final class Domains implements Supplier<NavigableMap<int[], Domain>> {
    private record Made(List<Views.Peer> peers, Configuration configuration, NavigableMap<int[], Domain> rows) {}

    private final ManagedDaemon daemon;
    private final Set<String> ofFile;
    private volatile Made made = new Made(null, null, new TreeMap<>(SortedRows.ORDER));

    Domains(ManagedDaemon daemon) {
        this.daemon = daemon;
        this.ofFile = Set.copyOf(
                daemon.configuration().profiles().get(ProfileKind.PEER).keySet());
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
            Domain domain = Domain.of(peer, configuration, use, ofFile.contains(peer.profile()));
            rows.putIfAbsent(domain.index(), domain);
        }
        return rows;
    }
}
