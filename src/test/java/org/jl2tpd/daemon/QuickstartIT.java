package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jl2tpd quickstart} of target/dist, as a newcomer runs it. */
@Timeout(90)
class QuickstartIT {
    private static final Pattern SOCKET = Pattern.compile("--socket (\\S+/lns\\.sock)");

    @TempDir
    Path directory;

    @Test
    void pingsAcrossATunnelAndEnds() throws Exception {
        try (Program quickstart = Program.start(directory, "jl2tpd", "quickstart", "--once")) {
            assertThat(quickstart.await()).as(quickstart.err()).isZero();
            assertThat(quickstart.out())
                    .contains("user alice, peer has 192.0.2.10")
                    .contains("ping 192.0.2.10 to 192.0.2.1: answered in ");
            assertThat(quickstart.err()).isEmpty();
        }
    }

    @Test
    void needsNoPrivilege() throws Exception {
        assumeTrue(isRoot(), "not root, so that every other test here shows the same");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is missing");
        assumeTrue(isReachableByAll(Program.DIST), Program.DIST + " can't be reached by other users");
        String[] command = {
            "/usr/bin/setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--bounding-set=-all",
            Program.DIST.resolve("bin/jl2tpd").toString(),
            "quickstart",
            "--once"
        };
        try (Program quickstart = Program.start(directory, command)) {
            assertThat(quickstart.await()).as(quickstart.err()).isZero();
        }
    }

    @Test
    void staysUpUntilStoppedAndAnswersJl2tpctl() throws Exception {
        try (Program quickstart = Program.start(directory, "jl2tpd", "quickstart")) {
            quickstart.awaitOutput("answered in");
            Matcher hint = SOCKET.matcher(quickstart.out());
            assertThat(hint.find()).isTrue();
            Path socket = Path.of(hint.group(1));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            try (Program list =
                    Program.start(directory, "jl2tpctl", "--socket", socket.toString(), "list", "sessions", "--json")) {
                assertThat(list.await()).isZero();
                assertThat(list.out()).contains("\"user\":\"alice\"");
            }
            quickstart.terminate();
            assertThat(quickstart.await()).isZero();
            assertThat(socket.getParent()).doesNotExist();
        }
    }

    @Test
    void cleansUpWhenItsTerminalIsClosed() throws Exception {
        assumeFalse(
                isHangUpIgnored(), "SIGHUP is ignored here, as nohup does: what is started so outlives its terminal");
        try (Program quickstart = Program.start(directory, "jl2tpd", "quickstart")) {
            quickstart.awaitOutput("answered in");
            Matcher hint = SOCKET.matcher(quickstart.out());
            assertThat(hint.find()).isTrue();
            quickstart.signal("HUP");
            assertThat(quickstart.await()).isZero();
            assertThat(Path.of(hint.group(1)).getParent()).doesNotExist();
        }
    }

    @Test
    void refusesATimeoutThatIsNotPositive() throws Exception {
        try (Program quickstart = Program.start(directory, "jl2tpd", "quickstart", "--once", "--timeout", "0")) {
            assertThat(quickstart.await()).isEqualTo(2);
            assertThat(quickstart.err()).contains("--timeout needs at least 1 second");
        }
    }

    @Test
    void pingsThroughTunDevicesAsRoot() throws Exception {
        assumeTrue(isRoot(), "TUN devices need root");
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "ip (iproute2) is missing");
        try (Program quickstart = Program.start(directory, "jl2tpd", "quickstart", "--tun", "--once")) {
            assertThat(quickstart.await()).as(quickstart.err()).isZero();
            assertThat(quickstart.out()).contains("ip netns add").contains("answered in ");
        }
    }

    /** SIGHUP is the lowest bit of the mask (proc(5), SigIgn), which children inherit. */
    private static boolean isHangUpIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 1) != 0);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean isReachableByAll(Path path) throws IOException {
        for (Path at = path; at != null; at = at.getParent()) {
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(at))
                            .endsWith("x")
                    && !PosixFilePermissions.toString(Files.getPosixFilePermissions(at))
                            .endsWith("t")) {
                return false;
            }
        }
        return true;
    }
}
