package org.jl2tpd.control;

import java.util.ArrayDeque;
import java.util.Queue;

/** Sends WEN at most once in 60 s for each session (L2TP-6.13-02). Sessions wait in the order of their last WEN. */
final class WenPacer {
    /** Time between two WENs of a session (RFC 2661 6.13). */
    static final long INTERVAL_NS = 60_000_000_000L;

    private final Queue<Session> reported = new ArrayDeque<>();

    void report(long nowNs, Session session, Session.CallErrors errors) {
        if (session.nextWenNs == 0) {
            send(nowNs, session, errors);
        } else {
            session.waitingErrors = errors;
        }
    }

    long deadlineNs() {
        Session first = reported.peek();
        return first == null ? Long.MAX_VALUE : first.nextWenNs;
    }

    /** Sends the reports that waited long enough. */
    void onTimeout(long nowNs) {
        while (deadlineNs() <= nowNs) {
            Session session = reported.remove();
            session.nextWenNs = 0;
            if (session.waitingErrors != null && session.state == SessionState.ESTABLISHED) {
                send(nowNs, session, session.waitingErrors);
            }
        }
    }

    private void send(long nowNs, Session session, Session.CallErrors errors) {
        session.waitingErrors = null;
        session.nextWenNs = nowNs + INTERVAL_NS;
        reported.add(session);
        session.send(nowNs, SessionMessages.wen(errors));
    }
}
