package org.jl2tpd.control;

import static org.jl2tpd.control.SessionEvent.*;
import static org.jl2tpd.control.SessionState.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.control.TransitionTable.Builder;
import org.jl2tpd.wire.TraceFacility;

/**
 * The four session state machines (RFC 2661 7.4.1, 7.4.2, 7.5.1, 7.5.2; checklist section 6) as tables. Where the RFC's
 * tables return to "idle" ours end in CLOSED: the session object is not used again.
 */
final class SessionMachine {
    private static final Set<SessionEvent> ICRQS = EnumSet.of(ICRQ, ICRQ_BAD);
    private static final Set<SessionEvent> ICRPS = EnumSet.of(ICRP, ICRP_BAD);
    private static final Set<SessionEvent> ICCNS = EnumSet.of(ICCN, ICCN_BAD);
    private static final Set<SessionEvent> OCRQS = EnumSet.of(OCRQ, OCRQ_BAD);
    private static final Set<SessionEvent> OCRPS = EnumSet.of(OCRP, OCRP_BAD);
    private static final Set<SessionEvent> INCOMING = EnumSet.of(ICRQ, ICRQ_BAD, ICRP, ICRP_BAD, ICCN, ICCN_BAD);
    private static final Set<SessionEvent> OUTGOING = EnumSet.of(OCRQ, OCRQ_BAD, OCRP, OCRP_BAD, OCCN);
    private static final Set<SessionEvent> MESSAGES = EnumSet.range(ICRQ, INVALID);
    private static final Set<SessionEvent> LOCAL = EnumSet.range(OPEN, TIMEOUT);
    /** States in which the peer knows of the session. */
    private static final Set<SessionState> LIVE = EnumSet.of(WAIT_REPLY, WAIT_CONNECT, WAIT_CS_ANSWER, ESTABLISHED);

    private static final Map<CallType, TransitionTable<SessionState, SessionEvent, Action>> TABLES = tables();

    private SessionMachine() {}

    /** What a row does. */
    interface Action {
        void run(Session session, Input input);
    }

    /** The table of a call type. */
    static TransitionTable<SessionState, SessionEvent, Action> table(CallType type) {
        return TABLES.get(type);
    }

    /** Applies an event: the only place where a session's state changes. */
    static void fire(Session session, SessionEvent event, Input input) {
        var row = TABLES.get(session.type).row(session.state, event);
        Tunnel tunnel = session.tunnel;
        if (tunnel.traced(TraceFacility.FSM, session)) {
            tunnel.trace(
                    TraceFacility.FSM,
                    session,
                    session.type + " " + session.state + " " + event + " -> " + row.next() + " (" + row.rule() + ")");
        }
        session.state = row.next();
        row.action().run(session, input);
    }

    private static Map<CallType, TransitionTable<SessionState, SessionEvent, Action>> tables() {
        var tables = new EnumMap<CallType, TransitionTable<SessionState, SessionEvent, Action>>(CallType.class);
        tables.put(CallType.LAC_INCOMING, completed(lacIncoming()));
        tables.put(CallType.LNS_INCOMING, completed(lnsIncoming()));
        tables.put(CallType.LAC_OUTGOING, completed(lacOutgoing()));
        tables.put(CallType.LNS_OUTGOING, completed(lnsOutgoing()));
        return tables;
    }

    private static Builder<SessionState, SessionEvent, Action> empty() {
        return TransitionTable.of(SessionState.class, SessionEvent.class);
    }

    /** RFC 2661 7.4.1. */
    private static Builder<SessionState, SessionEvent, Action> lacIncoming() {
        return empty().row("L2TP-7.4.1-T01", IDLE, OPEN, SessionActions::waitForTunnel, WAIT_TUNNEL)
                .rows(
                        "L2TP-7.4.1-T02",
                        IDLE,
                        EnumSet.of(ICCN, ICCN_BAD, ICRP, ICRP_BAD, CDN),
                        SessionActions::disconnected,
                        CLOSED)
                .row("L2TP-7.4.1-T03", WAIT_TUNNEL, CLOSE, SessionActions::abandon, CLOSED)
                .row("L2TP-7.4.1-T04", WAIT_TUNNEL, TUNNEL_OPEN, SessionActions::sendIcrq, WAIT_REPLY)
                .row("L2TP-7.4.1-T05", WAIT_REPLY, ICRP, SessionActions::sendIccn, ESTABLISHED)
                .row("L2TP-7.4.1-T05", WAIT_REPLY, ICRP_HELD, SessionActions::holdIccn, WAIT_CONNECT)
                .row("L2TP-7.4.1-T05", WAIT_CONNECT, ANSWERED, SessionActions::sendHeldIccn, ESTABLISHED)
                .row("L2TP-7.4.1-T06", WAIT_REPLY, ICRP_BAD, SessionActions::disconnect, CLOSED)
                .rows("L2TP-7.4.1-T07", WAIT_REPLY, ICRQS, SessionActions::outOfSequence, CLOSED)
                .rows(
                        "L2TP-7.4.1-T08",
                        WAIT_REPLY,
                        EnumSet.of(CDN, ICCN, ICCN_BAD),
                        SessionActions::disconnected,
                        CLOSED)
                .row("L2TP-7.4.1-T09", WAIT_REPLY, CLOSE, SessionActions::disconnect, CLOSED)
                .row("L2TP-7.4.1-T10", ESTABLISHED, CDN, SessionActions::disconnected, CLOSED)
                .rows("L2TP-7.4.1-T11", ESTABLISHED, INCOMING, SessionActions::outOfSequence, CLOSED)
                .row("L2TP-7.4.1-T12", ESTABLISHED, CLOSE, SessionActions::disconnect, CLOSED)
                .row("L2TP-7.x-01", WAIT_REPLY, TIMEOUT, SessionActions::timeOut, CLOSED)
                .row("L2TP-7.x-01", WAIT_CONNECT, TIMEOUT, SessionActions::timeOut, CLOSED)
                .row("L2TP-6.14-02", WAIT_CONNECT, SLI, SessionActions::applyAccm, WAIT_CONNECT)
                .row("L2TP-6.14-02", WAIT_REPLY, SLI, SessionActions::applyAccm, WAIT_REPLY)
                .row("L2TP-6.14-02", ESTABLISHED, SLI, SessionActions::applyAccm, ESTABLISHED);
    }

    /** RFC 2661 7.4.2. */
    private static Builder<SessionState, SessionEvent, Action> lnsIncoming() {
        return empty().row("L2TP-7.4.2-T01", IDLE, ICRQ, SessionActions::sendIcrp, WAIT_CONNECT)
                .row("L2TP-7.4.2-T02", IDLE, ICRQ_BAD, SessionActions::refuse, CLOSED)
                .row("L2TP-7.4.2-T02", IDLE, CLOSE, SessionActions::refuse, CLOSED)
                .rows("L2TP-7.4.2-T03", IDLE, ICRPS, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.4.2-T04", IDLE, ICCNS, SessionActions::disconnected, CLOSED)
                .row("L2TP-7.4.2-T05", WAIT_CONNECT, ICCN, SessionActions::connected, ESTABLISHED)
                .row("L2TP-7.4.2-T06", WAIT_CONNECT, ICCN_BAD, SessionActions::disconnect, CLOSED)
                .rows("L2TP-7.4.2-T07", WAIT_CONNECT, ICRQS, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.4.2-T07", WAIT_CONNECT, ICRPS, SessionActions::outOfSequence, CLOSED)
                .rows(
                        "L2TP-7.4.2-T08",
                        EnumSet.of(IDLE, WAIT_CONNECT, ESTABLISHED),
                        EnumSet.of(CDN),
                        SessionActions::disconnected,
                        CLOSED)
                .rows(
                        "L2TP-7.4.2-T09",
                        EnumSet.of(WAIT_CONNECT, ESTABLISHED),
                        EnumSet.of(CLOSE),
                        SessionActions::disconnect,
                        CLOSED)
                .rows("L2TP-7.4.2-T10", ESTABLISHED, INCOMING, SessionActions::outOfSequence, CLOSED)
                .row("L2TP-7.x-01", WAIT_CONNECT, TIMEOUT, SessionActions::timeOut, CLOSED)
                .row("L2TP-6.13-01", WAIT_CONNECT, WEN, SessionActions::noteErrors, WAIT_CONNECT)
                .row("L2TP-6.13-01", ESTABLISHED, WEN, SessionActions::noteErrors, ESTABLISHED);
    }

    /** RFC 2661 7.5.1. */
    private static Builder<SessionState, SessionEvent, Action> lacOutgoing() {
        Set<SessionState> open = EnumSet.of(WAIT_CS_ANSWER, ESTABLISHED);
        return empty().row("L2TP-7.5.1-T01", IDLE, OCRQ, SessionActions::sendOcrp, WAIT_CS_ANSWER)
                .row("L2TP-7.5.1-T02", IDLE, OCRQ_BAD, SessionActions::refuse, CLOSED)
                .row("L2TP-7.5.1-T02", IDLE, CLOSE, SessionActions::refuse, CLOSED)
                .rows("L2TP-7.5.1-T03", IDLE, OCRPS, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.1-T04", IDLE, EnumSet.of(OCCN, CDN), SessionActions::disconnected, CLOSED)
                .row("L2TP-7.5.1-T05", WAIT_CS_ANSWER, ANSWERED, SessionActions::sendOccn, ESTABLISHED)
                .row("L2TP-7.5.1-T06", WAIT_CS_ANSWER, CLOSE, SessionActions::disconnect, CLOSED)
                .row("L2TP-7.5.1-T06", WAIT_CS_ANSWER, TIMEOUT, SessionActions::timeOut, CLOSED)
                .rows("L2TP-7.5.1-T07", WAIT_CS_ANSWER, OUTGOING, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.1-T08", ESTABLISHED, OUTGOING, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.1-T09", open, EnumSet.of(CDN), SessionActions::disconnected, CLOSED)
                .row("L2TP-7.5.1-T10", ESTABLISHED, CLOSE, SessionActions::disconnect, CLOSED)
                .row("L2TP-6.14-02", WAIT_CS_ANSWER, SLI, SessionActions::applyAccm, WAIT_CS_ANSWER)
                .row("L2TP-6.14-02", ESTABLISHED, SLI, SessionActions::applyAccm, ESTABLISHED);
    }

    /** RFC 2661 7.5.2. */
    private static Builder<SessionState, SessionEvent, Action> lnsOutgoing() {
        Set<SessionState> waiting = EnumSet.of(WAIT_REPLY, WAIT_CONNECT);
        Set<SessionState> any = EnumSet.of(IDLE, WAIT_REPLY, WAIT_CONNECT, ESTABLISHED);
        return empty().row("L2TP-7.5.2-T01", IDLE, OPEN, SessionActions::waitForTunnel, WAIT_TUNNEL)
                .rows("L2TP-7.5.2-T02", IDLE, EnumSet.of(OCCN, OCRP, OCRP_BAD), SessionActions::disconnected, CLOSED)
                .row("L2TP-7.5.2-T03", WAIT_TUNNEL, TUNNEL_OPEN, SessionActions::sendOcrq, WAIT_REPLY)
                .row("L2TP-7.5.2-T04", WAIT_REPLY, OCRP, SessionActions::callProceeds, WAIT_CONNECT)
                .row("L2TP-7.5.2-T05", WAIT_REPLY, OCRP_BAD, SessionActions::disconnect, CLOSED)
                .row("L2TP-7.5.2-T06", WAIT_REPLY, OCCN, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.2-T06", WAIT_REPLY, OCRQS, SessionActions::outOfSequence, CLOSED)
                .row("L2TP-7.5.2-T07", WAIT_CONNECT, OCCN, SessionActions::connected, ESTABLISHED)
                .rows("L2TP-7.5.2-T08", WAIT_CONNECT, OCRQS, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.2-T08", WAIT_CONNECT, OCRPS, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.2-T09", any, EnumSet.of(CDN), SessionActions::disconnected, CLOSED)
                .rows("L2TP-7.5.2-T10", ESTABLISHED, OUTGOING, SessionActions::outOfSequence, CLOSED)
                .rows("L2TP-7.5.2-T11", waiting, EnumSet.of(CLOSE), SessionActions::disconnect, CLOSED)
                .row("L2TP-7.5.2-T11", ESTABLISHED, CLOSE, SessionActions::disconnect, CLOSED)
                .row("L2TP-7.5.2-T12", WAIT_TUNNEL, CLOSE, SessionActions::abandon, CLOSED)
                .rows("L2TP-7.x-01", waiting, EnumSet.of(TIMEOUT), SessionActions::timeOut, CLOSED)
                .rows(
                        "L2TP-6.13-01",
                        EnumSet.of(WAIT_CONNECT),
                        EnumSet.of(WEN),
                        SessionActions::noteErrors,
                        WAIT_CONNECT)
                .row("L2TP-6.13-01", ESTABLISHED, WEN, SessionActions::noteErrors, ESTABLISHED);
    }

    /** Rows that all four share, and the defaults. */
    private static TransitionTable<SessionState, SessionEvent, Action> completed(
            Builder<SessionState, SessionEvent, Action> rows) {
        Set<SessionState> open = EnumSet.complementOf(EnumSet.of(CLOSED));
        rows.rows("L2TP-6.4-02", open, EnumSet.of(TUNNEL_CLOSED), SessionActions::tunnelClosed, CLOSED)
                .rows("L2TP-7.1-02", LIVE, EnumSet.of(INVALID), SessionActions::disconnect, CLOSED);
        for (SessionState state : LIVE) {
            rows.otherwise("disconnected", state, EnumSet.of(CDN), SessionActions::disconnected, CLOSED)
                    .otherwise("closed", state, EnumSet.of(CLOSE), SessionActions::disconnect, CLOSED)
                    .otherwise("L2TP-6.x-01", state, MESSAGES, SessionActions::outOfSequence, CLOSED);
        }
        for (SessionState state : SessionState.values()) {
            rows.otherwise("nothing to do", state, LOCAL, SessionActions::nothing, state)
                    .otherwise("the peer cannot know of it", state, MESSAGES, SessionActions::unexpected, state);
        }
        return rows.build();
    }
}
