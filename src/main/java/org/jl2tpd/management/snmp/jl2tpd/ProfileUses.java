package org.jl2tpd.management.snmp.jl2tpd;

import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.profile.ProfileKind;

/** How many tunnels were made with a profile; counted once for each reading of the inventory. */
final class ProfileUses {
    private final Inventory inventory;
    private volatile Counted counted;

    private record Counted(Inventory.Whole whole, Map<String, Integer> peers, Map<String, Integer> tunnels) {}

    ProfileUses(Inventory inventory) {
        this.inventory = inventory;
    }

    int of(ProfileRow row) {
        Counted now = counted();
        return switch (row.kind()) {
            case PEER -> now.peers.getOrDefault(row.name(), 0);
            case TUNNEL -> now.tunnels.getOrDefault(row.name(), 0);
            default -> 0;
        };
    }

    private Counted counted() {
        inventory.look();
        Counted last = counted;
        if (last == null || last.whole != inventory.whole()) {
            last = new Counted(inventory.whole(), new HashMap<>(), new HashMap<>());
            for (TunnelRow row : inventory.tunnels().values()) {
                last.peers.merge(row.view().peerProfile(), 1, Integer::sum);
                last.tunnels.merge(row.view().tunnelProfile(), 1, Integer::sum);
            }
            counted = last;
        }
        return last;
    }
}
