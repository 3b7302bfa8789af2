package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;

/** States of the daemon as numbers, for what can only plot and compare. */
final class StateCodes {
    private StateCodes() {}

    static String daemonState(Views.System system) {
        return switch (daemon(system)) {
            case 4 -> "STOPPING";
            case 3 -> "DISABLED";
            case 2 -> "DRAINING";
            default -> "RUNNING";
        };
    }

    static int daemon(Views.System system) {
        if (system.stopping()) {
            return 4;
        }
        if (!system.enabled()) {
            return 3;
        }
        return system.draining() ? 2 : 1;
    }
}
