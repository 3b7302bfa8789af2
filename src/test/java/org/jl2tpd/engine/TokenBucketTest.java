package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenBucketTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int PACKETS = 20_000;

    static LongStream rates() {
        return LongStream.of(
                1_000, 64_000, 999_983, 10_000_000, 123_456_789, 1_000_000_000L, 40_000_000_007L, 100_000_000_000L);
    }

    /** Bits that a rate gives in a time, rounded up, without overflow. */
    private static double bits(long rate, long elapsedNs) {
        return (double) rate * elapsedNs / SECOND_NS;
    }

    /** Greedy traffic: the most that passed over the bucket's mark since any earlier moment is its burst. */
    @ParameterizedTest
    @MethodSource("rates")
    void noIntervalHasMoreThanRateTimesTimeAndBurst(long rate) {
        var random = new Random(rate);
        long startNs = Long.MAX_VALUE - SECOND_NS;
        long nowNs = startNs;
        var bucket = new TokenBucket(nowNs, rate);
        double burst = DataRates.droppingBurstOctets(rate) * 8.0;
        double passed = 0;
        double leastBefore = Double.MAX_VALUE;
        for (int i = 0; i < PACKETS; i++) {
            nowNs += pause(random, rate);
            int octets = 1 + random.nextInt(9216);
            double above = passed - bits(rate, nowNs - startNs);
            leastBefore = Math.min(leastBefore, above);
            if (bucket.tryTake(nowNs, octets)) {
                passed += octets * 8.0;
                double most = above + octets * 8.0 - leastBefore;
                assertThat(most).isLessThanOrEqualTo(burst * 1.000_001);
            }
        }
        assertThat(passed).isPositive();
    }

    /** Mostly a tenth of a packet's time, now and then a long rest. */
    private static long pause(Random random, long rate) {
        long packetNs = (long) (9216 * 8.0 * SECOND_NS / rate);
        return random.nextInt(1000) == 0 ? 2_000 * packetNs : random.nextLong(packetNs / 5 + 2);
    }

    @ParameterizedTest
    @MethodSource("rates")
    void underLoadItsRateIsUsed(long rate) {
        long stepNs = Math.max(1, (long) (1500 * 8.0 * SECOND_NS / rate / 3));
        long nowNs = -5;
        var bucket = new TokenBucket(nowNs, rate);
        long endNs = nowNs + Math.max(300_000 * stepNs, 1);
        long passed = 0;
        while (endNs - nowNs > 0) {
            nowNs += stepNs;
            passed += bucket.tryTake(nowNs, 1500) ? 1500 : 0;
        }
        assertThat(passed * 8.0).isGreaterThan(0.99 * bits(rate, endNs + 5));
    }

    @Test
    void aLongRestGivesOneBurstAndNoMore() {
        long rate = 8_000_000;
        var bucket = new TokenBucket(Long.MIN_VALUE, rate);
        int burst = DataRates.droppingBurstOctets(rate);
        assertThat(burst).isEqualTo(500_000);
        assertThat(bucket.tryTake(Long.MIN_VALUE, burst)).isTrue();
        assertThat(bucket.tryTake(Long.MIN_VALUE, 1)).isFalse();
        assertThat(bucket.tryTake(-2, burst)).as("292 years later").isTrue();
        assertThat(bucket.tryTake(-2, 1)).isFalse();
        assertThat(bucket.tryTake(999, 1)).as("a microsecond later").isTrue();
        assertThat(bucket.tryTake(999, 1)).isFalse();
    }

    @Test
    void aClockThatStandsOrGoesBackGivesNothing() {
        var bucket = new TokenBucket(1_000, 8_000_000);
        assertThat(bucket.tryTake(1_000, 500_000)).isTrue();
        assertThat(bucket.tryTake(1_000, 1)).isFalse();
        assertThat(bucket.tryTake(0, 1)).isFalse();
        assertThat(bucket.tryTake(2_001, 1)).isTrue();
    }

    @Test
    void ratesAreHeldToWhatMakesSense() {
        assertThat(new DataRates(-1, 1)).isEqualTo(new DataRates(0, 1_000));
        assertThat(new DataRates(Long.MAX_VALUE, 0).rxBitsPerSecond()).isEqualTo(100_000_000_000L);
        assertThat(DataRates.droppingBurstOctets(1_000)).isEqualTo(16_384);
        assertThat(DataRates.droppingBurstOctets(100_000_000_000L)).isEqualTo(64 << 20);
        assertThat(DataRates.waitingBurstOctets(8_000_000)).isEqualTo(100_000);
    }
}
