package org.jl2tpd.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command of {@code jl2tpd} that works on files: this program does not read configurations. */
final class DaemonProgram {
    private static final String PROGRAM = "org.jl2tpd.daemon.Main";

    private DaemonProgram() {}

    /** Its exit code; its input and output are ours. */
    static int run(String name, List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAM,
                name));
        command.addAll(words);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.REFUSED, "can't run jl2tpd " + name + ": " + e.getMessage());
        }
    }
}
