package org.jl2tpd.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final long AT_ONCE = Long.MIN_VALUE;
    private static final long NEVER = Long.MAX_VALUE;

    @Test
    void takesTheEarlier() {
        assertThat(Deadlines.earlier(5, 7)).isEqualTo(5);
        assertThat(Deadlines.earlier(7, 5)).isEqualTo(5);
        assertThat(Deadlines.earlier(NEVER, -3)).isEqualTo(-3);
        assertThat(Deadlines.earlier(-3, NEVER)).isEqualTo(-3);
        assertThat(Deadlines.earlier(AT_ONCE, 5)).isEqualTo(AT_ONCE);
        assertThat(Deadlines.earlier(5, AT_ONCE)).isEqualTo(AT_ONCE);
        assertThat(Deadlines.earlier(NEVER, NEVER)).isEqualTo(NEVER);
        assertThat(Deadlines.earlier(NEVER - 1, AT_ONCE + 1))
                .as("over the overflow")
                .isEqualTo(NEVER - 1);
    }

    @Test
    void waitsTheMillisecondsRoundedUp() {
        assertThat(Deadlines.waitMs(NEVER, 0)).isEqualTo(-1);
        assertThat(Deadlines.waitMs(AT_ONCE, 0)).isZero();
        assertThat(Deadlines.waitMs(5, 5)).isZero();
        assertThat(Deadlines.waitMs(4, 5)).isZero();
        assertThat(Deadlines.waitMs(6, 5)).isEqualTo(1);
        assertThat(Deadlines.waitMs(1_000_005, 5)).isEqualTo(1);
        assertThat(Deadlines.waitMs(1_000_006, 5)).isEqualTo(2);
        assertThat(Deadlines.waitMs(NEVER - 1, 5)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Deadlines.isDue(NEVER, NEVER)).isFalse();
    }
}
