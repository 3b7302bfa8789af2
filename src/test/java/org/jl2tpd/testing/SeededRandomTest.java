package org.jl2tpd.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeededRandomTest {
    /** The published sequence of SplitMix64 for the seed 1234567. */
    @Test
    void isSplitMix64() {
        var random = new SeededRandom(1234567);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void givesASplitSourceASequenceOfItsOwn() {
        var parent = new SeededRandom(1);
        SeededRandom child = parent.split();
        long next = parent.nextLong();
        assertThat(child.nextLong()).isNotEqualTo(next);
        var again = new SeededRandom(1);
        SeededRandom childAgain = again.split();
        for (int i = 0; i < 100; i++) {
            childAgain.nextLong();
        }
        assertThat(again.nextLong())
                .as("what the child drew does not shift the parent")
                .isEqualTo(next);
    }

    @Test
    void staysInsideItsBounds() {
        var random = new SeededRandom(2);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextInt(3)).isBetween(0, 2);
            assertThat(random.nextDouble()).isBetween(0.0, Math.nextDown(1.0));
        }
        assertThat(random.chance(0)).isFalse();
        assertThat(random.chance(1)).isTrue();
    }
}
