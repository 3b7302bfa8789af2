package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    /** Of the calling thread: proc(5), field 19. */
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void threadsThatAreStartedInTheBackgroundAreNicerAndNoOthers() throws Exception {
        int before = niceness();
        var inherited = new CompletableFuture<Integer>();
        Background.open(() -> new Thread(() -> inherited.complete(niceness())).start());
        assertThat(inherited.get()).isEqualTo(Math.min(19, before + Background.NICENESS));
        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void failuresComeOutWithTheirWords() {
        assertThatThrownBy(() -> Background.open(() -> {
                    throw new IOException("the port is taken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the port is taken");
        assertThatThrownBy(() -> Background.open(() -> {
                    throw new IllegalStateException("a fault");
                }))
                .hasRootCauseMessage("a fault");
    }
}
