package org.jl2tpd.linux;

import java.lang.ref.Reference;

/**
 * Rights of the calling thread alone, which programs that it starts have too. The C library would give new ids to all threads
 * (nptl(7)); the kernel keeps them for each.
 */
public final class ThreadIdentity {
    /** linux/sched.h */
    private static final int CLONE_FS = 0x200;

    private ThreadIdentity() {}

    /** asm/unistd.h of an architecture. */
    private record Numbers(long setgroups, long setresgid, long setresuid) {}

    private static Numbers numbers() throws SystemCallException {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64", "x86_64" -> new Numbers(116, 119, 117);
            case "aarch64", "riscv64", "loongarch64" -> new Numbers(159, 149, 147);
            case "ppc64", "ppc64le" -> new Numbers(81, 169, 164);
            case "s390x" -> new Numbers(206, 210, 208);
            default ->
                throw new SystemCallException("a single thread can't change its user on " + architecture
                        + ": run the daemon as another user than root");
        };
    }

    /**
     * Makes the thread another user's, with no group beside that one; needs CAP_SETUID and CAP_SETGID. A thread that was root loses all capabilities.
     */
    public static void become(int uid, int gid) throws SystemCallException {
        Linux.require();
        Numbers numbers = numbers();
        var group = new NativeMemory(4);
        group.buffer.putInt(0, gid);
        Linux.check("setgroups", PrivilegeCalls.syscall(numbers.setgroups, 1, group.address, 0));
        Reference.reachabilityFence(group);
        Linux.check("setresgid", PrivilegeCalls.syscall(numbers.setresgid, gid, gid, gid));
        Linux.check("setresuid", PrivilegeCalls.syscall(numbers.setresuid, uid, uid, uid));
    }

    /** Gives the thread a file mode creation mask of its own (umask(2)), and a working directory of its own with it. */
    public static void ownFileMask(int mask) throws SystemCallException {
        Linux.require();
        Linux.check("unshare CLONE_FS", ProcessCalls.unshare(CLONE_FS));
        ProcessCalls.c().umask(mask);
    }
}
