package org.jl2tpd.control;

import java.util.Arrays;

/** The comparison of two competing SCCRQs (RFC 2661 4.4.3, Tie Breaker AVP; checklist section 5). */
public final class TieBreaker {
    private TieBreaker() {}

    /** Who goes on. */
    public enum Outcome {
        /** Our tunnel wins: the peer's SCCRQ is ignored (L2TP-TIE-06). */
        WE_WIN,
        /** The peer's tunnel wins: ours is discarded silently and its SCCRQ is answered (L2TP-TIE-02). */
        PEER_WINS,
        /** Equal values: both are discarded silently, and each side may try again with a new value (L2TP-TIE-03). */
        BOTH_LOSE,
        /** Neither side sent a value: two tunnels come up (L2TP-TIE-05). */
        NO_TIE
    }

    /**
     * Compares the values of two SCCRQs that crossed. The lower unsigned big-endian value wins; a side without a value loses
     * to one that has a value (L2TP-TIE-01, -04).
     *
     * @param ours the value of our SCCRQ, null when it has none
     * @param peers the value of the peer's SCCRQ, null when it has none
     */
    public static Outcome compare(byte[] ours, byte[] peers) {
        if (ours == null) {
            return peers == null ? Outcome.NO_TIE : Outcome.PEER_WINS;
        }
        if (peers == null) {
            return Outcome.WE_WIN;
        }
        int order = Arrays.compareUnsigned(ours, peers);
        if (order == 0) {
            return Outcome.BOTH_LOSE;
        }
        return order < 0 ? Outcome.WE_WIN : Outcome.PEER_WINS;
    }
}
