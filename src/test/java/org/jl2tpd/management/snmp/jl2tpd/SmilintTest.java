package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.management.snmp.SnmpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MIB's text by its book. */
class SmilintTest {
    private static final long LIMIT_S = 60;

    @Test
    void smilintHasNothingToSay() throws Exception {
        assertThat(smilint("mibs/JL2TPD-MIB.txt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO-SUCH-MIB.txt"})
    void smilintIsHeardWhenItHas(String file) throws Exception {
        assertThat(smilint("mibs/" + file)).isNotEmpty();
    }

    /** It exits with 0 whatever it says. */
    private static String smilint(String file) throws Exception {
        SnmpClient.needs("smilint");
        String path = SnmpClient.mibPath();
        var builder = new ProcessBuilder("smilint", "-s", "-m", "-l", "6", file).redirectErrorStream(true);
        builder.environment().put("SMIPATH", path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
