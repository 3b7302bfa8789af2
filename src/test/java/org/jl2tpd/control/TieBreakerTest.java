package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** L2TP-TIE-01, -03, -04, -05. */
class TieBreakerTest {
    @ParameterizedTest
    @CsvSource({
        "0000000000000001, 0000000000000002, WE_WIN",
        "0000000000000002, 0000000000000001, PEER_WINS",
        "7fffffffffffffff, 8000000000000000, WE_WIN",
        "8000000000000000, 7fffffffffffffff, PEER_WINS",
        "1234567890abcdef, 1234567890abcdef, BOTH_LOSE",
        "1234567890abcdef, , WE_WIN",
        ", 1234567890abcdef, PEER_WINS",
        ", , NO_TIE"
    })
    void letsTheLowerUnsignedValueWin(String ours, String peers, TieBreaker.Outcome outcome) {
        assertThat(TieBreaker.compare(octets(ours), octets(peers))).isEqualTo(outcome);
    }

    private static byte[] octets(String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }
}
