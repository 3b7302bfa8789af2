package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** A pipe whose ends are closed on exec; each end is closed once. */
final class Pipe implements AutoCloseable {
    /** asm-generic/ioctls.h */
    private static final long FIONBIO = 0x5421;

    private int readEnd;
    private int writeEnd;

    Pipe() throws SystemCallException {
        var fds = new NativeMemory(8);
        Linux.check("pipe2", ProcessCalls.pipe2(fds.address, O_CLOEXEC));
        readEnd = fds.buffer.getInt(0);
        writeEnd = fds.buffer.getInt(4);
    }

    int readEnd() {
        return readEnd;
    }

    int writeEnd() {
        return writeEnd;
    }

    /** Puts all of a text, which must fit the empty pipe, in; its end follows when the write end is closed. */
    void fill(byte[] text) throws SystemCallException {
        ByteBuffer direct = ByteBuffer.allocateDirect(Math.max(1, text.length)).put(text);
        int written = Linux.check("write to a pipe", Linux.write(writeEnd, Linux.addressOf(direct), text.length));
        direct.clear().put(new byte[text.length]);
        if (written != text.length) {
            throw new SystemCallException("a pipe took " + written + " of " + text.length + " octets");
        }
    }

    /** Reads from now on return EAGAIN when the pipe is empty; writes still wait. */
    void readWithoutWaiting() throws SystemCallException {
        var one = new NativeMemory(4);
        one.buffer.putInt(0, 1);
        Linux.check("ioctl FIONBIO", Linux.ioctl(readEnd, FIONBIO, one.address));
        Reference.reachabilityFence(one);
    }

    /** The read end, which the caller closes from now on. */
    int takeReadEnd() {
        int fd = readEnd;
        readEnd = -1;
        return fd;
    }

    void closeWriteEnd() {
        if (writeEnd >= 0) {
            Linux.close(writeEnd);
            writeEnd = -1;
        }
    }

    @Override
    public void close() {
        closeWriteEnd();
        if (readEnd >= 0) {
            Linux.close(readEnd);
            readEnd = -1;
        }
    }
}
