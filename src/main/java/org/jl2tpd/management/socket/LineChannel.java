package org.jl2tpd.management.socket;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 over a blocking channel, with a bound on their length. One thread at a time reads, and one writes. */
final class LineChannel implements Closeable {
    private final SocketChannel channel;
    private final int lineLimit;
    private final ByteBuffer in = ByteBuffer.allocate(8192).flip();

    LineChannel(SocketChannel channel, int lineLimit) {
        this.channel = channel;
        this.lineLimit = lineLimit;
    }

    /**
     * The next line without its end, null at the end of the stream.
     *
     * @throws LineTooLongException beyond the limit; the channel is then of no more use
     */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            while (in.hasRemaining()) {
                byte octet = in.get();
                if (octet == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                if (line.size() == lineLimit) {
                    throw new LineTooLongException();
                }
                line.write(octet);
            }
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                return null;
            }
        }
    }

    void writeLine(String line) throws IOException {
        ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A line had more octets than allowed. */
    static final class LineTooLongException extends IOException {
        LineTooLongException() {
            super("line too long");
        }
    }
}
