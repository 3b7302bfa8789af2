package org.jl2tpd.daemon;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jl2tpd.linux.Fifo;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.pipe.PipeWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The named pipe of {@code control_pipe}, for scripts that were written for l2tpd or xl2tpd. What a word did is logged; a line that begins
 * with {@code @RESULT} has the answer written to that named pipe as xl2tpd does: {@code 00 WORDS} or {@code 01 WORDS}.
 */
final class ControlPipe implements Closeable {
    /** Octets of one line; a longer one is dropped and told. */
    static final int LINE_LIMIT = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(ControlPipe.class);

    private final Path path;
    private final FileChannel channel;
    private final PipeWords words;

    private ControlPipe(Path path, FileChannel channel, Control control) {
        this.path = path;
        this.channel = channel;
        this.words = new PipeWords(control);
    }

    /** @throws IOException with words for an operator: something else is there, no such directory */
    static ControlPipe start(Path path, Control control) throws IOException {
        Fifo.make(path);
        // Open for writing too, the pipe has no end when a writer leaves, and opening waits for nobody.
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ControlPipe pipe = new ControlPipe(path, channel, control);
        Thread thread = new Thread(pipe::run, "control-pipe");
        thread.setDaemon(true);
        thread.start();
        return pipe;
    }

    private void run() {
        ByteBuffer in = ByteBuffer.allocate(LINE_LIMIT);
        ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_LIMIT);
        boolean tooLong = false;
        try {
            while (channel.read(in.clear()) >= 0) {
                for (in.flip(); in.hasRemaining(); ) {
                    byte octet = in.get();
                    if (octet == '\n') {
                        end(line, tooLong);
                        tooLong = false;
                    } else if (line.size() == LINE_LIMIT) {
                        tooLong = true;
                    } else {
                        line.write(octet);
                    }
                }
            }
        } catch (ClosedChannelException e) {
            // The daemon stops.
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("control_pipe_failed");
        }
    }

    private void end(ByteArrayOutputStream line, boolean tooLong) {
        String text = line.toString(StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .trim();
        line.reset();
        if (tooLong) {
            LOG.atWarn().addKeyValue("limit", LINE_LIMIT).log("control_pipe_line_too_long");
        } else if (!text.isEmpty()) {
            answer(text);
        }
    }

    private void answer(String text) {
        int space = text.startsWith("@") ? text.indexOf(' ') : -1;
        String result = space < 0 ? "" : text.substring(1, space);
        String line = text.substring(space + 1).trim();
        String word = line.isEmpty() ? "" : line.substring(0, 1);
        String answer;
        boolean done = false;
        try {
            answer = words.execute(line);
            done = true;
        } catch (ControlException e) {
            answer = e.getMessage();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("control_pipe_failed");
            answer = "internal error";
        }
        (done ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("word", word)
                .addKeyValue("answer", answer)
                .log(done ? "control_pipe" : "control_pipe_refused");
        if (!result.isEmpty()) {
            tell(result, (done ? "00 " : "01 ") + answer);
        }
    }

    /** A named pipe beside our own alone: nothing else is opened on somebody's word. */
    private void tell(String result, String answer) {
        Path target = Path.of(result);
        try {
            Path own = path.toAbsolutePath().getParent();
            if (!own.equals(target.toAbsolutePath().normalize().getParent()) || !Fifo.isThere(target)) {
                throw new IOException("an answer goes to a named pipe in " + own + " alone");
            }
            ByteBuffer octets = StandardCharsets.UTF_8.encode(answer + "\n");
            try (FileChannel out = FileChannel.open(
                    target, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                out.write(octets);
            }
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("result", result)
                    .addKeyValue("reason", e.getMessage())
                    .log("control_pipe_result_not_written");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
