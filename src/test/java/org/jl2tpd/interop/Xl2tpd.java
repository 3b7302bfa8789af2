package org.jl2tpd.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * xl2tpd in a namespace. What it starts as {@code /usr/sbin/pppd} is, unless the real one is asked for, a stand-in of ours, laid over
 * that folder in the process's own mount namespace: this works where the kernel has no PPP and no pppd is installed.
 */
public final class Xl2tpd {
    public static final Duration READY_LIMIT = Duration.ofSeconds(30);

    /** Holds the call without a word. */
    public static final String SILENT_PPPD = "#!/bin/sh\nexec sleep 3600\n";

    private static final String TRACES = "debug tunnel = yes\ndebug state = yes\n";

    private static final String OVER_SBIN =
            "mount -t tmpfs none /usr/sbin && cp \"$1\" /usr/sbin/pppd && shift && exec \"$@\"";

    private final Running process;
    private final Path control;

    private Xl2tpd(Running process, Path control) {
        this.process = process;
        this.control = control;
    }

    /** Speaks PPP on xl2tpd's terminal by slirp, without authentication; the peer gets 10.0.2.15. */
    public static String slirp(Path program) {
        return "#!/bin/sh\nexport HOME=/nonexistent\nexec " + program
                + " ppp 'asyncmap 0' 'mtu 1500' ipcp-accept-local <>\"$1\" >&0\n";
    }

    /**
     * @param configuration the whole xl2tpd.conf except {@code auth file} and {@code port}
     * @param secret shared with every peer
     * @param pppd script that stands in for pppd; its first argument is the terminal
     */
    public static Xl2tpd start(
            Namespace namespace, Path program, String name, String configuration, String secret, String pppd) {
        Path standIn = namespace.lab().folder().resolve(name + ".pppd");
        write(standIn, pppd);
        executable(standIn);
        return start(
                namespace,
                name,
                TRACES + configuration,
                secret,
                List.of("sh", "-c", OVER_SBIN, "sh", standIn.toString(), program.toString()));
    }

    /**
     * With the real pppd, where the kernel has the drivers.
     *
     * @param configuration as above; its last section gets {@code pppoptfile}
     * @param options of pppd, a line each
     */
    public static Xl2tpd startWithPppd(
            Namespace namespace, Path program, String name, String configuration, String secret, String options) {
        Path folder = namespace.lab().folder();
        Path file = folder.resolve(name + ".options");
        write(file, options + "logfile " + folder.resolve(name + ".pppd.log") + "\n");
        return start(
                namespace, name, configuration + "\npppoptfile = " + file + "\n", secret, List.of(program.toString()));
    }

    private static Xl2tpd start(
            Namespace namespace, String name, String configuration, String secret, List<String> program) {
        Path folder = namespace.lab().folder();
        Path conf = folder.resolve(name + ".conf");
        Path secrets = folder.resolve(name + ".secrets");
        Path control = folder.resolve(name + ".control");
        write(conf, "[global]\nport = 1701\nauth file = " + secrets + "\n" + configuration);
        write(secrets, "* * " + secret + "\n");
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "-D",
                "-c",
                conf.toString(),
                "-s",
                secrets.toString(),
                "-p",
                folder.resolve(name + ".pid").toString(),
                "-C",
                control.toString()));
        Running process = namespace.start(name, command.toArray(String[]::new));
        process.awaitLine("Listening on IP address", READY_LIMIT);
        return new Xl2tpd(process, control);
    }

    public Running process() {
        return process;
    }

    /** Writes one command into its control pipe, such as {@code d NAME} (disconnect the LAC of that name). */
    public void command(String text) {
        write(control, text);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void executable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
