package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.config.ConfigLoader;
import org.junit.jupiter.api.Test;

class DatapathChoiceTest {
    /** Whatever this machine has: the choice and its reason fit each other. */
    @Test
    void autoSaysInOneLineWhatItTookAndWhy() throws StartFailure {
        var configuration =
                ConfigLoader.parse("f", "".getBytes(StandardCharsets.UTF_8)).configuration();
        DatapathChoice choice = DatapathChoice.make(configuration, org.jl2tpd.linux.Ledger.none());
        try (var datapath = choice.datapath()) {
            assertThat(choice.reason()).doesNotContain("\n");
            switch (datapath.name()) {
                case "kernel" -> assertThat(choice.reason()).isEqualTo("the kernel's L2TP driver is usable");
                case "tun" ->
                    assertThat(choice.reason())
                            .startsWith("no kernel datapath: ")
                            .endsWith("; TUN devices are usable");
                default ->
                    assertThat(choice.reason())
                            .startsWith("no kernel datapath: ")
                            .contains("; no TUN devices: ");
            }
        }
    }
}
