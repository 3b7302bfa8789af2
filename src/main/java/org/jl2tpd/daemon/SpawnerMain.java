package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.datapath.kernel.PppdSettings;
import org.jl2tpd.datapath.kernel.SpawnerServer;
import org.jl2tpd.linux.Capabilities;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.profile.Configuration;

/**
 * The program that {@link SpawnerProcess} starts as root: it reads the configuration by itself, since it believes the daemon nothing. Which
 * program is pppd is settled by the first reading: the daemon's user may be able to change the file later.
 */
public final class SpawnerMain {
    private final Path file;
    private String pppd;

    private SpawnerMain(Path file) {
        this.file = file;
    }

    /** @param arguments the configuration file */
    public static void main(String[] arguments) {
        int code = Main.DONE;
        try {
            SpawnerServer.serve(new SpawnerMain(Path.of(arguments[0]))::read, Capabilities::boundForPppd);
        } catch (SystemCallException | RuntimeException | Error e) {
            System.err.println(e);
            code = Main.FAILED;
        }
        Runtime.getRuntime().halt(code);
    }

    private PppdSettings read() throws IOException {
        ConfigResult result = ConfigLoader.load(file);
        if (result.configuration() == null) {
            throw new IOException(
                    pppd == null ? result.errors().get(0).toString() : "the configuration file is not valid");
        }
        PppdSettings settings = Pppd.settings(result.configuration());
        if (pppd != null) {
            refuseOthers(result.configuration());
        } else {
            String problem = RootProgram.problem(Path.of(settings.path()));
            if (problem != null) {
                throw new IOException(problem);
            }
            pppd = settings.path();
        }
        return new PppdSettings(pppd, settings.logins());
    }

    /** Else whoever may change the file, the daemon's user say, could have root read a file for him, as a secret. */
    private void refuseOthers(Configuration configuration) throws IOException {
        List<Path> files = new ArrayList<>(List.of(file));
        configuration.secretFiles().values().forEach(name -> files.add(Path.of(name)));
        for (Path path : files) {
            String problem = RootProgram.problem(path);
            if (problem != null) {
                throw new IOException("users of pppd are read again from files that root alone may change; " + path
                        + " is not one; restart the daemon");
            }
        }
    }
}
