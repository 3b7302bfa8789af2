package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasPutIsThereAfterARestart() throws IOException {
        StateStore.open(folder.resolve("a/b")).put("boots", "7");
        assertThat(StateStore.open(folder.resolve("a/b")).get("boots", "0")).isEqualTo("7");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        StateStore.open(folder).put("boots", "7");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aValueThatCantBeWrittenDoesNotHold() throws IOException {
        StateStore store = StateStore.open(folder);
        store.put("boots", "7");
        Files.createDirectories(folder.resolve("state.new/in-the-way"));
        assertThatThrownBy(() -> store.put("boots", "8")).isInstanceOf(IOException.class);
        assertThat(store.get("boots", "")).isEqualTo("7");
    }

    @Test
    void theDirectoryIsForcedWhenTheNewFileIsInIt() throws IOException {
        var forced = new java.util.ArrayList<String>();
        StateStore store = StateStore.open(
                folder, directory -> forced.add(directory + " " + Files.readString(folder.resolve("state"))));
        store.put("boots", "7");
        store.put("boots", "7");
        assertThat(forced).containsExactly(folder.toAbsolutePath() + " boots=7\n");
    }

    @Test
    void whatIsInTheFileHoldsAlthoughNobodyKnowsWhetherItLasts() throws IOException {
        StateStore store = StateStore.open(folder, directory -> {
            throw new IOException("the disk is gone");
        });
        assertThatThrownBy(() -> store.put("boots", "7")).isInstanceOf(IOException.class);
        assertThat(store.get("boots", ""))
                .isEqualTo(StateStore.open(folder).get("boots", "no"))
                .isEqualTo("7");
    }

    @Test
    void forgetsWhatIsPutAsNull() throws IOException {
        StateStore store = StateStore.open(folder);
        store.put("draining", "true");
        store.put("draining", null);
        assertThat(StateStore.open(folder).get("draining", "no")).isEqualTo("no");
    }

    @Test
    void refusesAValueOfSeveralLines() throws IOException {
        StateStore store = StateStore.open(folder);
        assertThatThrownBy(() -> store.put("a", "1\nb=2")).isInstanceOf(IllegalArgumentException.class);
    }
}
