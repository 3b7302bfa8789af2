package org.jl2tpd.control;

import static org.jl2tpd.control.TunnelEvent.*;
import static org.jl2tpd.control.TunnelState.*;

import java.util.EnumSet;
import java.util.Set;
import org.jl2tpd.wire.TraceFacility;

/**
 * The control connection's state machine (RFC 2661 7.2.1; checklist section 4) as a table. Where the RFC's table ends in "idle"
 * after a StopCCN, ours ends in CLOSING, because 5.7 wants the transport to go on for a while.
 */
final class TunnelMachine {
    private static final Set<TunnelEvent> ALL = EnumSet.allOf(TunnelEvent.class);
    private static final Set<TunnelState> WAITING = EnumSet.of(WAIT_CTL_REPLY, WAIT_CTL_CONN);
    private static final Set<TunnelState> OPEN_STATES = EnumSet.of(WAIT_CTL_REPLY, WAIT_CTL_CONN, ESTABLISHED);
    private static final Set<TunnelEvent> REQUEST = EnumSet.of(SCCRQ, SCCRQ_BAD);
    private static final Set<TunnelEvent> REPLY = EnumSet.of(SCCRP, SCCRP_BAD);
    private static final Set<TunnelEvent> CONNECTED = EnumSet.of(SCCCN, SCCCN_BAD);
    private static final Set<TunnelEvent> NOT_A_MESSAGE_TO_ANSWER = EnumSet.of(HELLO, CALL, LINGER_OVER, OPEN);

    static final TransitionTable<TunnelState, TunnelEvent, Action> TABLE = table();

    private TunnelMachine() {}

    /** What a row does. */
    interface Action {
        void run(Tunnel tunnel, Input input);
    }

    /** Applies an event: the only place where a tunnel's state changes. */
    static void fire(Tunnel tunnel, TunnelEvent event, Input input) {
        var row = TABLE.row(tunnel.state, event);
        if (tunnel.traced(TraceFacility.FSM, null)) {
            tunnel.trace(
                    TraceFacility.FSM,
                    null,
                    "tunnel " + tunnel.state + " " + event + " -> " + row.next() + " (" + row.rule() + ")");
        }
        tunnel.state = row.next();
        row.action().run(tunnel, input);
    }

    private static TransitionTable<TunnelState, TunnelEvent, Action> table() {
        var rows = TransitionTable.<TunnelState, TunnelEvent, Action>of(TunnelState.class, TunnelEvent.class);
        rows.row("L2TP-7.2.1-T01", IDLE, OPEN, TunnelActions::sendSccrq, WAIT_CTL_REPLY)
                .row("L2TP-7.2.1-T02", IDLE, SCCRQ, TunnelActions::sendSccrp, WAIT_CTL_CONN)
                .row("L2TP-7.2.1-T03", IDLE, SCCRQ_BAD, TunnelActions::stop, CLOSING)
                .rows("L2TP-7.2.1-T04, -22", IDLE, REPLY, TunnelActions::clean, GONE)
                .rows("L2TP-7.2.1-T05, -22", IDLE, CONNECTED, TunnelActions::clean, GONE)
                .row("L2TP-7.2.1-T06", WAIT_CTL_REPLY, SCCRP, TunnelActions::sendScccn, ESTABLISHED)
                .row("L2TP-7.2.1-T07", WAIT_CTL_REPLY, SCCRP_BAD, TunnelActions::stop, CLOSING)
                .row("L2TP-7.2.1-T08", WAIT_CTL_REPLY, DISCARD, TunnelActions::clean, GONE)
                .rows("L2TP-7.2.1-T09", WAIT_CTL_REPLY, CONNECTED, TunnelActions::outOfSequence, CLOSING)
                .row("L2TP-7.2.1-T10", WAIT_CTL_CONN, SCCCN, TunnelActions::acceptScccn, ESTABLISHED)
                .row("L2TP-7.2.1-T11", WAIT_CTL_CONN, SCCCN_BAD, TunnelActions::stop, CLOSING)
                .rows("L2TP-7.2.1-T12", WAIT_CTL_CONN, REPLY, TunnelActions::outOfSequence, CLOSING)
                .rows("L2TP-7.2.1-T12", WAIT_CTL_CONN, REQUEST, TunnelActions::outOfSequence, CLOSING)
                .row("L2TP-7.2.1-T13", ESTABLISHED, CALL, TunnelActions::openSessions, ESTABLISHED)
                .rows("L2TP-7.2.1-T14", OPEN_STATES, EnumSet.of(CLOSE), TunnelActions::stop, CLOSING)
                .rows("L2TP-7.2.1-T15", ESTABLISHED, REQUEST, TunnelActions::outOfSequence, CLOSING)
                .rows("L2TP-7.2.1-T15", ESTABLISHED, REPLY, TunnelActions::outOfSequence, CLOSING)
                .rows("L2TP-7.2.1-T15", ESTABLISHED, CONNECTED, TunnelActions::outOfSequence, CLOSING)
                .rows("L2TP-7.2.1-T16", OPEN_STATES, EnumSet.of(STOPCCN), TunnelActions::stopped, CLOSING)
                .row("L2TP-7.2.1-T16", IDLE, STOPCCN, TunnelActions::clean, GONE);
        beyondTheRfcTable(rows);
        return rows.build();
    }

    /** Events that RFC 2661 treats outside of its table: 5.5, 5.7, 5.8, 7.1 and supervision; then the defaults. */
    private static void beyondTheRfcTable(TransitionTable.Builder<TunnelState, TunnelEvent, Action> rows) {
        rows.rows("L2TP-7.1-01", WAIT_CTL_REPLY, REQUEST, TunnelActions::outOfSequence, CLOSING)
                .rows("L2TP-7.1-01", OPEN_STATES, EnumSet.of(INVALID), TunnelActions::stop, CLOSING)
                .rows("L2TP-7.x-01", WAITING, EnumSet.of(TIMEOUT), TunnelActions::stop, CLOSING)
                .rows("L2TP-5.8-09", OPEN_STATES, EnumSet.of(GIVE_UP), TunnelActions::giveUp, GONE)
                .row("L2TP-5.8-09", CLOSING, GIVE_UP, TunnelActions::giveUpClosing, GONE)
                .row("L2TP-5.8-10", CLOSING, LINGER_OVER, TunnelActions::nothing, GONE)
                .row("L2TP-5.7-01", CLOSING, STOPCCN, TunnelActions::stoppedToo, CLOSING)
                .otherwise("discarded", IDLE, EnumSet.of(CLOSE, INVALID, GIVE_UP, DISCARD), TunnelActions::clean, GONE)
                .otherwise("unproven peer", WAIT_CTL_CONN, EnumSet.of(DISCARD), TunnelActions::clean, GONE)
                .otherwise("discarded", ESTABLISHED, EnumSet.of(DISCARD), TunnelActions::clean, GONE)
                .otherwise("discarded", CLOSING, EnumSet.of(DISCARD), TunnelActions::nothing, GONE)
                .otherwise("no timer", ESTABLISHED, EnumSet.of(TIMEOUT), TunnelActions::nothing, ESTABLISHED);
        for (TunnelState state : OPEN_STATES) {
            rows.otherwise("acknowledged only", state, NOT_A_MESSAGE_TO_ANSWER, TunnelActions::nothing, state);
        }
        for (TunnelState state : EnumSet.of(IDLE, CLOSING, GONE)) {
            rows.otherwise("nothing is left to do", state, ALL, TunnelActions::nothing, state);
        }
    }
}
