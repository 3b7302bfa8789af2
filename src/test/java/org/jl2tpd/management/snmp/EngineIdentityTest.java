package org.jl2tpd.management.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jl2tpd.management.model.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIdentityTest {
    @TempDir
    Path folder;

    @Test
    void theIdStaysAndTheBootsGoUp() throws Exception {
        EngineIdentity first = EngineIdentity.next(StateStore.open(folder));
        EngineIdentity second = EngineIdentity.next(StateStore.open(folder));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.boots()).isEqualTo(1);
        assertThat(second.boots()).isEqualTo(2);
        assertThat(first.id().toHexString()).startsWith("80:00:13:70:05:").hasSize(17 * 3 - 1);
    }

    @Test
    void twoEnginesHaveTwoIds() throws Exception {
        assertThat(EngineIdentity.next(StateStore.inMemory()).id())
                .isNotEqualTo(EngineIdentity.next(StateStore.inMemory()).id());
    }

    @Test
    void bootsStayAtTheirLimit() throws Exception {
        StateStore state = StateStore.inMemory();
        state.put("snmp.engine_boots", "2147483646");
        assertThat(EngineIdentity.next(state).boots()).isEqualTo(Integer.MAX_VALUE);
        assertThat(EngineIdentity.next(state).boots()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatIsNoNumberIsSaidAndNotReplaced() throws Exception {
        StateStore state = StateStore.inMemory();
        state.put("snmp.engine_boots", "many");
        assertThatThrownBy(() -> EngineIdentity.next(state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("many");
        assertThat(state.get("snmp.engine_boots", "")).isEqualTo("many");
    }

    @Test
    void nothingStartsWhenBootsCannotBeWritten() throws Exception {
        StateStore state = StateStore.open(folder.resolve("gone"));
        Files.delete(folder.resolve("gone"));
        assertThatThrownBy(() -> EngineIdentity.next(state)).isInstanceOf(IOException.class);
    }
}
