package org.jl2tpd.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: its help, the connection and the output. */
final class Context {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    Jl2tpctl root() {
        return (Jl2tpctl) spec.root().userObject();
    }

    Link open() {
        return Link.open(root().socket());
    }

    boolean isJson() {
        return root().isJson();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints an answer: as it is with {@code --json}, else as {@code screen} shows it. */
    void show(JsonObject answer, Screen screen) {
        out().print(isJson() ? answer + "\n" : screen.of(answer));
    }

    /** A confirmation for people, on standard error; with {@code --json} an object that says that it was done. */
    void done(String text) {
        if (isJson()) {
            out().println("{\"done\":true}");
        } else {
            out().flush();
            spec.commandLine().getErr().println(Table.clean(text));
        }
    }

    /** From now on counters are shown with their growth. */
    void watched() {
        if (root().rates() == null) {
            root().watch(new Rates());
        }
    }

    /** The growth of counters, to be asked once a showing; null where nothing is shown again. */
    Rates rates() {
        Rates rates = root().rates();
        if (rates != null) {
            rates.next();
        }
        return rates;
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
