package org.jl2tpd.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** {@code --watch}: show it again and again, in place on a terminal. */
final class Watch {
    /** System property that the start script sets when standard output is a terminal. */
    private static final String TERMINAL_PROPERTY = "org.jl2tpd.terminal";

    private static final String HOME_AND_CLEAR = "\033[H\033[J";

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            paramLabel = "SECONDS",
            fallbackValue = "2",
            description =
                    "Show it again every SECONDS (default 2) until interrupted, with the growth of counters per second.")
    Integer seconds;

    /** Runs {@code once}, and again every interval when watching, until interrupted or until the output is closed. */
    void run(Context context, Runnable once) {
        if (seconds == null) {
            once.run();
            return;
        }
        context.watched();
        repeat(context.out(), seconds, once);
    }

    static void repeat(PrintWriter out, int seconds, Runnable once) {
        if (seconds < 1) {
            throw new CliFailure(ExitCode.USAGE, "--watch needs at least 1 second");
        }
        boolean terminal = isTerminal();
        while (!Thread.currentThread().isInterrupted()) {
            if (terminal) {
                out.print(HOME_AND_CLEAR);
            }
            once.run();
            if (out.checkError()) {
                return; // Nobody reads any more: "jl2tpctl ... --watch | head -1".
            }
            pause(seconds);
        }
    }

    /** Whether standard output is a terminal. */
    static boolean isTerminal() {
        return Boolean.getBoolean(TERMINAL_PROPERTY);
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
