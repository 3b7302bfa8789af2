package org.jl2tpd.linux;

import java.lang.ref.Reference;

/**
 * no_new_privs (Documentation/userspace-api/no_new_privs.rst of the kernel): no program that is started gains anything from its file's owner or
 * capabilities. The flag is a thread's; the one call that sets it for all threads of a process is that of a filter of system calls, so that
 * {@link #ofAllThreads} installs one that allows everything.
 */
final class NoNewPrivileges {
    /** linux/seccomp.h */
    private static final int SECCOMP_SET_MODE_FILTER = 1;

    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    /** Has the processor's speculation stay as it is: the filter keeps nothing apart. */
    private static final int SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4;

    private static final int SECCOMP_RET_ALLOW = 0x7fff_0000;
    /** linux/filter.h: struct sock_fprog and the offset of its pointer, struct sock_filter; linux/bpf_common.h BPF_RET | BPF_K. */
    private static final int PROGRAM = 16;

    private static final int POINTER = 8;
    private static final int INSTRUCTION = 8;
    private static final int RETURN = 0x06;

    private NoNewPrivileges() {}

    static void ofThread() throws SystemCallException {
        Linux.check("prctl PR_SET_NO_NEW_PRIVS", PrivilegeCalls.prctl(PrivilegeCalls.PR_SET_NO_NEW_PRIVS, 1, 0));
    }

    /** Returns whether it holds for threads that were there before, too; it does for the calling one and those that it starts. */
    static boolean ofAllThreads() throws SystemCallException {
        ofThread();
        long number = seccomp(System.getProperty("os.arch", ""));
        if (number < 0) {
            return false;
        }
        var program = new NativeMemory(PROGRAM + INSTRUCTION);
        program.buffer
                .putShort(0, (short) 1)
                .putLong(POINTER, program.address + PROGRAM)
                .putShort(PROGRAM, (short) RETURN)
                .putInt(PROGRAM + 4, SECCOMP_RET_ALLOW);
        int flags = SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW;
        int result = PrivilegeCalls.syscall(number, SECCOMP_SET_MODE_FILTER, flags, program.address);
        Reference.reachabilityFence(program);
        return result == 0;
    }

    /** asm/unistd.h of the architecture: __NR_seccomp; -1 where we don't know it. */
    private static long seccomp(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> 317;
            case "aarch64", "riscv64", "loongarch64" -> 277;
            case "ppc64", "ppc64le" -> 358;
            case "s390x" -> 348;
            default -> -1;
        };
    }
}
