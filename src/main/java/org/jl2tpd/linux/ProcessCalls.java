package org.jl2tpd.linux;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** {@link ProcessLibC} with results as in {@link Linux}: zero or more, or a negated errno. */
final class ProcessCalls {
    /** asm-generic/unistd.h, the same on every architecture: __NR_pidfd_open (Linux 5.3). */
    private static final long PIDFD_OPEN = 434;

    private static final ProcessLibC C = LibraryLoader.create(ProcessLibC.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(C);

    private ProcessCalls() {}

    /** The functions themselves, for those that return an errno value. */
    static ProcessLibC c() {
        return C;
    }

    private static int result(long result) {
        return result >= 0 ? (int) result : -RUNTIME.getLastError();
    }

    static int pidfdOpen(int pid) {
        return result(C.syscall(PIDFD_OPEN, pid, 0));
    }

    static int waitpid(int pid, long status, int options) {
        return result(C.waitpid(pid, status, options));
    }

    static int kill(int pid, int signal) {
        return result(C.kill(pid, signal));
    }

    static int pipe2(long fds, int flags) {
        return result(C.pipe2(fds, flags));
    }

    static int mount(String source, String target, String type, long flags, String data) {
        return result(C.mount(source, target, type, flags, data));
    }

    static int unshare(int flags) {
        return result(C.unshare(flags));
    }

    static int connect(int fd, long address, int length) {
        return result(C.connect(fd, address, length));
    }

    static int socketpair(int domain, int type, long fds) {
        return result(C.socketpair(domain, type, 0, fds));
    }
}
