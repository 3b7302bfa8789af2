package org.jl2tpd.control;

/**
 * Sessions in the order in which they were added, linked through the sessions themselves. As all that is in one queue
 * waits equally long, the first one is due first.
 */
final class SessionQueue {
    private Session first;
    private Session last;
    private int size;

    Session first() {
        return first;
    }

    int size() {
        return size;
    }

    /** When the first one is due; {@link Long#MAX_VALUE} when the queue is empty. */
    long deadlineNs() {
        return first == null ? Long.MAX_VALUE : first.deadlineNs;
    }

    /** Adds at the end a session that is in no queue. */
    void add(Session session, long deadlineNs) {
        session.deadlineNs = deadlineNs;
        session.queue = this;
        session.previous = last;
        if (last == null) {
            first = session;
        } else {
            last.next = session;
        }
        last = session;
        size++;
    }

    /** Takes the session out of the queue that it is in, if any. */
    static void leave(Session session) {
        if (session.queue != null) {
            session.queue.remove(session);
        }
    }

    private void remove(Session session) {
        if (session.previous == null) {
            first = session.next;
        } else {
            session.previous.next = session.next;
        }
        if (session.next == null) {
            last = session.previous;
        } else {
            session.next.previous = session.previous;
        }
        session.previous = null;
        session.next = null;
        session.queue = null;
        size--;
    }
}
