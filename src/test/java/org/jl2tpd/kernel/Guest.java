package org.jl2tpd.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.Wait;

/** What tests ask of the guest, and what its kernel holds of L2TP. */
final class Guest {
    private static final Path SECRETS = Path.of("/etc/ppp/chap-secrets");

    private static final Duration LEFT_OVER_LIMIT = Duration.ofSeconds(5);

    private Guest() {}

    /** Nobody's own machine is changed by a test that was started elsewhere. */
    static void need() {
        assumeTrue(
                read(Path.of("/proc/cmdline")).contains("jl2tpd.guest="),
                "runs in the guest of src/test/kernel/run only");
    }

    /** Whether every instruction is emulated, as in the QEMU guest. */
    static boolean isEmulated() {
        return read(Path.of("/proc/cmdline")).contains("jl2tpd.guest=qemu");
    }

    /** Lets pppd know the password of every user that {@link Configurations} speaks of, as client and as server. */
    static void writeChapSecrets() {
        try {
            Files.createDirectories(SECRETS.getParent());
            Files.writeString(SECRETS, "* * " + Configurations.PASSWORD + " *\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel's tunnels of a namespace, a line each as {@code ip l2tp} shows them first. */
    static List<String> tunnels(Namespace namespace) {
        return lines(namespace.run("ip", "l2tp", "show", "tunnel"), "Tunnel ");
    }

    /**
     * The kernel's sessions of a namespace, a line each as {@code ip l2tp} shows them first; without those of id 0, which stand for
     * a tunnel's own PPPoX socket.
     */
    static List<String> sessions(Namespace namespace) {
        return lines(namespace.run("ip", "l2tp", "show", "session"), "Session ").stream()
                .filter(line -> !line.startsWith("Session 0 "))
                .toList();
    }

    /** Network devices of PPP in a namespace. */
    static List<String> pppDevices(Namespace namespace) {
        return lines(namespace.run("ip", "-o", "link", "show", "type", "ppp"), "");
    }

    /** Number of PPP devices that carry packets. */
    static int pppDevicesUp(Namespace namespace) {
        return (int) pppDevices(namespace).stream()
                .filter(line -> line.contains("UP"))
                .count();
    }

    /** Waits, because the kernel frees some of it a moment after the last descriptor is closed. */
    static void assertNothingOfL2tp(Namespace namespace) {
        Wait.until(
                "end of tunnels, sessions and devices",
                LEFT_OVER_LIMIT,
                () -> tunnels(namespace).isEmpty()
                        && sessions(namespace).isEmpty()
                        && pppDevices(namespace).isEmpty(),
                () -> tunnels(namespace) + "\n" + sessions(namespace) + "\n" + pppDevices(namespace));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String text, String start) {
        return text.lines()
                .filter(line -> !line.isBlank() && line.startsWith(start))
                .toList();
    }
}
