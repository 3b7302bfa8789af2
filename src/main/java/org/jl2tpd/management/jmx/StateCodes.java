package org.jl2tpd.management.jmx;

import java.util.List;
import org.jl2tpd.engine.Views;

/** States as numbers, for what can only plot and compare; those of L2TP-MIB (RFC 3371) where it has them. */
final class StateCodes {
    private static final List<String> CALL_TYPES =
            List.of("LAC_INCOMING", "LNS_INCOMING", "LAC_OUTGOING", "LNS_OUTGOING");

    private static final int IDLE = 1;
    private static final int CONNECTING = 2;
    private static final int ESTABLISHED = 3;
    private static final int DISCONNECTING = 4;

    private StateCodes() {}

    static int tunnel(String state) {
        return switch (state) {
            case "ESTABLISHED" -> ESTABLISHED;
            case "CLOSING", "GONE" -> DISCONNECTING;
            case "WAIT_CTL_REPLY", "WAIT_CTL_CONN" -> CONNECTING;
            default -> IDLE;
        };
    }

    static int session(String state) {
        return switch (state) {
            case "ESTABLISHED" -> ESTABLISHED;
            case "CLOSED" -> DISCONNECTING;
            case "WAIT_TUNNEL", "WAIT_REPLY", "WAIT_CONNECT", "WAIT_CS_ANSWER" -> CONNECTING;
            default -> IDLE;
        };
    }

    /** 0 for a session between two attempts. */
    static int callType(String type) {
        return CALL_TYPES.indexOf(type) + 1;
    }

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
