package org.jl2tpd.daemon;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jl2tpd.config.ConfigError;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.profile.Configuration;

/** Reads a configuration file and prints what is wrong with it, a line each. */
final class ConfigCheck {
    private ConfigCheck() {}

    /** The configuration; null when it has errors, which were printed. */
    static Configuration read(Path file, PrintWriter err) {
        ConfigResult result = ConfigLoader.load(file);
        result.errors().forEach(err::println);
        for (ConfigError warning : result.warnings()) {
            err.println(
                    warning.file() + ":" + warning.line() + ":" + warning.column() + ": warning: " + warning.message());
        }
        err.flush();
        return result.configuration();
    }
}
