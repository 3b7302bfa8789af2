package org.jl2tpd.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of whatever serves: {@code jl2tpd} itself, and the class that jsvc starts. */
final class ServeOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
    private Path file;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Started as root: run as this user, with the capabilities that the configuration needs.")
    private String user;

    /** The configuration file; null when none was named. */
    Path file() {
        return file;
    }

    /** The user to run as; null to stay what it is. */
    String user() {
        return user;
    }
}
