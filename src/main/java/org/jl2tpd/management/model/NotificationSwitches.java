package org.jl2tpd.management.model;

import java.io.IOException;
import java.util.Locale;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.profile.SnmpAttributes;

/** Which notifications are sent, by whatever means; what was set is on the disk before it holds, and outlives a restart. */
public final class NotificationSwitches {
    /** Notifications that are switched together. */
    public enum Group {
        TUNNELS,
        SESSIONS,
        LIMITS,
        FAILURES,
        /** Messages of SNMP that nobody is allowed to send (snmpEnableAuthenTraps, RFC 3418). */
        AUTHENTICATION;

        /** Name in {@link StateStore}. */
        String stored() {
            return "snmp.notify_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private final ManagedDaemon daemon;

    public NotificationSwitches(ManagedDaemon daemon) {
        this.daemon = daemon;
    }

    public boolean isOn(Group group) {
        boolean otherwise = switch (group) {
            case SESSIONS -> daemon.management().snmp().get(SnmpAttributes.NOTIFY_SESSIONS);
            case AUTHENTICATION -> false;
            case TUNNELS, LIMITS, FAILURES -> true;
        };
        return Boolean.parseBoolean(daemon.state().get(group.stored(), Boolean.toString(otherwise)));
    }

    public void set(Group group, boolean on) throws ControlException {
        try {
            daemon.state().put(group.stored(), Boolean.toString(on));
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, "it could not be written to disk: " + e.getMessage());
        }
    }
}
