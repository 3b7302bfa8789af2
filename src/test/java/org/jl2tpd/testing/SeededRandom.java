package org.jl2tpd.testing;

import org.jl2tpd.wire.RandomSource;

/** A deterministic source for tests and simulation (SplitMix64): the same seed gives the same sequence everywhere. */
public final class SeededRandom implements RandomSource {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SeededRandom(long seed) {
        this.state = seed;
    }

    /** A source of its own, so that what one part draws does not shift another's sequence. */
    public SeededRandom split() {
        return new SeededRandom(nextLong());
    }

    @Override
    public long nextLong() {
        long z = state += GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public void nextBytes(byte[] out) {
        for (int i = 0; i < out.length; ) {
            long bits = nextLong();
            for (int n = 0; n < 8 && i < out.length; n++, bits >>>= 8) {
                out[i++] = (byte) bits;
            }
        }
    }

    /** A value in 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** True with the given probability, 0 to 1. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }
}
