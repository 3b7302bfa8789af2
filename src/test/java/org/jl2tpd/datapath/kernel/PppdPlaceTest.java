package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.WatchedProcess;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** The surroundings of pppds, with other programs in them. */
class PppdPlaceTest {
    private static PppdPlace open(List<PppdSettings.Login> logins) {
        assumeTrue(Linux.problem() == null, "system calls: " + Linux.problem());
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        try {
            return PppdPlace.open(new PppdSettings("/bin/sh", logins));
        } catch (IOException e) {
            return abort(e.getMessage());
        }
    }

    /** Whether a shell there finds that the condition holds. */
    private static boolean holds(PppdPlace place, String condition) throws IOException {
        var program = new ChildProcess.Program(
                "/bin/sh", List.of("sh", "-c", condition), List.of("PATH=/usr/bin:/bin"), null, -1, false);
        try (ChildProcess child = place.start(program)) {
            return child.await().code() == 0;
        }
    }

    @Test
    void holdsTheSocketOfThePluginAndNobodyElseSeesIt() throws IOException {
        try (PppdPlace place = open(null);
                PppdPlace second = open(null)) {
            assertThat(holds(place, "test -S /tmp/openl2tp-event.sock")).isTrue();
            assertThat(holds(second, "test -S /tmp/openl2tp-event.sock")).isTrue();
            assertThat(holds(place, "test \"$(ls /tmp)\" = openl2tp-event.sock"))
                    .isTrue();
            assertThat(Path.of("/tmp/openl2tp-event.sock")).doesNotExist();
            assertThat(place.events().fd()).isPositive();
        }
    }

    @Test
    void usersTakeThePlaceOfPppdsFilesForPppdsAlone() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/etc/ppp")), "no /etc/ppp here");
        var alice = new PppdSettings.Login("alice", Secret.of("rabbit hole"), null);
        try (PppdPlace place = open(List.of(alice))) {
            for (String file : List.of("chap-secrets", "pap-secrets")) {
                assertThat(holds(place, "grep -q alice /etc/ppp/" + file)).isTrue();
                assertThat(holds(place, "test \"$(stat -c %a /etc/ppp/" + file + ")\" = 600"))
                        .isTrue();
            }
            assertThat(holds(place, "test ! -e /etc/ppp/options")).isTrue();
        }
    }

    /** As when its process is killed. */
    @Test
    void whatIsOnALeashEndsWithTheThreadThatStartedIt() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        PppdPlace place = open(null);
        var program = new ChildProcess.Program(
                "/bin/sleep", List.of("sleep", "600"), List.of("PATH=/usr/bin:/bin"), null, -1, false);
        try (ChildProcess child = place.start(PppdLeash.on(program))) {
            // setpriv has asked for the signal when it has become the program.
            awaitName(child.pid(), "sleep");
            place.close();
            assertThat(child.await()).isEqualTo(new WatchedProcess.Exit(-1, ChildProcess.SIGTERM));
        }
    }

    private static void awaitName(int pid, String name) throws IOException {
        long limitNs = System.nanoTime() + 10_000_000_000L;
        Path file = Path.of("/proc/" + pid + "/comm");
        while (!Files.readString(file).strip().equals(name)) {
            assertThat(System.nanoTime() - limitNs).as("it becomes " + name).isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void saysThatThereIsNoPppd() {
        assertThatThrownBy(() -> PppdPlace.open(new PppdSettings("/nonexistent/pppd", null)))
                .hasMessageStartingWith("there is no pppd at /nonexistent/pppd");
    }
}
