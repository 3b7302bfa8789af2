package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;

/** {@code type=PeerProfile}. */
final class PeerProfileBean extends PeerFacts implements PeerProfileMXBean {
    private final Changes changes;
    private final String name;

    PeerProfileBean(Inventory inventory, Changes changes, String name) {
        super(() -> {
            inventory.look();
            return inventory.whole().peers().stream()
                    .filter(peer -> peer.profile().equals(name))
                    .findFirst()
                    .orElse(none(name));
        });
        this.changes = changes;
        this.name = name;
    }

    private static Views.Peer none(String name) {
        return new Views.Peer(name, false, false, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void setEnabled(boolean enabled) {
        changes.toWhole(() -> changes.control().setPeerState(name, enabled, null));
    }

    @Override
    public void setDraining(boolean draining) {
        changes.toWhole(() -> changes.control().setPeerState(name, null, draining));
    }
}
