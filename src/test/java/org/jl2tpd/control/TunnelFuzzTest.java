package org.jl2tpd.control;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link HostileInputTest} with choices that a fuzzer makes. */
class TunnelFuzzTest {
    private static final int OCTETS_PER_ACTION = 8;

    @FuzzTest(maxDuration = "10m")
    void survivesAnyMessageInAnyState(FuzzedDataProvider data) {
        int actions = Math.min(HostileInputTest.DATAGRAMS, data.remainingBytes() / OCTETS_PER_ACTION);
        HostileInputTest.play(bound -> data.consumeInt(0, bound - 1), actions);
    }
}
