package org.jl2tpd.management.snmp.jl2tpd;

import java.io.IOException;
import java.util.Locale;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.SnmpAttributes;

/** Which notifications are sent; what was set is on the disk before it holds. */
final class Switches {
    /** Notifications that are switched together. */
    enum Group {
        TUNNELS,
        SESSIONS,
        LIMITS,
        FAILURES;

        /** Name in {@link org.jl2tpd.management.model.StateStore}. */
        String stored() {
            return "snmp.notify_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final ManagedDaemon daemon;

    Switches(ManagedDaemon daemon) {
        this.daemon = daemon;
    }

    boolean isOn(Group group) {
        boolean otherwise =
                group != Group.SESSIONS || daemon.management().snmp().get(SnmpAttributes.NOTIFY_SESSIONS);
        return Boolean.parseBoolean(daemon.state().get(group.stored(), Boolean.toString(otherwise)));
    }

    void set(Group group, boolean on) throws ControlException {
        try {
            daemon.state().put(group.stored(), Boolean.toString(on));
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, "it could not be written to disk: " + e.getMessage());
        }
    }
}
