package org.jl2tpd.control;

import java.nio.ByteBuffer;

/**
 * Sequence numbers of one session's data messages (RFC 2661 5.4, checklist L2TP-5.4-01 to -07): counts ours, judges the
 * peer's, holds early ones for the reorder timeout in a bounded ring that is allocated only when it is first needed.
 */
public final class DataSequence {
    /**
     * @param required with Sequencing Required a message without Ns is dropped
     * @param send whether our messages carry Ns from the start
     * @param follow whether we follow the peer's use of sequence numbers (LAC without Sequencing Required, L2TP-5.4-02)
     */
    public DataSequence(boolean required, boolean send, boolean follow, long reorderTimeoutNs) {
        throw new UnsupportedOperationException();
    }

    /** The Ns for our next message, and counts it; -1 when it goes without. */
    public int nextSendNs() {
        throw new UnsupportedOperationException();
    }

    /**
     * Judges a received message; {@code ns} is -1 when it has none. On HOLD the payload was copied. On DELIVER the caller
     * delivers it and then {@link #pollHeld} until null.
     */
    public Verdict onReceive(long nowNs, int ns, ByteBuffer payload) {
        throw new UnsupportedOperationException();
    }

    /** The next held payload that is in order (or overdue) now, null when there is none. */
    public ByteBuffer pollHeld(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** When the oldest held message is overdue; {@link Long#MAX_VALUE} without one. */
    public long nextDeadlineNs() {
        throw new UnsupportedOperationException();
    }

    public long discards() {
        throw new UnsupportedOperationException();
    }

    public long outOfSequence() {
        throw new UnsupportedOperationException();
    }

    /** What to do with a received data message. */
    public enum Verdict {
        DELIVER,
        HOLD,
        DROP
    }
}
