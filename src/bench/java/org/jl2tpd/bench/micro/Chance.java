package org.jl2tpd.bench.micro;

import java.util.SplittableRandom;
import org.jl2tpd.wire.RandomSource;

/** Cheap, seeded chance, so that a benchmark measures the rooms and not a generator. */
final class Chance implements RandomSource {
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public void nextBytes(byte[] out) {
        random.nextBytes(out);
    }

    @Override
    public int nextInt() {
        return random.nextInt();
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}
