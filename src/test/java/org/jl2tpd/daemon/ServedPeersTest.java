package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.config.ConfigLoader;
import org.junit.jupiter.api.Test;

class ServedPeersTest {
    private static final String ALLOWED = "[peer_profile.\"lac\"]\nallow_tunnels = true\n";

    private static boolean served(String text) {
        return ServedPeers.areThere(
                ConfigLoader.parse("f", text.getBytes(StandardCharsets.UTF_8)).configuration());
    }

    @Test
    void areThereWhereWeListenAndSomeoneMayComeIn() {
        assertThat(served(ALLOWED)).isTrue();
        assertThat(served("")).isFalse();
        assertThat(served("[system]\nlisten_addresses = []\n" + ALLOWED)).isFalse();
    }
}
