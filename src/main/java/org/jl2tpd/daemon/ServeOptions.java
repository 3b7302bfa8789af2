package org.jl2tpd.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of whatever serves: {@code jl2tpd} itself, and the class that jsvc starts. */
final class ServeOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
    private Path file;

    /** The configuration file; null when none was named. */
    Path file() {
        return file;
    }
}
