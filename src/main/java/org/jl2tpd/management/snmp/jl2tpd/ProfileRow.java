package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jl2tpd.management.ProfileDesk;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Values;
import org.jl2tpd.wire.Secret;
import org.snmp4j.smi.Variable;

/** A profile in the table. */
record ProfileRow(ProfileKind kind, Profile profile) {
    /** Octets of a name as index. */
    static final int NAME_LIMIT = 63;

    /** Name of the only profile of the kind system. */
    static final String SYSTEM = "system";

    private static final String HIDDEN = "***";
    private static final String NAME = "[A-Za-z0-9_.@-]+";

    /** In the order of the labels of Jl2tpdKindOfProfile. */
    static final List<ProfileKind> KINDS =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP, ProfileKind.SYSTEM);

    /** An attribute of it in the table. */
    record Item(ProfileRow row, Attribute<?> attribute) {
        boolean isSet() {
            return row.profile.sets(attribute);
        }

        boolean isSecret() {
            return attribute.type() == Secret.class;
        }

        /** Whether it can be set while the daemon runs. */
        boolean isChangeable() {
            return ProfileDesk.isChangeable(row.kind, attribute);
        }

        Variable value() {
            Object value = row.profile.get(attribute);
            if (isSecret()) {
                return Smi.text(value == null ? "" : HIDDEN);
            }
            return Smi.text(Values.show(attribute, value));
        }

        Variable defaultValue() {
            return Smi.text(isSecret() ? "" : Values.show(attribute, attribute.defaultValue()));
        }
    }

    static boolean isName(String name) {
        return name.matches(NAME);
    }

    String name() {
        return kind == ProfileKind.SYSTEM ? SYSTEM : profile.name();
    }

    int[] index() {
        return Index.join(KINDS.indexOf(kind) + 1, Index.of(name()));
    }

    /** Profiles by kind and name. */
    static NavigableMap<int[], ProfileRow> rows(Configuration configuration) {
        NavigableMap<int[], ProfileRow> rows = new TreeMap<>(Index.ORDER);
        for (ProfileKind kind : KINDS) {
            if (kind == ProfileKind.SYSTEM) {
                put(rows, new ProfileRow(kind, configuration.system()));
            } else {
                configuration
                        .profiles()
                        .get(kind)
                        .values()
                        .forEach(profile -> put(rows, new ProfileRow(kind, profile)));
            }
        }
        return rows;
    }

    private static void put(NavigableMap<int[], ProfileRow> rows, ProfileRow row) {
        int[] index = row.index();
        if (index[1] >= 1 && index[1] <= NAME_LIMIT) {
            rows.put(index, row);
        }
    }
}
