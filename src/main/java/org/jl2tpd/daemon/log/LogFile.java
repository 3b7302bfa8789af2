package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * The file that is logged to. When it can't be written (disk full, directory gone, no descriptor) lines go to standard error, which is told once; each
 * second one line tries the file again, and what came back is told as well. A file that somebody moved or removed is made anew
 * within a second. A line is in the file whole or not at all.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
    /** How often the file is looked for: so often it is tried again, too. */
    static final long LOOK_NS = 1_000_000_000L;

    private static final AtomicLong ELSEWHERE = new AtomicLong();

    private final Path path;
    private final Layout<ILoggingEvent> layout;
    private final PrintStream otherwise;
    private final LongSupplier clock;
    /** No channel: those close when the thread is interrupted, as it is at the end. */
    private FileOutputStream out;

    private Object key;
    private long lookedNs;
    private boolean lost;
    private long linesElsewhere;

    /**
     * @param otherwise where lines go that the file does not take
     * @param clock in ns
     */
    LogFile(LoggerContext context, Path path, Layout<ILoggingEvent> layout, PrintStream otherwise, LongSupplier clock) {
        this.path = path;
        this.layout = layout;
        this.otherwise = otherwise;
        this.clock = clock;
        this.lookedNs = clock.getAsLong() - LOOK_NS;
        setContext(context);
        setName("log");
    }

    /** Lines of this process that the file did not take. */
    static long linesElsewhere() {
        return ELSEWHERE.get();
    }

    @Override
    public void start() {
        try {
            find();
            lookedNs = clock.getAsLong();
        } catch (IOException e) {
            // The first line tells.
        }
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        ByteBuffer line = encode(event);
        String problem = tryWrite(line);
        if (problem == null) {
            return;
        }
        if (!lost) {
            lost = true;
            print(encode(note(Level.WARN, "log_file_not_written", "reason", problem)));
        }
        linesElsewhere++;
        ELSEWHERE.incrementAndGet();
        print(line);
    }

    private ByteBuffer encode(ILoggingEvent event) {
        return StandardCharsets.UTF_8.encode(layout.doLayout(event));
    }

    private void print(ByteBuffer line) {
        otherwise.write(line.array(), line.arrayOffset(), line.limit());
        otherwise.flush();
    }

    /** Returns null, or why not. While the file is lost it is tried once a second. */
    private String tryWrite(ByteBuffer line) {
        long nowNs = clock.getAsLong();
        boolean look = nowNs - lookedNs >= LOOK_NS;
        if (lost && !look) {
            return "tried a moment ago";
        }
        try {
            if (look) {
                lookedNs = nowNs;
                find();
            }
            if (lost) {
                write(encode(note(Level.WARN, "log_file_written_again", "lines_on_stderr", linesElsewhere)));
                lost = false;
                linesElsewhere = 0;
            }
            write(line);
            return null;
        } catch (IOException e) {
            return reason(e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Opens the file where it is not open, or where another one or none has its name by now. */
    private void find() throws IOException {
        if (out != null && key.equals(keyOrNull())) {
            return;
        }
        shut();
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(Logging.FILE_MODE));
        try {
            Files.createFile(path, owner);
        } catch (FileAlreadyExistsException e) {
            // It is appended to.
        }
        out = new FileOutputStream(path.toFile(), true);
        key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private Object keyOrNull() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private void write(ByteBuffer line) throws IOException {
        if (out == null) {
            throw new IOException("can't open " + path);
        }
        long before = path.toFile().length();
        try {
            out.write(line.array(), line.arrayOffset(), line.limit());
        } catch (IOException e) {
            takeBack(before);
            throw e;
        }
    }

    /** What was written of a line. */
    private void takeBack(long before) throws IOException {
        if (path.toFile().length() > before && key.equals(keyOrNull())) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(before);
            }
        }
    }

    private LoggingEvent note(Level level, String event, String name, Object value) {
        var loggers = (LoggerContext) getContext();
        var line = new LoggingEvent(
                LogFile.class.getName(), loggers.getLogger(LogFile.class), level, event, null, new Object[0]);
        line.addKeyValuePair(new KeyValuePair("file", path));
        line.addKeyValuePair(new KeyValuePair(name, value));
        return line;
    }

    private void shut() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // What it could not write is told by the next line.
            }
            out = null;
        }
    }

    @Override
    public void stop() {
        super.stop();
        shut();
    }
}
