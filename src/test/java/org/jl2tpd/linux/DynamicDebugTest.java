package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jl2tpd.linux.DynamicDebug.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicDebugTest {
    private static final String SEQUENCE =
            "net/l2tp/l2tp_core.c:711 [l2tp_core]l2tp_recv_common =_ \"l2tp_core: %s: no seq\\n\"";

    @TempDir
    Path folder;

    private FakeTracefs fake;

    @BeforeEach
    void setUp() throws IOException {
        fake = new FakeTracefs(folder);
    }

    @Test
    void findsTheMessagesOfAModule() throws IOException {
        Files.writeString(
                fake.control,
                "# filename:lineno [module]function flags format\n" + SEQUENCE
                        + "\nnet/l2tp/l2tp_core.c:819 [l2tp_core]l2tp_udp_recv_core =pmf \"short\\n\"\n"
                        + "init/main.c:1389 [main]run_init_process =_ \"    %s\\n\"\n");
        assertThat(fake.dynamicDebug().places(Set.of("l2tp_core")))
                .containsExactly(
                        new Place("net/l2tp/l2tp_core.c", 711, "l2tp_core", false, "\"l2tp_core: %s: no seq\\n\""),
                        new Place("net/l2tp/l2tp_core.c", 819, "l2tp_core", true, "\"short\\n\""));
    }

    @Test
    void oddLinesAreNoMessages() {
        for (String odd : List.of("", "a:b [c]d =_ e", "net/x.c:9999999999 [m]f =_ \"\"", "\u00ff\0", ": [] =")) {
            assertThat(DynamicDebug.parse(odd)).as(odd).isNull();
        }
    }

    @Test
    void switchesOneMessage() throws IOException {
        Files.writeString(fake.control, "");
        fake.dynamicDebug().print(DynamicDebug.parse(SEQUENCE), true);
        assertThat(FakeTracefs.text(fake.control))
                .isEqualTo("file net/l2tp/l2tp_core.c line 711 module l2tp_core +p\n");
    }

    @Test
    void saysWhereItIsMissing() {
        assertThatThrownBy(() -> fake.dynamicDebug().places(Set.of("l2tp_core")))
                .hasMessageContaining("dynamic debug is not in this kernel");
    }

    @Test
    void takesBackWhatADeadProcessLeftOn() throws IOException {
        Files.writeString(fake.control, "");
        fake.memo(5).save(List.of(DynamicDebug.parse(SEQUENCE)));
        fake.memo(6).save(List.of(DynamicDebug.parse(SEQUENCE)));
        Files.writeString(fake.run.resolve("jl2tpd-7.dynamic_debug"), "no such line\n\n");
        assertThat(fake.memo(6).restoreStale(fake.dynamicDebug())).isEqualTo(1);
        assertThat(FakeTracefs.text(fake.control)).endsWith("-p\n");
        try (var left = Files.list(fake.run)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("jl2tpd-6.dynamic_debug");
        }
        fake.memo(6).save(List.of());
        assertThat(fake.run).isEmptyDirectory();
    }
}
