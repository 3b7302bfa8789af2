package org.jl2tpd.management.snmp.jl2tpd;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;

/**
 * A tunnel that we dial.
 *
 * @param definition null where the configuration in force does not have it
 */
record DialRow(Views.Tunnel view, TunnelDefinition definition) {
    /** What the rows are made of: other rows only where this is another. */
    record Picture(long changedNs, Inventory.Whole whole, Configuration configuration, Inventory inventory) {
        static Picture of(Inventory inventory, Configuration configuration) {
            inventory.look();
            return new Picture(inventory.changedNs(), inventory.whole(), configuration, inventory);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Picture that
                    && changedNs == that.changedNs
                    && whole == that.whole
                    && configuration == that.configuration;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(changedNs);
        }
    }

    /** Every tunnel of ours once: what waits for its next attempt, and what has an id and is not about to end. */
    static NavigableMap<int[], DialRow> rows(Picture picture) {
        Map<String, TunnelDefinition> definitions = new HashMap<>();
        picture.configuration.tunnels().forEach(definition -> definitions.put(definition.name(), definition));
        NavigableMap<int[], DialRow> rows = new TreeMap<>(Index.ORDER);
        picture.whole.waitingTunnels().forEach(view -> put(rows, view, definitions));
        for (TunnelRow row : picture.inventory.tunnels().values()) {
            String state = row.view().state();
            if (row.view().createdByAdmin() && !state.equals("CLOSING") && !state.equals("GONE")) {
                put(rows, row.view(), definitions);
            }
        }
        return rows;
    }

    private static void put(
            NavigableMap<int[], DialRow> rows, Views.Tunnel view, Map<String, TunnelDefinition> definitions) {
        int[] index = Index.of(view.name());
        if (index[0] >= 1 && index[0] <= ProfileRow.NAME_LIMIT) {
            rows.put(index, new DialRow(view, definitions.get(view.name())));
        }
    }

    String destination() {
        return definition == null ? view.peerAddress() : String.join(",", definition.destinations());
    }

    /** The secret's name; empty for none of its own. */
    String secretName() {
        return definition == null || definition.overrides() == null
                ? ""
                : definition.overrides().get(TunnelAttributes.SECRET_NAME);
    }
}
