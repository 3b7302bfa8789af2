package org.jl2tpd.linux;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The end of a pipe that another process made, to read from. */
public final class PipeEnd implements AutoCloseable {
    private int fd;

    /** @param fd closed with this */
    public PipeEnd(int fd) {
        this.fd = fd;
    }

    /** -1 when it is closed. */
    public int fd() {
        return fd;
    }

    /** Reads to the buffer's position (direct; up to its limit); returns the octets, 0 at the end, or a negated errno. */
    public int read(ByteBuffer direct) {
        int octets = Linux.read(fd, Linux.addressOf(direct) + direct.position(), direct.remaining());
        Reference.reachabilityFence(direct);
        return octets;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Linux.close(fd);
            fd = -1;
        }
    }
}
