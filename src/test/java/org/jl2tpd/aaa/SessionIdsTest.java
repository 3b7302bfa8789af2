package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionIdsTest {
    @ParameterizedTest
    @CsvSource({
        "1694498816, 50, 6500000000000032",
        "7, 4294967295, 00000007ffffffff",
        "5989466112, 4294967296, 65000000100000000"
    })
    void namesSessionsAndFindsThemByTheirNames(long startSeconds, long serial, String text) {
        SessionIds ids = new SessionIds(startSeconds);
        assertThat(ids.text(serial)).isEqualTo(text);
        assertThat(ids.serial(text)).isEqualTo(serial);
        assertThat(ids.serial(text.toUpperCase(java.util.Locale.ROOT))).isEqualTo(serial);
    }
}
