package org.jl2tpd.linux;

/** Values of asm-generic/errno-base.h and asm-generic/errno.h, their names and what they mean to an operator. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int ENOSPC = 28;
    public static final int ENOSYS = 38;
    public static final int EPROTONOSUPPORT = 93;
    public static final int ESOCKTNOSUPPORT = 94;
    public static final int EISCONN = 106;
    public static final int ENOTCONN = 107;
    public static final int EALREADY = 114;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int EOVERFLOW = 75;
    public static final int EMSGSIZE = 90;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ENOBUFS = 105;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTDOWN = 112;
    public static final int EHOSTUNREACH = 113;

    /** One more than the highest errno value of Linux (EHWPOISON, 133). */
    public static final int LIMIT = 134;

    private static final String[] NAMES = new String[LIMIT];
    private static final String[] WORDS = new String[LIMIT];

    static {
        put(EPERM, "EPERM", "operation not permitted");
        put(ENOENT, "ENOENT", "no such file");
        put(ESRCH, "ESRCH", "no such object");
        put(EINTR, "EINTR", "interrupted");
        put(EIO, "EIO", "input/output error");
        put(ENXIO, "ENXIO", "no such device");
        put(EBADF, "EBADF", "bad descriptor");
        put(EAGAIN, "EAGAIN", "would block");
        put(ENOMEM, "ENOMEM", "no memory");
        put(EACCES, "EACCES", "permission denied");
        put(EBUSY, "EBUSY", "in use");
        put(EEXIST, "EEXIST", "exists already");
        put(ENODEV, "ENODEV", "no such device");
        put(EINVAL, "EINVAL", "invalid argument");
        put(ENOTTY, "ENOTTY", "not for this kind of descriptor");
        put(ENOSPC, "ENOSPC", "no room left");
        put(ENOSYS, "ENOSYS", "not in this kernel");
        put(EPROTONOSUPPORT, "EPROTONOSUPPORT", "protocol not supported");
        put(ESOCKTNOSUPPORT, "ESOCKTNOSUPPORT", "socket type not supported");
        put(EISCONN, "EISCONN", "connected already");
        put(ENOTCONN, "ENOTCONN", "not connected");
        put(EALREADY, "EALREADY", "done already");
        put(ENFILE, "ENFILE", "too many open files in the system");
        put(EMFILE, "EMFILE", "too many open files (raise LimitNOFILE)");
        put(EOVERFLOW, "EOVERFLOW", "value too large");
        put(EMSGSIZE, "EMSGSIZE", "message too long");
        put(EOPNOTSUPP, "EOPNOTSUPP", "not supported");
        put(EAFNOSUPPORT, "EAFNOSUPPORT", "address family not supported");
        put(EADDRINUSE, "EADDRINUSE", "address already in use");
        put(EADDRNOTAVAIL, "EADDRNOTAVAIL", "address not available on this host");
        put(ENETDOWN, "ENETDOWN", "network is down");
        put(ENETUNREACH, "ENETUNREACH", "network is unreachable");
        put(ENOBUFS, "ENOBUFS", "no buffer space");
        put(ECONNREFUSED, "ECONNREFUSED", "connection refused");
        put(EHOSTDOWN, "EHOSTDOWN", "host is down");
        put(EHOSTUNREACH, "EHOSTUNREACH", "no route to host");
    }

    private Errno() {}

    private static void put(int value, String name, String words) {
        NAMES[value] = name;
        WORDS[value] = words;
    }

    /** The header's name, or {@code errno N}. */
    public static String name(int errno) {
        String name = errno >= 0 && errno < LIMIT ? NAMES[errno] : null;
        return name != null ? name : "errno " + errno;
    }

    /** Name and meaning: {@code EHOSTUNREACH, no route to host}. */
    public static String describe(int errno) {
        String words = errno >= 0 && errno < LIMIT ? WORDS[errno] : null;
        return words == null ? name(errno) : name(errno) + ", " + words;
    }
}
