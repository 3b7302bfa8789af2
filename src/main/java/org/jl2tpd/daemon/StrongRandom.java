package org.jl2tpd.daemon;

import java.security.SecureRandom;
import org.jl2tpd.wire.RandomSource;

/** Chance for a running daemon, from the system's generator; never blocks after start. */
final class StrongRandom implements RandomSource {
    private final SecureRandom random = new SecureRandom();

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
