package org.jl2tpd.linux;

import java.nio.ByteBuffer;

/** A program that runs for us, our own child or another process's; what it writes is read here, and its end is told. Not for two threads at once. */
public interface WatchedProcess extends AutoCloseable {
    int pid();

    /** Readable from the program's end on; -1 where whoever started it tells its end. */
    int pidfd();

    /** Our end of what it writes, non-blocking; -1 when it is not read. */
    int output();

    /** Reads what it wrote to the buffer's position (direct; up to its limit); returns the octets, 0 at the end, or a negated errno. */
    int read(ByteBuffer direct);

    /** How it ended, and then it is reaped; null while it runs. */
    Exit poll();

    /** Sends it a signal, unless it was reaped. Returns 0 or a negated errno. */
    int signal(int signal);

    /** Closes {@link #output} alone, which another process reads. */
    void closeOutput();

    /** Closes our descriptors; a program that still runs is killed. */
    @Override
    void close();

    /**
     * How it ended.
     *
     * @param code what it returned, -1 when a signal ended it
     * @param signal 0 when none
     */
    record Exit(int code, int signal) {}
}
