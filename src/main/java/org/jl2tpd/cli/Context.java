package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has, and what they give it: the connection and the output. */
final class Context {
    /** Where the packaged daemon listens. */
    static final String DEFAULT_SOCKET = "/run/jl2tpd/control.sock";

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            defaultValue = "${env:JL2TPD_SOCKET:-" + DEFAULT_SOCKET + "}",
            description = "The daemon's control socket (default: ${DEFAULT-VALUE}; environment JL2TPD_SOCKET).")
    Path socket;

    @Option(names = "--json", description = "Print the answer as JSON, for programs.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    Link open() {
        return Link.open(socket);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints an answer: as it is with {@code --json}, else as {@code screen} shows it. */
    void show(JsonObject answer, Screen screen) {
        out().print(json ? answer + "\n" : screen.of(answer));
    }

    /** A confirmation for people; with {@code --json} an object that says that it was done. */
    void done(String text) {
        out().println(json ? "{\"done\":true}" : text);
    }

    /** Calls and shows one object. */
    void callAndShow(String operation, JsonObject arguments, Screen screen) {
        try (Link link = open()) {
            show(link.callForObject(operation, arguments), screen);
        }
    }

    void callAndConfirm(String operation, JsonObject arguments, String text) {
        try (Link link = open()) {
            link.call(operation, arguments);
            done(text);
        }
    }

    /** How an answer looks on a terminal. */
    interface Screen {
        String of(JsonObject answer);
    }

    /** Receives the rows of a list one by one. */
    interface RowSink {
        void row(JsonElement row);
    }
}
