package org.jl2tpd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracefsTest {
    private static final long OURS = 77;

    @TempDir
    Path folder;

    private FakeTracefs fake;
    private Tracefs tracefs;

    @BeforeEach
    void setUp() throws IOException {
        fake = new FakeTracefs(folder);
        tracefs = fake.tracefs(OURS);
    }

    @Test
    void readsWhatTheKernelPrints() throws IOException {
        List<TraceLine> lines = new ArrayList<>();
        try (TraceInstance instance = tracefs.open(OURS)) {
            assertThat(instance.enable("register_tunnel", true)).isNull();
            fake.emit(instance.name(), "# tracer: nop");
            fake.emit(
                    instance.name(),
                    "              ip-117     [000] .....     1.780000: register_tunnel: tunl 10: type=unmanaged fd=-1");
            fake.emit(instance.name(), "CPU:0 [LOST 17 EVENTS]");
            fake.emit(instance.name(), "    kworker/u2:1-12      [000] d..2.     1.860000: free_session: sess 10/33");
            instance.read(4, lines::add);
            assertThat(instance.takeLost()).isEqualTo(17);
            assertThat(instance.takeLost()).isZero();
        }
        assertThat(lines)
                .containsExactly(
                        new TraceLine("1.780000", "register_tunnel", 10, 0, "type=unmanaged fd=-1"),
                        new TraceLine("1.860000", "free_session", 10, 33, ""));
    }

    @Test
    void putsALineTogetherThatComesInTwoReads() throws IOException {
        List<TraceLine> lines = new ArrayList<>();
        try (TraceInstance instance = tracefs.open(OURS)) {
            Path pipe = fake.instance(instance.name()).resolve("trace_pipe");
            Files.writeString(pipe, "x-1 [000] ..... 1.5: free_se");
            instance.read(4, lines::add);
            Files.writeString(pipe, "x-1 [000] ..... 1.5: free_session: sess 1/2\n");
            instance.read(4, lines::add);
        }
        assertThat(lines).containsExactly(new TraceLine("1.5", "free_session", 1, 2, ""));
    }

    @Test
    void theTaskThatNamesItselfLikeALineIsNotBelieved() {
        assertThat(TraceLine.parse("x [0] 1.0: a: tunl 1-9 [001] .....  2.5: free_tunnel: tunl 7"))
                .isEqualTo(new TraceLine("2.5", "free_tunnel", 7, 0, ""));
    }

    @Test
    void oddLinesAreNoLines() {
        for (String odd : List.of(
                "",
                "\0\u00ff",
                "x-1 [000] ..... 1.5: sched_switch: prev=1",
                "x-1 [000] ..... 1.5: free_tunnel: tunl 99999999999",
                "x-1 [000] ..... 1.5: free_session: sess 1/",
                "CPU:0 [LOST EVENTS]",
                "[".repeat(5_000))) {
            assertThat(TraceLine.parse(odd)).as(odd).isNull();
            assertThat(TraceLine.lost(odd)).as(odd).isZero();
        }
    }

    @Test
    void anInstanceIsRemovedWhenItIsClosed() throws IOException {
        TraceInstance instance = tracefs.open(OURS);
        assertThat(instance.name()).isEqualTo("jl2tpd-77");
        assertThat(FakeTracefs.text(fake.instance("jl2tpd-77").resolve("buffer_size_kb")))
                .startsWith("64");
        instance.close();
        instance.close();
        assertThat(fake.instance("jl2tpd-77")).doesNotExist();
    }

    @Test
    void twoDaemonsOfAProcessHaveAnInstanceEach() throws IOException {
        try (TraceInstance first = tracefs.open(OURS);
                TraceInstance second = tracefs.open(OURS)) {
            assertThat(first.name()).isNotEqualTo(second.name());
        }
    }

    @Test
    void onlyInstancesOfDeadProcessesAreRemoved() throws IOException {
        for (String name : List.of("jl2tpd-77", "jl2tpd-78", "jl2tpd-78-2", "jl2tpd-79", "jl2tpd-x", "another-78")) {
            fake.make(name);
        }
        fake.inUse.add("jl2tpd-79");
        assertThat(tracefs.removeStale()).isEqualTo(2);
        try (var left = Files.list(fake.tracing.resolve("instances"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("jl2tpd-77", "jl2tpd-79", "jl2tpd-x", "another-78");
        }
    }

    @Test
    void aProcessYoungerThanTheFolderDidNotMakeIt() throws IOException {
        long pid = ProcessHandle.current().pid();
        assertThat(Tracefs.isAlive(pid, folder)).isTrue();
        Files.setLastModifiedTime(folder, java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(Tracefs.isAlive(pid, folder)).isFalse();
    }

    @Test
    void anEventThatTheKernelDoesNotHaveIsTold() throws IOException {
        try (TraceInstance instance = tracefs.open(OURS)) {
            assertThat(instance.enable("no_such_event", true)).isEqualTo("no_such_event: this kernel does not have it");
        }
    }

    @Test
    void leavesNoInstanceWhenItCanNotBeRead() throws IOException {
        Tracefs broken = new Tracefs(
                List.of(fake.tracing),
                new Tracefs.Folders() {
                    @Override
                    public void make(Path made) throws IOException {
                        Files.createDirectory(made);
                    }

                    @Override
                    public void remove(Path made) {
                        assertThat(made.toFile().delete()).isTrue();
                    }
                },
                (pid, made) -> false);
        assertThatThrownBy(() -> broken.open(OURS)).hasMessageContaining("this kernel does not have it");
        assertThat(fake.instance("jl2tpd-77")).doesNotExist();
    }

    @Test
    void saysWhyThereAreNoTracepoints() throws IOException {
        Files.delete(fake.tracing.resolve("events/l2tp"));
        assertThat(tracefs.problem()).contains("l2tp_core");
        assertThatThrownBy(() -> tracefs.open(OURS)).hasMessage(tracefs.problem());
        Files.delete(fake.tracing.resolve("instances"));
        assertThat(tracefs.problem()).contains("mount -t tracefs");
        assertThat(tracefs.removeStale()).isZero();
    }
}
