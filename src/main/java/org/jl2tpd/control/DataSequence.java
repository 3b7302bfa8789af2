package org.jl2tpd.control;

import java.nio.ByteBuffer;

/**
 * Sequence numbers of one session's data messages (RFC 2661 5.4, checklist L2TP-5.4-01 to -07): counts ours, judges the
 * peer's, holds early ones for the reorder timeout in a bounded list that is allocated only when it is first needed.
 */
public final class DataSequence {
    /** Messages that are held at most. */
    static final int MAX_HELD = 64;
    /** So many late messages in a row, each following the one before, make their numbers the new ones (L2TP-5.4-07). */
    static final int RESYNCHRONISE_AFTER = 5;

    private final boolean required;
    private final boolean follow;
    private long reorderTimeoutNs;

    private boolean sending;
    /** Whether the peer's last message had a number. */
    private boolean receiving;

    private int sendNs;
    private int expected;
    /** The last late number and how many followed each other. */
    private int lateNs;

    private int lateInSequence;

    /** Held messages in the order of their numbers. */
    private Held[] held;

    private int heldCount;
    private long discards;
    private long outOfSequence;
    private long reorderTimeouts;

    /**
     * @param required with Sequencing Required a message without Ns is dropped
     * @param send whether our messages carry Ns from the start
     * @param follow whether we follow the peer's use of sequence numbers (LAC without Sequencing Required, L2TP-5.4-02)
     * @param reorderTimeoutNs how long an early message waits for missing ones; 0 delivers it at once
     */
    public DataSequence(boolean required, boolean send, boolean follow, long reorderTimeoutNs) {
        this.required = required;
        this.sending = send || required;
        this.follow = follow && !required;
        this.reorderTimeoutNs = reorderTimeoutNs;
    }

    /** Whether our messages are numbered from now on; without effect where they have to be. */
    public void setSending(boolean on) {
        sending = on || required;
    }

    /** @param timeoutNs how long early messages that come from now on wait, 0 not at all */
    public void setReorderTimeoutNs(long timeoutNs) {
        reorderTimeoutNs = timeoutNs;
    }

    public boolean isSending() {
        return sending;
    }

    /** Whether the peer's last message had a number. */
    public boolean isReceiving() {
        return receiving;
    }

    /** The number of our next message that has one. */
    public int sendNs() {
        return sendNs;
    }

    /** The number that is expected of the peer's next message. */
    public int expectedNs() {
        return expected;
    }

    /** The Ns for our next message, and counts it; -1 when it goes without. */
    public int nextSendNs() {
        if (!sending) {
            return -1;
        }
        int ns = sendNs;
        sendNs = Sequence.advance(ns, 1);
        return ns;
    }

    /**
     * Judges a received message; {@code ns} is -1 when it has none. On HOLD the payload (position to limit) was copied. On
     * DELIVER the caller delivers it and then {@link #pollHeld} until null.
     */
    public Verdict onReceive(long nowNs, int ns, ByteBuffer payload) {
        receiving = ns >= 0;
        if (!receiving) {
            return unsequenced();
        }
        if (follow) {
            sending = true;
        }
        int distance = Sequence.difference(ns, expected);
        if (distance < 0) {
            return late(ns);
        }
        lateInSequence = 0;
        if (distance == 0) {
            expected = Sequence.advance(ns, 1);
            return Verdict.DELIVER;
        }
        return early(nowNs, ns, payload);
    }

    private Verdict unsequenced() {
        if (required) {
            discards++;
            return Verdict.DROP;
        }
        if (follow) {
            sending = false;
        }
        return Verdict.DELIVER;
    }

    private Verdict late(int ns) {
        outOfSequence++;
        boolean follows = lateInSequence > 0 && ns == Sequence.advance(lateNs, 1);
        lateInSequence = follows ? lateInSequence + 1 : 1;
        lateNs = ns;
        if (lateInSequence < RESYNCHRONISE_AFTER) {
            discards++;
            return Verdict.DROP;
        }
        lateInSequence = 0;
        discards += heldCount;
        heldCount = 0;
        held = null;
        expected = Sequence.advance(ns, 1);
        return Verdict.DELIVER;
    }

    private Verdict early(long nowNs, int ns, ByteBuffer payload) {
        outOfSequence++;
        if (reorderTimeoutNs <= 0) {
            expected = Sequence.advance(ns, 1);
            return Verdict.DELIVER;
        }
        int at = heldCount;
        while (at > 0 && Sequence.difference(held[at - 1].ns, ns) > 0) {
            at--;
        }
        boolean known = at > 0 && held[at - 1].ns == ns;
        if (known || heldCount == MAX_HELD) {
            discards++;
            return Verdict.DROP;
        }
        insert(at, new Held(ns, nowNs + reorderTimeoutNs, copy(payload)));
        return Verdict.HOLD;
    }

    private void insert(int at, Held message) {
        if (held == null) {
            held = new Held[MAX_HELD];
        }
        System.arraycopy(held, at, held, at + 1, heldCount - at);
        held[at] = message;
        heldCount++;
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        byte[] octets = new byte[payload.remaining()];
        payload.get(payload.position(), octets);
        return ByteBuffer.wrap(octets);
    }

    /** The next held payload that is in order (or overdue) now, null when there is none. */
    public ByteBuffer pollHeld(long nowNs) {
        if (heldCount == 0) {
            return null;
        }
        boolean next = held[0].ns == expected;
        if (!next && nextDeadlineNs() > nowNs) {
            return null;
        }
        if (!next) {
            reorderTimeouts++;
        }
        Held first = held[0];
        heldCount--;
        System.arraycopy(held, 1, held, 0, heldCount);
        held[heldCount] = null;
        expected = Sequence.advance(first.ns, 1);
        return first.payload;
    }

    /** When the oldest held message is overdue, at once when no more can be held; {@link Long#MAX_VALUE} without one. */
    public long nextDeadlineNs() {
        if (heldCount == MAX_HELD) {
            return Long.MIN_VALUE;
        }
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < heldCount; i++) {
            earliest = Math.min(earliest, held[i].deadlineNs);
        }
        return earliest;
    }

    /** Messages that were dropped: late, without a number that is required, or too many. */
    public long discards() {
        return discards;
    }

    /** Messages that did not have the number that was next. */
    public long outOfSequence() {
        return outOfSequence;
    }

    /** How often a gap was given up, since its message did not come in time or no more could be held. */
    public long reorderTimeouts() {
        return reorderTimeouts;
    }

    private record Held(int ns, long deadlineNs, ByteBuffer payload) {}

    /** What to do with a received data message. */
    public enum Verdict {
        DELIVER,
        HOLD,
        DROP
    }
}
