package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;

/** What descriptors of /dev/ppp share, whether channel or unit (ppp_generic). Results are 0 or more, or a negated errno. */
public final class PppDescriptor {
    /** The driver's device file. */
    public static final String PATH = "/dev/ppp";

    private static final ThreadLocal<NativeMemory> SCRATCH = ThreadLocal.withInitial(() -> new NativeMemory(16));

    private PppDescriptor() {}

    /** Opens the driver; the descriptor is nothing yet. Needs CAP_NET_ADMIN. */
    public static int open() {
        return Linux.open(PATH, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }

    /** Reads a frame, from its protocol on, to a direct buffer's position; -EAGAIN when none waits, 0 at the end. */
    public static int read(int fd, ByteBuffer direct) {
        return Linux.read(fd, Linux.addressOf(direct) + direct.position(), direct.remaining());
    }

    /** Writes a frame, from its protocol on, from position to limit of a direct buffer. */
    public static int write(int fd, ByteBuffer direct) {
        return Linux.write(fd, Linux.addressOf(direct) + direct.position(), direct.remaining());
    }

    static int ioctl(int fd, long request, int value) {
        NativeMemory memory = scratch();
        memory.buffer.putInt(0, value);
        return Linux.ioctl(fd, request, memory.address);
    }

    static NativeMemory scratch() {
        return SCRATCH.get();
    }
}
