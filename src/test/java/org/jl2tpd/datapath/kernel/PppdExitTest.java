package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.linux.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PppdExitTest {
    /** Exit status of pppd(8), CDN result of RFC 2661 4.4.2, code and direction of RFC 3145; -1 for no cause. */
    @ParameterizedTest(name = "status {0}")
    @CsvSource({
        "0, 1, 3, 1",
        "1, 4, -1, 0",
        "2, 5, -1, 0",
        "3, 5, -1, 0",
        "4, 5, -1, 0",
        "5, 3, 1, 0",
        "6, 4, -1, 0",
        "7, 4, -1, 0",
        "8, 4, -1, 0",
        "9, 4, -1, 0",
        "10, 1, 18, 0",
        "11, 3, 16, 1",
        "12, 3, 1, 0",
        "13, 3, 1, 0",
        "14, 3, 3, 0",
        "15, 1, 8, 0",
        "16, 1, 0, 0",
        "17, 1, 7, 0",
        "18, 4, -1, 0",
        "19, 3, 16, 2",
        "20, 3, 1, 0",
        "21, 3, 16, 1",
        "99, 4, -1, 0"
    })
    void aStatusIsAResultAndACause(int status, int result, int cause, int direction) {
        SessionNotice.Ended ended = PppdExit.of(new ChildProcess.Exit(status, 0), "");
        assertThat(ended.result().result()).isEqualTo(result);
        assertThat(ended.result().error()).isZero();
        if (cause < 0) {
            assertThat(ended.cause()).isNull();
        } else {
            assertThat(ended.cause().code()).isEqualTo(cause);
            assertThat(ended.cause().direction()).isEqualTo(direction);
        }
        assertThat(ended.words()).endsWith("(pppd, exit status " + status + ")");
    }

    @Test
    void whatPppdSaidIsForOurOperatorAlone() {
        SessionNotice.Ended ended = PppdExit.of(new ChildProcess.Exit(11, 0), "Peer bob failed CHAP authentication");
        assertThat(ended.words())
                .isEqualTo("authentication failed (pppd, exit status 11: Peer bob failed CHAP authentication)");
        assertThat(ended.result().message()).isEqualTo("authentication failed");
        assertThat(ended.cause().message()).isEqualTo("authentication failed");
    }

    @Test
    void aSignalIsAFailureOfOurs() {
        SessionNotice.Ended ended = PppdExit.of(new ChildProcess.Exit(-1, 9), "remote IP address 10.64.0.1");
        assertThat(ended.result().result()).isEqualTo(4);
        assertThat(ended.words()).isEqualTo("pppd ended (pppd, signal 9)");
    }
}
