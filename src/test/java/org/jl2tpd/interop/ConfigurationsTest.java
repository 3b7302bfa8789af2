package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of the process tests are valid: told here in milliseconds, not there after a minute. */
class ConfigurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"lns", "lac over IPv4", "lac over IPv6"})
    void isValid(String which) {
        String text = switch (which) {
            case "lns" -> Configurations.lns();
            case "lac over IPv4" -> Configurations.lac("10.8.0.1");
            default -> Configurations.lac("fd00:8::1");
        };
        ConfigResult result = ConfigLoader.parse("test.toml", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        assertThat(result.isValid()).isTrue();
    }
}
