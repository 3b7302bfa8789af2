package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PppdPidFileTest {
    @TempDir
    Path run;

    @Test
    void removesTheFileOfTheProcessThatIsGoneAlone() throws IOException {
        Path file = Files.writeString(run.resolve("ppp3.pid"), "4711\n");
        var files = new PppdPidFile(run);
        files.remove("ppp3", 471);
        files.remove("ppp4", 4711);
        files.remove("", 4711);
        assertThat(file).exists();
        files.remove("ppp3", 4711);
        assertThat(file).doesNotExist();
    }
}
