package org.jl2tpd.linux;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * System calls whose result is a number of zero or more, or a negated {@link Errno} value: no exceptions and no allocation, so that
 * the event loop may use them. Works on 64-bit Linux only; {@link #problem} says why it does not.
 */
public final class Linux {
    /** linux/sockios.h; sizeof(struct ifreq) of linux/if.h, whose index stands behind the name. */
    private static final long SIOCGIFINDEX = 0x8933;

    private static final int IFREQ = 40;
    private static final ThreadLocal<NativeMemory> REQUEST = ThreadLocal.withInitial(() -> new NativeMemory(IFREQ));

    private static final LibC C;
    private static final Runtime RUNTIME;
    private static final String PROBLEM;

    static {
        LibC library = null;
        Runtime runtime = null;
        String problem = systemProblem();
        if (problem == null) {
            try {
                library = LibraryLoader.create(LibC.class).load("c");
                runtime = Runtime.getRuntime(library);
            } catch (RuntimeException | LinkageError e) {
                problem = "the native library of jnr-ffi does not load: " + e
                        + " (it is unpacked to java.io.tmpdir, which must allow execution)";
            }
        }
        C = library;
        RUNTIME = runtime;
        PROBLEM = problem;
    }

    private Linux() {}

    private static String systemProblem() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!system.equals("Linux")) {
            return "this program needs Linux, not " + system;
        }
        return architecture.contains("64") || architecture.equals("s390x")
                ? null
                : "this program needs a 64-bit system, not " + architecture;
    }

    /** Why no system call can be made here, in words for an operator; null when they can. */
    public static String problem() {
        return PROBLEM;
    }

    /** Refuses to go on where system calls cannot be made. */
    public static void require() throws SystemCallException {
        if (PROBLEM != null) {
            throw new SystemCallException(PROBLEM);
        }
    }

    /** Returns the result of a set-up call, or throws what its negated errno says. */
    static int check(String call, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, -result);
        }
        return result;
    }

    /** The native address of a direct buffer's index 0. */
    public static long addressOf(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }

    private static int result(int result) {
        return result >= 0 ? result : -RUNTIME.getLastError();
    }

    private static int result(long result) {
        return result >= 0 ? (int) result : -RUNTIME.getLastError();
    }

    static int socket(int domain, int type, int protocol) {
        return result(C.socket(domain, type, protocol));
    }

    static int bind(int fd, long address, int length) {
        return result(C.bind(fd, address, length));
    }

    static int connect(int fd, long address, int length) {
        return result(C.connect(fd, address, length));
    }

    static int getsockname(int fd, long address, long length) {
        return result(C.getsockname(fd, address, length));
    }

    static int setsockopt(int fd, int level, int name, long value, int length) {
        return result(C.setsockopt(fd, level, name, value, length));
    }

    static int getsockopt(int fd, int level, int name, long value, long length) {
        return result(C.getsockopt(fd, level, name, value, length));
    }

    /** The number that a socket option of SOL_SOCKET has, or a negated errno. */
    static int option(int fd, int name) {
        var memory = new NativeMemory(8);
        memory.buffer.putInt(4, 4);
        int result = getsockopt(fd, SocketConstants.SOL_SOCKET, name, memory.address, memory.address + 4);
        return result < 0 ? result : memory.buffer.getInt(0);
    }

    static int recvmmsg(int fd, long vector, int count, int flags) {
        return result(C.recvmmsg(fd, vector, count, flags, 0));
    }

    static int sendmmsg(int fd, long vector, int count, int flags) {
        return result(C.sendmmsg(fd, vector, count, flags));
    }

    static int send(int fd, long data, int length, int flags) {
        return result(C.send(fd, data, length, flags));
    }

    static int recv(int fd, long data, int length, int flags) {
        return result(C.recv(fd, data, length, flags));
    }

    static int read(int fd, long data, int length) {
        return result(C.read(fd, data, length));
    }

    static int write(int fd, long data, int length) {
        return result(C.write(fd, data, length));
    }

    /** Closes a descriptor. */
    public static int close(int fd) {
        return result(C.close(fd));
    }

    static int open(String path, int flags) {
        return result(C.open(path, flags, 0));
    }

    static int ioctl(int fd, long request, long argument) {
        return result(C.ioctl(fd, request, argument));
    }

    static int epollCreate(int flags) {
        return result(C.epoll_create1(flags));
    }

    static int epollCtl(int epoll, int operation, int fd, long event) {
        return result(C.epoll_ctl(epoll, operation, fd, event));
    }

    static int epollWait(int epoll, long events, int count, int timeoutMs) {
        return result(C.epoll_wait(epoll, events, count, timeoutMs));
    }

    static int mkfifo(String path, int mode) {
        return result(C.mkfifo(path, mode));
    }

    /** Takes the lock of an open file for as long as it is open, if nobody else has it. */
    static int lock(int fd) {
        return result(C.flock(fd, 2 | 4)); // sys/file.h LOCK_EX, LOCK_NB
    }

    static int eventfd(int flags) {
        return result(C.eventfd(0, flags));
    }

    /** The index of a network device, or a negated errno ({@link Errno#ENODEV}). */
    public static int deviceIndex(String name) {
        int index = C.if_nametoindex(name);
        return index > 0 ? index : -RUNTIME.getLastError();
    }

    /** The same through any socket that is there, with one system call instead of three. */
    public static int deviceIndex(int socket, String name) {
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        if (octets.length >= TunDevice.NAME_LIMIT) {
            return -Errno.ENODEV;
        }
        NativeMemory request = REQUEST.get();
        request.buffer.clear().put(octets).put((byte) 0);
        int result = ioctl(socket, SIOCGIFINDEX, request.address);
        return result < 0 ? result : request.buffer.getInt(TunDevice.NAME_LIMIT);
    }

    /**
     * Lowers the priority of the calling thread, and of threads that it starts later (nice(2): Linux keeps the value for each thread).
     *
     * @param increment 0 to 19
     */
    public static void beNice(int increment) {
        C.nice(increment);
    }

    /**
     * Moves the calling thread (and threads and processes that it starts later) to a new, empty network namespace.
     * Needs CAP_SYS_ADMIN.
     *
     * @return 0, or a negated errno
     */
    public static int unshareNetwork() {
        return result(C.unshare(0x40000000)); // linux/sched.h CLONE_NEWNET
    }
}
