package org.jl2tpd.daemon.setup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeystoresTest {
    @Test
    @Timeout(20)
    void aKeytoolThatHangsIsCutOff() {
        assertThatThrownBy(() -> Keystores.run(List.of("sleep", "60"), 100))
                .isInstanceOf(IOException.class)
                .hasMessage("keytool did not end");
    }

    @Test
    void saysWhatKeytoolSaid() {
        assertThatThrownBy(() -> Keystores.run(List.of("sh", "-c", "echo no such curve; exit 1"), 10_000))
                .isInstanceOf(IOException.class)
                .hasMessage("keytool: no such curve");
    }
}
