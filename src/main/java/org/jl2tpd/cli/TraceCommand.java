package org.jl2tpd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        synopsisSubcommandLabel = "show|set",
        description = "Show or set which facilities are traced into the log.",
        subcommands = {TraceCommand.Show.class, TraceCommand.Set.class})
final class TraceCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Whose mask is meant: the system's unless one is named. */
    static final class Scope {
        @Option(names = "--tunnel", paramLabel = "TUNNEL", description = "Of this tunnel, not of the system.")
        private String tunnel;

        @Option(names = "--session", paramLabel = "TUNNEL/SESSION", description = "Of this session, not of the system.")
        private String session;

        JsonObject arguments() {
            if (tunnel != null && session != null) {
                throw new CliFailure(ExitCode.USAGE, "give --tunnel or --session, not both");
            }
            if (session != null) {
                return Target.session(session);
            }
            return tunnel != null ? Target.tunnel(tunnel) : new JsonObject();
        }

        String name() {
            if (session != null) {
                return "session " + session;
            }
            return tunnel != null ? "tunnel " + tunnel : "system";
        }

        String screen(JsonObject answer) {
            return "trace of " + name() + ": " + Texts.text(answer, "facilities") + "\n";
        }
    }

    @Command(name = "show", description = "Show the traced facilities of the system, a tunnel or a session.")
    static final class Show implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Scope scope;

        @Override
        public void run() {
            context.callAndShow("trace", scope.arguments(), scope::screen);
        }
    }

    @Command(
            name = "set",
            description = "Set the traced facilities of the system, a tunnel or a session.",
            footer = {
                "",
                "Facilities: protocol fsm api avp_info avp_hide avp_data func transport data system ppp_control,",
                "and all or none. Names replace what was traced; +NAME adds to it, -NAME takes away from it.",
                "",
                "Examples: jl2tpctl trace set fsm ppp_control --tunnel office",
                "          jl2tpctl trace set +transport -data"
            })
    static final class Set implements Runnable {
        @Mixin
        private Context context;

        @Mixin
        private Scope scope;

        @Parameters(arity = "1..*", paramLabel = "FACILITY", description = "Names, also with commas between them.")
        private List<String> facilities;

        @Override
        public void run() {
            JsonArray names = new JsonArray();
            facilities.stream()
                    .flatMap(word -> Stream.of(word.split(",")))
                    .filter(word -> !word.isEmpty())
                    .forEach(names::add);
            JsonObject arguments = scope.arguments();
            arguments.add("facilities", names);
            context.callAndShow("set_trace", arguments, scope::screen);
        }
    }
}
