package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;

/** Counts tunnels and sessions by role, once for each change of the tables. Thread-safe. */
final class RoleTally {
    /** What there is in one role. */
    record Role(
            int tunnels, int establishedTunnels, int sessions, int establishedSessions, int incoming, int outgoing) {}

    private record Counted(long changedNs, long readNs, Role lns, Role lac) {}

    private final Inventory inventory;
    private volatile Counted last;

    RoleTally(Inventory inventory) {
        this.inventory = inventory;
    }

    Role lns() {
        return counted().lns();
    }

    Role lac() {
        return counted().lac();
    }

    private Counted counted() {
        inventory.look();
        Counted known = last;
        long changedNs = inventory.changedNs();
        long readNs = inventory.whole().readNs();
        if (known == null || known.changedNs() != changedNs || known.readNs() != readNs) {
            known = new Counted(changedNs, readNs, count(false), count(true));
            last = known;
        }
        return known;
    }

    private Role count(boolean lac) {
        int[] tunnels = new int[2];
        inventory.tunnels().values().forEach(row -> {
            if (row.view().detail().initiatedLocally() == lac) {
                tunnels[0]++;
                tunnels[1] += isEstablished(row.view().state());
            }
        });
        int[] sessions = new int[4];
        inventory.sessions().values().forEach(row -> add(sessions, row.view(), lac ? "LAC_" : "LNS_"));
        return new Role(tunnels[0], tunnels[1], sessions[0], sessions[1], sessions[2], sessions[3]);
    }

    private static void add(int[] sums, Views.Session view, String role) {
        if (view.type().startsWith(role)) {
            sums[0]++;
            sums[1] += isEstablished(view.state());
            sums[view.type().endsWith("_INCOMING") ? 2 : 3]++;
        }
    }

    private static int isEstablished(String state) {
        return state.equals("ESTABLISHED") ? 1 : 0;
    }
}
