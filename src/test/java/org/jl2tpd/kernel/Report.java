package org.jl2tpd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints each test's result as it ends, and writes all of them in JUnit's XML format. */
final class Report implements TestExecutionListener {
    private static final int SHOWN_FRAMES = 12;

    private static final int SHOWN_CHARACTERS = 6000;

    private final List<Row> rows = new ArrayList<>();
    private final Map<TestIdentifier, Long> startedNs = new ConcurrentHashMap<>();

    /** @param problem null for a test that passed */
    private record Row(String type, String method, double seconds, Outcome outcome, String problem) {}

    private enum Outcome {
        OK("ok  "),
        FAILED("FAIL"),
        SKIPPED("SKIP");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    /** Class.method of a test. */
    static String name(TestDescriptor test) {
        return test.getSource().map(Report::name).orElse("");
    }

    private static String name(TestSource source) {
        return source instanceof MethodSource method
                ? simple(method.getClassName()) + "." + method.getMethodName()
                : simple(type(source));
    }

    /** A test, or what stands for all invocations of one with parameters. */
    static boolean isMethod(TestDescriptor test) {
        return test.getSource().filter(MethodSource.class::isInstance).isPresent();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedNs.put(test, System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, Outcome.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable cause = result.getThrowable().orElse(null);
        switch (result.getStatus()) {
            case FAILED -> {
                add(test, Outcome.FAILED, String.valueOf(cause));
                printFrames(cause);
            }
            case ABORTED -> add(test, Outcome.SKIPPED, cause == null ? "" : cause.getMessage());
            default -> {
                if (test.isTest()) {
                    add(test, Outcome.OK, null);
                }
            }
        }
    }

    /** What {@link KernelTests} ends with. */
    int exitStatus() {
        if (rows.isEmpty()) {
            return 3;
        }
        return count(Outcome.FAILED) > 0 ? 1 : 0;
    }

    void write(Path folder) {
        System.out.printf(
                "%d ok, %d failed, %d skipped%n", count(Outcome.OK), count(Outcome.FAILED), count(Outcome.SKIPPED));
        try {
            Files.createDirectories(folder);
            try (Writer file = Files.newBufferedWriter(folder.resolve("TEST-kernel.xml"))) {
                write(XMLOutputFactory.newFactory().createXMLStreamWriter(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(TestIdentifier test, Outcome outcome, String problem) {
        long nowNs = System.nanoTime();
        double seconds = (nowNs - startedNs.getOrDefault(test, nowNs)) / 1e9;
        String type = test.getSource().map(Report::type).orElse("");
        Row row = new Row(type, title(test), seconds, outcome, problem);
        rows.add(row);
        String reason = problem == null ? "" : ": " + shortened(problem);
        System.out.printf(
                Locale.ROOT, "%s %5.1f s  %s.%s%s%n", outcome.word, seconds, simple(type), row.method(), reason);
    }

    /** The beginning and the end; all of it is in the report. */
    private static String shortened(String text) {
        if (text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        int half = SHOWN_CHARACTERS / 2;
        return text.substring(0, half) + "\n[...]\n" + text.substring(text.length() - half);
    }

    private static void printFrames(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each != cause) {
                System.out.println("  caused by " + each);
            }
            StackTraceElement[] frames = each.getStackTrace();
            int shown = 0;
            for (StackTraceElement frame : frames) {
                if (frame.getClassName().startsWith("org.jl2tpd") && shown++ < SHOWN_FRAMES) {
                    System.out.println("    at " + frame);
                }
            }
        }
    }

    /** The method's name, with the parameters where it has some. */
    private static String title(TestIdentifier test) {
        String shown = test.getDisplayName();
        String method = test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElse(shown);
        return shown.startsWith(method) ? method : method + " " + shown;
    }

    private static String type(TestSource source) {
        if (source instanceof MethodSource method) {
            return method.getClassName();
        }
        return source instanceof ClassSource type ? type.getClassName() : "";
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private long count(Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "org.jl2tpd.kernel");
        xml.writeAttribute("tests", "" + rows.size());
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "" + count(Outcome.SKIPPED));
        xml.writeAttribute("failures", "" + count(Outcome.FAILED));
        for (Row row : rows) {
            write(xml, row);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private static void write(XMLStreamWriter xml, Row row) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", row.method());
        xml.writeAttribute("classname", row.type());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", row.seconds()));
        if (row.outcome() != Outcome.OK) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement(row.outcome() == Outcome.FAILED ? "failure" : "skipped");
            xml.writeAttribute("message", printable(row.problem()));
            xml.writeCharacters("\n  ");
        }
        xml.writeEndElement();
    }

    /** On one line, and without what XML 1.0 cannot hold. */
    private static String printable(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
