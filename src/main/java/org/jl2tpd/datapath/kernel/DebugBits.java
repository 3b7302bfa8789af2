package org.jl2tpd.datapath.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.DynamicDebug;

/**
 * What a bit of a debug mask (PPPOL2TP_MSG_ of linux/if_pppol2tp.h) switches in kernels whose driver ignores it.
 *
 * <p>Tracepoints are those of net/l2tp/trace.h; messages for dynamic debug those of the driver's modules.
 */
enum DebugBits {
    /** What stands and goes, and whatever else the driver has to say. */
    VERBOSE(1, Tracepoints.LIFE, ""),
    /** Tunnels and sessions that are made and taken away. */
    CONTROL(2, Tracepoints.LIFE, null),
    /** Sequence numbers of data messages. */
    SEQUENCE(4, Tracepoints.SEQUENCE, "seq"),
    /** Data messages: nothing shows them since Linux 5.10. */
    DATA(8, List.of(), null);

    /** All bits. */
    static final int ALL = 15;

    /** Modules whose messages are looked at. */
    static final java.util.Set<String> MODULES = java.util.Set.of("l2tp_core", "l2tp_ppp");

    final int bit;
    final List<String> tracepoints;
    /** What a message must hold to be switched on, null for none. */
    private final String message;

    DebugBits(int bit, List<String> tracepoints, String message) {
        this.bit = bit;
        this.tracepoints = tracepoints;
        this.message = message;
    }

    /** Names of the driver's tracepoints. */
    private static final class Tracepoints {
        static final List<String> LIFE = List.of(
                "register_tunnel",
                "delete_tunnel",
                "free_tunnel",
                "register_session",
                "delete_session",
                "free_session");
        static final List<String> SEQUENCE = List.of(
                "session_seqnum_lns_enable",
                "session_seqnum_lns_disable",
                "session_seqnum_update",
                "session_seqnum_reset",
                "session_pkt_expired",
                "session_pkt_outside_rx_window",
                "session_pkt_oos");
    }

    boolean in(int mask) {
        return (mask & bit) != 0;
    }

    /** The tracepoints that a mask asks for. */
    static List<String> tracepoints(int mask) {
        List<String> events = new ArrayList<>();
        for (DebugBits row : values()) {
            if (row.in(mask) && !events.containsAll(row.tracepoints)) {
                events.addAll(row.tracepoints);
            }
        }
        return events;
    }

    /** Whether a mask asks for lines of the tracepoint. */
    static boolean wantsEvent(int mask, String event) {
        for (DebugBits row : values()) {
            if (row.in(mask) && row.tracepoints.contains(event)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a mask asks for a message of the driver. */
    static boolean wantsMessage(int mask, DynamicDebug.Place place) {
        for (DebugBits row : values()) {
            if (row.in(mask) && row.message != null && place.format().contains(row.message)) {
                return true;
            }
        }
        return false;
    }
}
