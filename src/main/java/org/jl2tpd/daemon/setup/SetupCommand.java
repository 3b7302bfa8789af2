package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jl2tpd.linux.KernelSetting;
import org.jl2tpd.wire.IpAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jl2tpd setup}. */
@Command(
        name = "setup",
        description = {
            "Switches SNMP, remote JMX or the web console on (or off) in the configuration file, with new credentials",
            "that are printed once. The daemon takes it at its next start, or by jl2tpctl reload."
        })
public final class SetupCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final List<Face> FACES = List.of(new SnmpSetup(), new JmxSetup(), new HttpSetup());

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "snmp|jmx|http", description = "What to switch.")
    private String what;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/jl2tpd/jl2tpd.toml",
            description = "The configuration file; ${DEFAULT-VALUE} if not given.")
    private Path file;

    @Option(names = "--off", description = "Switch it off, and remove what setup made.")
    private boolean off;

    @Option(
            names = "--listen-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address that it listens on; ${DEFAULT-VALUE} if not given: this host alone.")
    private String address;

    @Option(names = "--port", paramLabel = "PORT", description = "Its port; 161, 1718 or 1719 if not given.")
    private int port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private SetupCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Face face = face();
        InetAddress listen = address();
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port is 1 to 65535");
        }
        try {
            Path real = file.toRealPath();
            var place = new Place(real.getParent(), hostName(), listen, port);
            var setup = new Setup(real, face);
            List<String> words = off ? setup.switchOff(place) : setup.switchOn(place);
            print(words, real);
            return DONE;
        } catch (SetupFailure e) {
            err.println("jl2tpd: " + e.getMessage());
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            err.println("jl2tpd: " + e.getFile() + ": " + reason + (Files.exists(file) ? "" : "; say --config FILE"));
        } catch (IOException e) {
            err.println("jl2tpd: " + e.getMessage());
        }
        return FAILED;
    }

    private void print(List<String> words, Path real) {
        PrintWriter out = spec.commandLine().getOut();
        words.forEach(out::println);
        if (words.size() > 1) {
            out.println("Passwords are shown this once; they stand in " + real.resolveSibling(Place.SECRETS) + ".");
            out.println(
                    "It begins with the daemon's next start; a port below 1024 needs that, else jl2tpctl reload does.");
        }
        out.flush();
    }

    private Face face() {
        return FACES.stream()
                .filter(each -> each.name().equals(what))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "say snmp, jmx or http, not " + what));
    }

    private InetAddress address() {
        IpAddress parsed = IpAddress.parse(address);
        if (parsed == null) {
            throw new ParameterException(spec.commandLine(), "--listen-address is an IPv4 or IPv6 address");
        }
        try {
            return InetAddress.getByAddress(parsed.toBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hostName() {
        String name = KernelSetting.text(Path.of("/proc/sys/kernel/hostname"));
        return name.isEmpty() ? "localhost" : name;
    }
}
