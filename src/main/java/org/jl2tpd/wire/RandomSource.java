package org.jl2tpd.wire;

/**
 * Chance as an argument: the daemon passes a cryptographically strong source, a simulation a seeded one.
 * Not thread-safe; each engine has its own.
 */
public interface RandomSource {
    /** Fills the whole array with random octets. */
    void nextBytes(byte[] out);

    /** Returns 32 random bits. */
    int nextInt();

    /** Returns 64 random bits. */
    long nextLong();

    /** Returns a value in 0 (inclusive) to {@code bound} (exclusive); {@code bound} is at least 1. */
    default int nextInt(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }
}
