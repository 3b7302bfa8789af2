package org.jl2tpd.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a test needs of this machine: programs found, or the test skipped with the reason. */
public final class Requirements {
    public static final Path ROOT = Path.of("").toAbsolutePath();
    public static final Path DIST = ROOT.resolve("target/dist");
    /** Where {@code src/test/interop/fetch-tools} unpacks the distribution's packages. */
    public static final Path TOOLS = ROOT.resolve("target/tools");

    private static final long PROBE_SECONDS = 10;

    private Requirements() {}

    /** Root, iproute2 and the right to make network namespaces. */
    public static void needNamespaces() {
        assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
        assumeTrue(find("ip").isPresent(), "no ip (package iproute2)");
        String probe = "jl2tpd-probe-" + ProcessHandle.current().pid();
        boolean works = succeeds("ip", "netns", "add", probe);
        succeeds("ip", "netns", "del", probe);
        assumeTrue(works, "this machine does not let us make network namespaces");
    }

    /** The packaged distribution, which `mvn package` makes. */
    public static void needDistribution() {
        assumeTrue(Files.isExecutable(DIST.resolve("bin/jl2tpd")), "no target/dist, run mvn package first");
    }

    public static void needTun() {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "no /dev/net/tun");
    }

    public static void needPing() {
        assumeTrue(find("ping").isPresent(), "no ping (package iputils-ping)");
    }

    public static Path needXl2tpd() {
        Optional<Path> found = Optional.ofNullable(System.getenv("XL2TPD"))
                .map(Path::of)
                .or(() -> existing(TOOLS.resolve("usr/sbin/xl2tpd")))
                .or(() -> find("xl2tpd"));
        assumeTrue(found.isPresent(), "no xl2tpd (run src/test/interop/fetch-tools target/tools)");
        return found.get();
    }

    /** The userspace PPP of slirp, which stands in for pppd where the kernel has no PPP. */
    public static Path needSlirp() {
        Optional<Path> found = existing(TOOLS.resolve("usr/bin/slirp-fullbolt")).or(() -> find("slirp-fullbolt"));
        assumeTrue(found.isPresent(), "no slirp (run src/test/interop/fetch-tools target/tools)");
        return found.get();
    }

    public static Path needL2tpns() {
        Optional<Path> found = existing(TOOLS.resolve("usr/sbin/l2tpns")).or(() -> find("l2tpns"));
        assumeTrue(found.isPresent(), "no l2tpns (run src/test/interop/fetch-tools target/tools)");
        return found.get();
    }

    /** FreeRADIUS, with its modules and dictionaries below {@link #TOOLS}. */
    public static Path needFreeRadius() {
        Path program = TOOLS.resolve("usr/sbin/freeradius");
        assumeTrue(
                Files.isExecutable(program)
                        && Files.exists(TOOLS.resolve("usr/lib/freeradius/libfreeradius-radius.so"))
                        && Files.exists(TOOLS.resolve("usr/share/freeradius/dictionary")),
                "no freeradius (run src/test/interop/fetch-tools target/tools)");
        return program;
    }

    public static boolean hasTshark() {
        return find("tshark").isPresent();
    }

    public static Optional<Path> find(String program) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> existing(Path file) {
        return Optional.of(file).filter(Files::isExecutable);
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
