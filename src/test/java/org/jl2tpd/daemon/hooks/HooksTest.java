package org.jl2tpd.daemon.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EngineEvent.Kind;
import org.jl2tpd.linux.Identity;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.profile.HookAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs: with what rights and environment they run, and that they are bounded. */
@Timeout(60)
class HooksTest {
    @TempDir
    Path folder;

    private final List<EngineEvent> told = new CopyOnWriteArrayList<>();
    private final Hooks hooks = new Hooks(told::add);
    private Path out;
    private long number;

    @BeforeEach
    void systemCalls() throws IOException {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
        // Everybody writes here, as /tmp: whoever programs run as.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        out = Files.createDirectory(folder.resolve("out"));
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void end() {
        hooks.close();
    }

    /** A shell script that finds its folder for output in {@code $out}. */
    private String script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\nout=" + out + "\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    private static Profile profile(Map<String, String> programs) {
        Profile profile = new Profile(ProfileKind.HOOKS, "hooks", Map.of());
        for (var attribute : HookAttributes.PROGRAMS) {
            if (programs.containsKey(attribute.name())) {
                profile = profile.with(attribute, programs.get(attribute.name()));
            }
        }
        return profile;
    }

    private void happen(Kind kind, int session) {
        hooks.onEvent(new ManagedEvent(++number, System.currentTimeMillis(), TestEvents.session(kind, session, "u")));
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() - endNs < 0) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private boolean isThere(String name) {
        return Files.exists(out.resolve(name));
    }

    private String read(String name) throws IOException {
        return Files.readString(out.resolve(name));
    }

    private Map<String, Long> counters() {
        Map<String, Long> all = new HashMap<>();
        hooks.counters(all::put);
        return all;
    }

    @Test
    void runsWithoutCapabilitiesDescriptorsOrRootAndWithANarrowMask() throws Exception {
        String probe = script(
                "probe",
                "cat /proc/self/status > $out/status; ls /proc/$$/fd > $out/list; tr '\\n' ' ' < $out/list > $out/fds; pwd > $out/pwd; umask > $out/mask;"
                        + " readlink /proc/$$/fd/0 > $out/stdin; cut -d' ' -f6 /proc/$$/stat > $out/session; echo $$ > $out/pid; mv $out/pid $out/done");
        hooks.use(profile(Map.of("session_up", probe)));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> isThere("done"));
        assertThat(read("status"))
                .containsPattern("CapInh:\\s0{16}")
                .containsPattern("CapPrm:\\s0{16}")
                .containsPattern("CapEff:\\s0{16}")
                .containsPattern("CapAmb:\\s0{16}")
                .containsPattern("NoNewPrivs:\\s1")
                .containsPattern("SigBlk:\\s0{16}");
        if (Identity.isRoot()) {
            int nobody = Identity.find("nobody").uid();
            assertThat(read("status")).containsPattern("Uid:\\s" + nobody + "\\s" + nobody + "\\s" + nobody);
            assertThat(read("status")).doesNotContainPattern("Groups:.*\\b0\\b");
        }
        assertThat(read("fds")).matches("0 1 (1[01] |255 )*2 (255 )?");
        assertThat(read("pwd")).isEqualTo("/\n");
        assertThat(read("mask")).isEqualTo("0077\n");
        assertThat(read("stdin")).isEqualTo("/dev/null\n");
        assertThat(read("session")).isEqualTo(read("done"));
    }

    @Test
    void programsOfRootHaveNoCapabilitiesEither() throws Exception {
        assumeTrue(Identity.isRoot(), "not root");
        String probe = script("probe", "cat /proc/self/status > $out/status; mv $out/status $out/done");
        hooks.use(profile(Map.of("session_up", probe)).with(HookAttributes.USER, "root"));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> isThere("done"));
        assertThat(read("done"))
                .containsPattern("Uid:\\s0")
                .containsPattern("CapPrm:\\s0{16}")
                .containsPattern("CapEff:\\s0{16}")
                .containsPattern("CapBnd:\\s0{16}");
    }

    @Test
    void ourOtherThreadsKeepTheirs() throws Exception {
        String before = capabilities();
        hooks.use(profile(Map.of("session_up", script("x", "true"))));
        assertThat(capabilities()).isEqualTo(before);
    }

    private static String capabilities() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(l -> l.startsWith("Cap") || l.startsWith("Uid") || l.startsWith("NoNewPrivs"))
                .toList()
                .toString();
    }

    @Test
    void hasACleanEnvironmentAndNoArguments() throws Exception {
        String probe =
                script("probe", "env | cut -d= -f1 | sort -u > $out/env; echo \"$#\" > $out/n; mv $out/n $out/done");
        hooks.use(profile(Map.of("session_up", probe)));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> isThere("done"));
        assertThat(read("env").lines())
                .allMatch(n -> n.startsWith("JL2TPD_")
                        || List.of("PATH", "PWD", "OLDPWD", "SHLVL", "_").contains(n));
        assertThat(read("done")).isEqualTo("0\n");
    }

    @Test
    void downWaitsForUpOfTheSameSessionAndNotForOthers() throws Exception {
        String up = script("up", "[ $JL2TPD_SESSION_ID = 7 ] && sleep 0.5; echo up$JL2TPD_SESSION_ID >> $out/log");
        String down = script("down", "echo down$JL2TPD_SESSION_ID >> $out/log");
        hooks.use(profile(Map.of("session_up", up, "session_down", down)));
        happen(Kind.SESSION_UP, 7);
        happen(Kind.SESSION_DOWN, 7);
        happen(Kind.SESSION_UP, 8);
        happen(Kind.SESSION_DOWN, 8);
        eventually(() -> counters().get("hooks_started") == 4);
        hooks.close();
        assertThat(read("log").lines()).containsExactly("up8", "down8", "up7", "down7");
    }

    @Test
    void endsAProgramThatTakesTooLongWithAllThatItStarted() throws Exception {
        String slow = script("slow", "trap '' TERM; sleep 1000 & echo $! > $out/child; wait; wait; sleep 1000");
        hooks.use(profile(Map.of("session_up", slow)).with(HookAttributes.TIMEOUT_SECONDS, 1));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> !told.isEmpty());
        assertThat(told.get(0).kind()).isEqualTo(Kind.HOOK_FAILED);
        assertThat(told.get(0).detail()).startsWith("session_up: ").endsWith("was ended after 1 s");
        assertThat(counters()).containsEntry("hooks_timed_out", 1L).containsEntry("hooks_failed", 1L);
        long child = Long.parseLong(read("child").strip());
        eventually(() -> ProcessHandle.of(child).isEmpty());
    }

    @Test
    void whatAProgramLeavesInItsGroupEndsWithIt() throws Exception {
        String leaves = script("leaves", "sleep 1000 & echo $! > $out/n; mv $out/n $out/child");
        hooks.use(profile(Map.of("session_up", leaves)));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> isThere("child"));
        long child = Long.parseLong(read("child").strip());
        eventually(() -> ProcessHandle.of(child).isEmpty());
        assertThat(told).isEmpty();
    }

    @Test
    void runsAtMostSoManyAndDropsWhatDoesNotFit() throws Exception {
        String count = script(
                "count", "echo x >> $out/running; while [ ! -e $out/go ]; do sleep 0.05; done; echo x >> $out/done");
        hooks.use(profile(Map.of("session_up", count))
                .with(HookAttributes.MAX_RUNNING, 2)
                .with(HookAttributes.QUEUE_LIMIT, 3));
        happen(Kind.SESSION_UP, 1);
        happen(Kind.SESSION_UP, 2);
        eventually(() -> counters().get("hooks_started") == 2);
        for (int session = 3; session <= 8; session++) {
            happen(Kind.SESSION_UP, session);
        }
        assertThat(counters()).containsEntry("hooks_dropped", 3L);
        assertThat(told)
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.detail()).contains("dropped").contains("queue_limit"));
        Thread.sleep(200);
        assertThat(counters()).containsEntry("hooks_started", 2L);
        Files.createFile(out.resolve("go"));
        eventually(() -> counters().get("hooks_started") == 5);
    }

    @Test
    void tellsOfAFailure() throws Exception {
        hooks.use(
                profile(Map.of("session_up", script("fails", "exit 3"), "session_down", script("dies", "kill -9 $$"))));
        happen(Kind.SESSION_UP, 7);
        happen(Kind.SESSION_DOWN, 7);
        eventually(() -> told.size() == 2);
        assertThat(told.get(0).detail()).endsWith("fails ended with status 3");
        assertThat(told.get(1).detail()).endsWith("dies was ended by signal 9");
        assertThat(told.get(0).sessionId()).isEqualTo(7);
        assertThat(counters()).containsEntry("hooks_failed", 2L).containsEntry("hooks_timed_out", 0L);
    }

    @Test
    void refusesAProgramThatOthersMayWriteAtEachStart() throws Exception {
        String program = script("p", "echo x >> $out/ran");
        hooks.use(profile(Map.of("session_up", program)));
        Files.setPosixFilePermissions(Path.of(program), PosixFilePermissions.fromString("rwxrwxrwx"));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> !told.isEmpty());
        assertThat(told.get(0).detail()).contains("others than its owner may write " + program + "; run: chmod go-w");
        assertThat(isThere("ran")).isFalse();
        Files.delete(Path.of(program));
        happen(Kind.SESSION_UP, 7);
        eventually(() -> told.size() == 2);
        assertThat(told.get(1).detail()).endsWith("is not there");
    }

    @Test
    void aSessionThatNeverCameUpHasNoDown() throws Exception {
        hooks.use(profile(Map.of("session_down", script("down", "echo x > $out/ran"))));
        hooks.onEvent(new ManagedEvent(
                1, 1, new EngineEvent(Kind.SESSION_DOWN, 1, 2, "", null, "", null, "", "authentication failed")));
        hooks.close();
        assertThat(counters()).containsEntry("hooks_started", 0L);
    }

    @Test
    void atTheStopWhatIsQuickRunsAndTheRestIsCounted() throws Exception {
        String down = script("down", "[ $JL2TPD_SESSION_ID = 1 ] && sleep 1000; echo $JL2TPD_SESSION_ID >> $out/log");
        hooks.use(profile(Map.of("session_down", down)).with(HookAttributes.MAX_RUNNING, 1));
        happen(Kind.SESSION_DOWN, 3);
        happen(Kind.SESSION_DOWN, 4);
        happen(Kind.SESSION_DOWN, 1);
        happen(Kind.SESSION_DOWN, 2);
        long beforeNs = System.nanoTime();
        hooks.close();
        assertThat(System.nanoTime() - beforeNs).isLessThan(TimeUnit.MILLISECONDS.toNanos(Hooks.STOP_LIMIT_MS + 1500));
        assertThat(read("log").lines()).containsExactly("3", "4");
        assertThat(counters()).containsEntry("hooks_dropped", 1L).containsEntry("hooks_failed", 1L);
    }

    @Test
    void otherSettingsHoldForWhatComesLater() throws Exception {
        hooks.use(profile(Map.of()));
        happen(Kind.SESSION_UP, 1);
        hooks.use(profile(Map.of("session_up", script("a", "echo a >> $out/log"))));
        happen(Kind.SESSION_UP, 2);
        eventually(() -> isThere("log"));
        hooks.use(profile(Map.of("session_up", script("b", "echo b >> $out/other")))
                .with(HookAttributes.USER, "daemon"));
        happen(Kind.SESSION_UP, 3);
        eventually(() -> isThere("other"));
        hooks.use(profile(Map.of()));
        happen(Kind.SESSION_UP, 4);
        hooks.close();
        assertThat(read("log")).isEqualTo("a\n");
        assertThat(counters()).containsEntry("hooks_started", 2L);
    }

    @Test
    void theExampleWritesALineForEachSession() throws Exception {
        String example = Files.readString(Path.of("etc/examples/session-log.sh"))
                .replace(
                        "/var/lib/jl2tpd/sessions.log",
                        out.resolve("sessions.log").toString());
        Path file = Files.writeString(folder.resolve("session-log.sh"), example);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        hooks.use(profile(Map.of("session_up", file.toString(), "session_down", file.toString())));
        happen(Kind.SESSION_UP, 7);
        happen(Kind.SESSION_DOWN, 7);
        hooks.close();
        assertThat(told).isEmpty();
        assertThat(read("sessions.log").replaceAll("(?m)^\\S+ ", ""))
                .isEqualTo(
                        "up   3/7 user=\"u\" peer=192.0.2.1 interface=ppp0 address=10.0.0.7 prefix=2001:db8:0:7::/64\n"
                                + "down 3/7 user=\"u\" seconds=61 in=2 out=4 cause=\"lost carrier (result 1)\"\n");
    }

    @Test
    void refusesAUserWhoIsNotThere() throws Exception {
        assumeTrue(Identity.isRoot(), "not root");
        Profile wrong = profile(Map.of("session_up", "/bin/true")).with(HookAttributes.USER, "nosuchuser");
        assertThatThrownBy(() -> hooks.use(wrong)).hasMessageContaining("there is no user nosuchuser");
    }
}
