package org.jl2tpd.config;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever stands in the file: a configuration, or errors with places in it, and nothing thrown. */
class ConfigLoaderFuzzTest {
    @FuzzTest
    void neverThrows(byte[] octets) {
        ConfigResult result = ConfigLoader.parse("fuzz.toml", octets);
        if (result.isValid() != result.errors().isEmpty()) {
            throw new AssertionError("either a configuration or errors");
        }
        for (ConfigError error : result.errors()) {
            if (error.line() < 1 || error.column() < 1 || error.toString().indexOf('\n') >= 0) {
                throw new AssertionError("an error without a place, or of several lines: " + error);
            }
        }
    }
}
