package org.jl2tpd.linux;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** {@link PrivilegeLibC} with results as in {@link Linux}: zero or more, or a negated errno. */
final class PrivilegeCalls {
    /** linux/prctl.h */
    static final int PR_SET_DUMPABLE = 4;

    static final int PR_SET_KEEPCAPS = 8;
    static final int PR_CAPBSET_READ = 23;
    static final int PR_CAPBSET_DROP = 24;
    static final int PR_SET_NO_NEW_PRIVS = 38;
    static final int PR_CAP_AMBIENT = 47;
    static final int PR_CAP_AMBIENT_RAISE = 2;
    static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    private static final PrivilegeLibC C =
            LibraryLoader.create(PrivilegeLibC.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(C);

    private PrivilegeCalls() {}

    static PrivilegeLibC c() {
        return C;
    }

    private static int result(long result) {
        return result >= 0 ? (int) result : -RUNTIME.getLastError();
    }

    static int prctl(int option, long second, long third) {
        return result(C.prctl(option, second, third, 0, 0));
    }

    static int capget(long header, long data) {
        return result(C.capget(header, data));
    }

    static int capset(long header, long data) {
        return result(C.capset(header, data));
    }

    static int setgroups(int count, long list) {
        return result(C.setgroups(count, list));
    }

    static int setresgid(int gid) {
        return result(C.setresgid(gid, gid, gid));
    }

    static int setresuid(int uid) {
        return result(C.setresuid(uid, uid, uid));
    }

    static int syscall(long number, long first, long second, long third) {
        return result(C.syscall(number, first, second, third));
    }
}
