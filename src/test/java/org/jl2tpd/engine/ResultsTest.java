package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.wire.ResultCode;
import org.junit.jupiter.api.Test;

class ResultsTest {
    @Test
    void saysTheNumbersOfAResultOnce() {
        String leg = Results.words(null, ResultCode.of(1, "carrier lost"));
        assertThat(leg).isEqualTo("peer: carrier lost (result 1)");
        assertThat(Results.words(ResultCode.of(1, "the other leg ended: " + leg), null))
                .isEqualTo("the other leg ended: peer: carrier lost (result 1)");
        assertThat(Results.words(ResultCode.of(4, leg), null)).isEqualTo(leg + " (result 4)");
    }
}
