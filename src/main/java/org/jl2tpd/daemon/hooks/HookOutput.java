package org.jl2tpd.daemon.hooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jl2tpd.linux.ChildProcess;

/** What a hook writes, line by line and bounded. */
final class HookOutput {
    /** Lines of one run that are told. */
    static final int LINE_LIMIT = 20;

    /** Octets of a line that are told. */
    static final int LENGTH_LIMIT = 400;

    /** Reads in one turn, so that a program that writes without end holds nobody. */
    private static final int READS = 4;

    private final byte[] line = new byte[LENGTH_LIMIT];
    private final Consumer<String> lines;
    private int length;
    private int told;
    private long omitted;

    HookOutput(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Reads what there is.
     *
     * @param buffer direct, to read into
     * @return false when nothing more will come
     */
    boolean readFrom(ChildProcess child, ByteBuffer buffer) {
        for (int i = 0; i < READS; i++) {
            int octets = child.read(buffer.clear());
            if (octets <= 0) {
                return octets != 0;
            }
            add(buffer.limit(octets));
        }
        return true;
    }

    void add(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            byte octet = octets.get();
            if (octet == '\n') {
                end();
            } else if (length < LENGTH_LIMIT) {
                line[length++] = octet;
            }
        }
    }

    private void end() {
        if (told < LINE_LIMIT) {
            told++;
            lines.accept(new String(line, 0, length, StandardCharsets.UTF_8));
        } else {
            omitted++;
        }
        length = 0;
    }

    /** Tells a last line that has no end, and how many were omitted. */
    void finish() {
        if (length > 0) {
            end();
        }
        if (omitted > 0) {
            lines.accept("(" + omitted + " more lines)");
            omitted = 0;
        }
    }
}
