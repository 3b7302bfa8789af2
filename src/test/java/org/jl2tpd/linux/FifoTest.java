package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoTest {
    @TempDir
    Path directory;

    @Test
    void makesAPipeForItsOwnerAloneAndAnewWhereOneIs() throws IOException {
        Path pipe = directory.resolve("pipe");
        assertThat(Fifo.isThere(pipe)).isFalse();
        Fifo.make(pipe);
        Fifo.make(pipe);
        assertThat(Fifo.isThere(pipe)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe)))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesWhatIsSomethingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "kept");
        Path pipe = directory.resolve("pipe");
        Fifo.make(pipe);
        Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);
        for (Path path : new Path[] {file, link, directory}) {
            assertThatThrownBy(() -> Fifo.make(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no named pipe");
        }
        assertThat(file).hasContent("kept");
        assertThatThrownBy(() -> Fifo.make(directory.resolve("nowhere/pipe"))).isInstanceOf(IOException.class);
    }
}
