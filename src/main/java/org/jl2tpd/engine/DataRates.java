package org.jl2tpd.engine;

/**
 * How much data a session may carry each way; what its PPP says to keep itself up is never limited.
 *
 * @param rxBitsPerSecond most that comes from the peer, 0 for no limit
 * @param txBitsPerSecond most that is sent to the peer, 0 for no limit
 */
public record DataRates(long rxBitsPerSecond, long txBitsPerSecond) {
    /** No limits. */
    public static final DataRates NONE = new DataRates(0, 0);

    /** A lower limit counts as this one, so that a packet passes now and then. */
    public static final long LEAST_BITS_PER_SECOND = 1_000;
    /** A higher one as this. */
    public static final long MOST_BITS_PER_SECOND = 100_000_000_000L;

    /** How much of a rate passes at once where the rest waits, as a part of a second: a tenth. */
    private static final int WAITING_PART = 10;
    /** How much of a rate passes at once where the rest is dropped: TCP gets near the rate only if that is more than a round trip's worth. */
    private static final int DROPPING_PART = 2;
    /** What may pass at once in any case, in octets: ten packets and more. */
    static final int LEAST_BURST = 16_384;
    /** The most that may pass at once, in octets. */
    static final int MOST_BURST = 64 << 20;

    public DataRates {
        rxBitsPerSecond = sensible(rxBitsPerSecond);
        txBitsPerSecond = sensible(txBitsPerSecond);
    }

    private static long sensible(long bitsPerSecond) {
        return bitsPerSecond <= 0 ? 0 : Math.max(LEAST_BITS_PER_SECOND, Math.min(MOST_BITS_PER_SECOND, bitsPerSecond));
    }

    /** Octets that may pass at once after a pause, with that limit, where what is too much waits. */
    public static int waitingBurstOctets(long bitsPerSecond) {
        return burst(bitsPerSecond, WAITING_PART);
    }

    /** Octets that may pass at once after a pause, with that limit, where what is too much is dropped. */
    public static int droppingBurstOctets(long bitsPerSecond) {
        return burst(bitsPerSecond, DROPPING_PART);
    }

    private static int burst(long bitsPerSecond, int part) {
        return (int) Math.max(LEAST_BURST, Math.min(MOST_BURST, bitsPerSecond / Byte.SIZE / part));
    }
}
