package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jl2tpd.linux.DatagramTarget;
import org.jl2tpd.profile.Choices;
import org.slf4j.LoggerFactory;

/**
 * Where the process logs to and from which level. Log lines are written by a thread of their own, so that a slow terminal or
 * disk never holds the reactor: when its queue is full, lines are dropped and counted.
 */
public final class Logging {
    /** Lines that wait to be written at most. */
    private static final int QUEUE_LIMIT = 8192;

    /** Milliseconds that {@link #stop} waits for the queue to empty. */
    private static final int FLUSH_LIMIT_MS = 1000;

    private static final AtomicLong DROPPED = new AtomicLong();

    static final String FILE_MODE = "rw-r-----";

    private Logging() {}

    /**
     * Sets level and place.
     *
     * @param level {@code trace} to {@code error}
     * @param file to append to, empty for standard error
     * @throws IOException when the file can't be written, with words for an operator
     */
    public static void configure(String level, String file) throws IOException {
        configure(LogSettings.ofFile(level, file));
    }

    /** The same for every target. Syslog or a journal that is not there is no failure: lines go to standard error until it is. */
    public static void configure(LogSettings settings) throws IOException {
        Level level = Level.toLevel(settings.level(), Level.INFO);
        boolean isSocket =
                settings.target() == Choices.LogTarget.SYSLOG || settings.target() == Choices.LogTarget.JOURNAL;
        String file = settings.target() == Choices.LogTarget.FILE ? settings.file() : "";
        if (!file.isEmpty()) {
            prepare(Path.of(file));
        }
        LoggerContext context = context();
        install(context, level, file, isSocket ? socket(context, settings) : writer(context, file));
    }

    private static Appender<ILoggingEvent> socket(LoggerContext context, LogSettings settings) throws IOException {
        long pid = ProcessHandle.current().pid();
        TargetFormat format = settings.target() == Choices.LogTarget.JOURNAL
                ? new JournalFormat(settings.facility(), pid)
                : new SyslogFormat(settings.facility(), pid, ZoneId.systemDefault());
        var appender = new SocketAppender(format, new DatagramTarget(settings.socket()), System.err, DROPPED);
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /** Closes and opens the log file again, after a rotation moved it; nothing for standard error. */
    public static void reopen() throws IOException {
        LoggerContext context = context();
        String file = context.getProperty("log_file");
        if (file != null && !file.isEmpty()) {
            prepare(Path.of(file));
            install(context, context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel(), file);
        }
    }

    /** Lines that this process dropped because they came faster than they could be written. */
    public static long droppedLines() {
        return DROPPED.get();
    }

    /** Lines of this process that went to standard error because the log file did not take them. */
    public static long linesElsewhere() {
        return LogFile.linesElsewhere();
    }

    /** Writes what waits, and ends. */
    public static void stop() {
        context().stop();
    }

    /** Makes the file with a narrow mode when there is none, and finds out whether it can be written. */
    private static void prepare(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isWritable(file)) {
                throw new IOException("can't write the log file " + file, e);
            }
        } catch (IOException e) {
            throw new IOException("can't make the log file " + file + ": " + e.getMessage(), e);
        }
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    static void install(LoggerContext context, Level level, String file) {
        install(context, level, file, writer(context, file));
    }

    private static void install(LoggerContext context, Level level, String file, Appender<ILoggingEvent> writer) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(before::add);
        root.setLevel(level);
        // Trace lines exist only where an operator asked for them by facility.
        context.getLogger(EventLog.TRACE_LOGGER).setLevel(Level.TRACE);
        context.putProperty("log_file", file);
        root.addAppender(queued(context, writer));
        // Only now, so that no line of another thread finds nobody; one of this moment may be there twice.
        for (Appender<ILoggingEvent> old : before) {
            root.detachAppender(old);
            old.stop();
        }
    }

    private static Appender<ILoggingEvent> writer(LoggerContext context, String file) {
        KeyValueLayout layout = new KeyValueLayout(file.isEmpty() && JournalStream.isStandardError());
        layout.setContext(context);
        layout.start();
        if (!file.isEmpty()) {
            LogFile appender = new LogFile(context, Path.of(file), layout, System.err, System::nanoTime);
            appender.start();
            return appender;
        }
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = console();
        appender.setName("log");
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static ConsoleAppender<ILoggingEvent> console() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        return appender;
    }

    private static LogQueue queued(LoggerContext context, Appender<ILoggingEvent> writer) {
        LogQueue queue = new LogQueue(context, QUEUE_LIMIT, FLUSH_LIMIT_MS, writer, DROPPED);
        queue.start();
        return queue;
    }
}
