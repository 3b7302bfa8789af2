package org.jl2tpd.engine;

/**
 * Lets octets pass at a rate, with {@link DataRates#droppingBurstOctets} at once after a pause. Tokens are bits times nanoseconds, so that nothing
 * is rounded; the clock may wrap.
 */
final class TokenBucket {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long bitsPerSecond;
    private final long fullTokens;
    /** After so long it is full, whatever was in it. */
    private final long fillNs;

    private long tokens;
    private long lastNs;

    /** Full at first. At most 5e17 tokens fit, so that no sum overflows. */
    TokenBucket(long nowNs, long bitsPerSecond) {
        this.bitsPerSecond = bitsPerSecond;
        fullTokens = cost(DataRates.droppingBurstOctets(bitsPerSecond));
        fillNs = fullTokens / bitsPerSecond + 1;
        tokens = fullTokens;
        lastNs = nowNs;
    }

    private static long cost(int octets) {
        return octets * (Byte.SIZE * SECOND_NS);
    }

    /** Whether so many octets may pass now; then they have. */
    boolean tryTake(long nowNs, int octets) {
        fill(nowNs);
        long cost = cost(octets);
        if (cost > tokens) {
            return false;
        }
        tokens -= cost;
        return true;
    }

    private void fill(long nowNs) {
        long elapsedNs = nowNs - lastNs;
        if (elapsedNs <= 0) {
            return;
        }
        lastNs = nowNs;
        tokens = elapsedNs >= fillNs ? fullTokens : Math.min(fullTokens, tokens + elapsedNs * bitsPerSecond);
    }
}
