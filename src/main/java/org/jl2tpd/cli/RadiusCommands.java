package org.jl2tpd.cli;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** RADIUS as the daemon sees it. */
final class RadiusCommands {
    private RadiusCommands() {}

    @Command(
            name = "show",
            description =
                    "Show RADIUS servers and clients with their counters, the accounting records that wait, and LNSs"
                            + " that are tried last for a while.",
            footer = {"", "Example: jl2tpctl radius show --watch"})
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Watch watch;

        @Override
        public void run() {
            watch.run(context, () -> context.callAndShow("radius", new JsonObject(), RadiusScreens::show));
        }
    }

    @Command(
            name = "test",
            description =
                    "Ask RADIUS servers whether they would let a user in, and show their answer without its secrets. The"
                            + " password is asked for on the terminal, or read from standard input, a line. No session is made.",
            footer = {
                "",
                "Exit code 1 when the user would not come in.",
                "",
                "Examples: jl2tpctl radius test --user alice",
                "          jl2tpctl radius test wholesale --user alice@isp.example --chap </root/password"
            })
    static final class Test implements Callable<Integer> {
        @Mixin
        private Context context;

        @Parameters(
                arity = "0..1",
                paramLabel = "GROUP",
                description = "Group of the servers to ask; those without a group when left out.")
        private String group;

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user's name.")
        private String user;

        @Option(names = "--chap", description = "Ask by CHAP in place of PAP.")
        private boolean chap;

        @Override
        public Integer call() {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("group", group == null ? "" : group);
            arguments.addProperty("user", user);
            arguments.addProperty("chap", chap);
            arguments.addProperty("password", password());
            try (Link link = context.open()) {
                JsonObject answer = link.callForObject("radius_test", arguments);
                context.show(answer, RadiusScreens::test);
                return Texts.text(answer, "result").equals("accept") ? ExitCode.DONE : ExitCode.REFUSED;
            }
        }

        private String password() {
            var console = System.console();
            try {
                if (console != null) {
                    char[] typed = console.readPassword("Password of %s: ", user);
                    return typed == null ? "" : new String(typed);
                }
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                String line = input.readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                throw new CliFailure(ExitCode.USAGE, "can't read the password: " + e.getMessage());
            }
        }
    }
}
