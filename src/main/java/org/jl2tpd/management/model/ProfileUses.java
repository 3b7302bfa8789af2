package org.jl2tpd.management.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.profile.ProfileKind;

/** How many tunnels and sessions of the tables were made with each profile; counted at most once in {@link #KEPT_NS}, for all at once. Thread-safe. */
public final class ProfileUses implements ToIntBiFunction<ProfileKind, String> {
    /** How long figures are good for. */
    static final long KEPT_NS = 500_000_000L;

    private final Inventory inventory;
    private Map<ProfileKind, Map<String, Integer>> counts = Map.of();
    private long countedNs = System.nanoTime() - KEPT_NS - 1;

    public ProfileUses(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public synchronized int applyAsInt(ProfileKind kind, String name) {
        inventory.look();
        if (System.nanoTime() - countedNs > KEPT_NS) {
            counts = count();
            countedNs = System.nanoTime();
        }
        return counts.getOrDefault(kind, Map.of()).getOrDefault(name, 0);
    }

    private Map<ProfileKind, Map<String, Integer>> count() {
        Map<ProfileKind, Map<String, Integer>> all = new EnumMap<>(ProfileKind.class);
        for (TunnelRow row : inventory.tunnels().values()) {
            add(all, ProfileKind.PEER, row.view().peerProfile());
            add(all, ProfileKind.TUNNEL, row.view().tunnelProfile());
        }
        for (SessionRow row : inventory.sessions().values()) {
            Views.SessionDetail detail = row.view().detail();
            add(all, ProfileKind.SESSION, detail.sessionProfile());
            add(all, ProfileKind.PPP, detail.pppProfile());
        }
        return all;
    }

    private static void add(Map<ProfileKind, Map<String, Integer>> all, ProfileKind kind, String name) {
        if (!name.isEmpty()) {
            all.computeIfAbsent(kind, any -> new HashMap<>()).merge(name, 1, Integer::sum);
        }
    }
}
