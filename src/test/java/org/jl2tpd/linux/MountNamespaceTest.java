package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountNamespaceTest {
    @TempDir
    Path folder;

    private static MountNamespace open() {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        try {
            return MountNamespace.open("test");
        } catch (SystemCallException e) {
            return abort("needs CAP_SYS_ADMIN: " + e.getMessage());
        }
    }

    @Test
    void whatIsMountedThereIsSeenThereAndByItsChildrenAlone() throws Exception {
        Path seen = Files.createFile(folder.resolve("outside"));
        try (MountNamespace namespace = open()) {
            int exit = namespace.call(() -> {
                MountNamespace.tmpfs(folder.toString(), "mode=0700");
                Files.writeString(folder.resolve("inside"), "secret");
                assertThat(seen).doesNotExist();
                var program = new ChildProcess.Program(
                        "/usr/bin/test", List.of("test", "-e", folder + "/inside"), List.of(), null, -1, false);
                try (ChildProcess child = ChildProcess.start(program)) {
                    return child.await().code();
                }
            });
            assertThat(exit).isZero();
            assertThat(folder.resolve("inside")).doesNotExist();
            assertThat(seen).exists();
            assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
        }
    }

    @Test
    void oneFileCanStandForAnother() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path other = Files.writeString(folder.resolve("other"), "2");
        try (MountNamespace namespace = open()) {
            String read = namespace.call(() -> {
                MountNamespace.bind(one.toString(), other.toString());
                return Files.readString(other);
            });
            assertThat(read).isEqualTo("1");
            assertThat(Files.readString(other)).isEqualTo("2");
        }
    }

    @Test
    void failuresComeToTheCaller() throws Exception {
        MountNamespace namespace = open();
        String missing = folder.resolve("nothing").toString();
        assertThatThrownBy(() -> namespace.call(() -> {
                    MountNamespace.bind(missing, missing);
                    return null;
                }))
                .isInstanceOf(SystemCallException.class)
                .hasMessageContaining("ENOENT");
        namespace.close();
        assertThatThrownBy(() -> namespace.call(() -> null)).isInstanceOf(IOException.class);
    }
}
