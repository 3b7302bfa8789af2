package org.jl2tpd.linux;

import jnr.ffi.annotations.Variadic;

/** The C library's functions about users and capabilities, as jnr-ffi binds them; pointers are {@code long}. */
public interface PrivilegeLibC {
    /** For all threads (nptl(7)), like the next two. */
    int setgroups(long count, long list);

    int setresgid(int real, int effective, int saved);

    int setresuid(int real, int effective, int saved);

    int geteuid();

    /** For the calling thread, like the next two. */
    int capget(long header, long data);

    int capset(long header, long data);

    @Variadic(fixedCount = 1)
    int prctl(int option, long second, long third, long fourth, long fifth);

    @Variadic(fixedCount = 1)
    long syscall(long number, long first, long second, long third);

    /** Returns an errno value. */
    int getpwnam_r(String name, long passwd, long buffer, long length, long result);

    int getgrouplist(String user, int group, long groups, long count);
}
