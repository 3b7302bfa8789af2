package org.jl2tpd.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The interactive shell. Its classes, and JLine's, are loaded only when it is asked for. */
final class Shell {
    private static final String PROMPT = "jl2tpd> ";

    private final Jl2tpctl root;
    private final Terminal terminal;
    private final LineReader reader;

    private Shell(Jl2tpctl root, Terminal terminal) {
        this.root = root;
        this.terminal = terminal;
        ShellHistory history = new ShellHistory();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("jl2tpctl")
                .parser(new DefaultParser())
                .completer(new ShellCompleter(new Completions(new LiveNames(root.socket()))))
                .history(history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .build();
        history.open(reader);
    }

    /** Reads and runs lines until the end; returns the exit code of the last one. */
    static int run(Jl2tpctl root) {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return new Shell(root, terminal).loop();
        } catch (IOException e) {
            throw new CliFailure(ExitCode.USAGE, "no terminal: " + e.getMessage());
        }
    }

    private int loop() {
        int code = ExitCode.DONE;
        while (true) {
            try {
                reader.readLine(PROMPT);
                List<String> words = words();
                if (words.equals(List.of("exit")) || words.equals(List.of("quit"))) {
                    return code;
                }
                code = words.isEmpty() ? code : execute(words);
            } catch (UserInterruptException e) {
                // Ctrl-C takes the line back.
            } catch (EndOfFileException e) {
                return code;
            }
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(reader.getParsedLine().words());
        words.removeIf(String::isEmpty);
        return words;
    }

    private int execute(List<String> words) {
        if (words.get(0).equals("help")) {
            List<String> asked = new ArrayList<>(words.subList(1, words.size()));
            asked.add("--help");
            return run(asked);
        }
        if (words.get(0).equals("shell")) {
            terminal.writer().println("this is the shell");
            return ExitCode.USAGE;
        }
        return run(words);
    }

    /** Runs a command; Ctrl-C ends it and not the shell. */
    private int run(List<String> words) {
        Thread runner = Thread.currentThread();
        boolean[] cancelled = new boolean[1];
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> {
            cancelled[0] = true;
            runner.interrupt();
        });
        StringWriter problems = new StringWriter();
        try {
            return root.runOther(terminal.writer(), new PrintWriter(problems, true), words);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            Thread.interrupted(); // Cancelled, or cancelled too late.
            terminal.writer().print(cancelled[0] ? "\n" : problems.toString());
            terminal.flush();
        }
    }
}
