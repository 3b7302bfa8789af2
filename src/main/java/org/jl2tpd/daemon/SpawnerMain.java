package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.datapath.kernel.PppdSettings;
import org.jl2tpd.datapath.kernel.SpawnerServer;
import org.jl2tpd.linux.Capabilities;
import org.jl2tpd.linux.SystemCallException;

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
        } catch (SystemCallException | RuntimeException e) {
            System.err.println(e);
            code = Main.FAILED;
        }
        Runtime.getRuntime().halt(code);
    }

    private PppdSettings read() throws IOException {
        ConfigResult result = ConfigLoader.load(file);
        if (result.configuration() == null) {
            throw new IOException(result.errors().get(0).toString());
        }
        PppdSettings settings = Pppd.settings(result.configuration());
        if (pppd == null) {
            String problem = RootProgram.problem(Path.of(settings.path()));
            if (problem != null) {
                throw new IOException(problem);
            }
            pppd = settings.path();
        }
        return new PppdSettings(pppd, settings.logins());
    }
}
