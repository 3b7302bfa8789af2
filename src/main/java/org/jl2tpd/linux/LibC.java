package org.jl2tpd.linux;

import jnr.ffi.annotations.Variadic;

/**
 * The C library's functions as jnr-ffi binds them. Pointers and sizes are {@code long} (the native {@code long} of a 64-bit
 * Linux), so that every call takes the fast path of primitives; {@link Linux} wraps each and turns errno into a result.
 */
public interface LibC {
    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int connect(int fd, long address, int length);

    int getsockname(int fd, long address, long length);

    int setsockopt(int fd, int level, int name, long value, int length);

    int getsockopt(int fd, int level, int name, long value, long length);

    int recvmmsg(int fd, long vector, int count, int flags, long timeout);

    int sendmmsg(int fd, long vector, int count, int flags);

    long send(int fd, long data, long length, int flags);

    long recv(int fd, long data, long length, int flags);

    long read(int fd, long data, long length);

    long write(int fd, long data, long length);

    int close(int fd);

    @Variadic(fixedCount = 2)
    int open(String path, int flags, int mode);

    @Variadic(fixedCount = 2)
    int ioctl(int fd, long request, long argument);

    int epoll_create1(int flags);

    int epoll_ctl(int epoll, int operation, int fd, long event);

    int epoll_wait(int epoll, long events, int count, int timeoutMs);

    int eventfd(int initial, int flags);

    int if_nametoindex(String name);

    int unshare(int flags);

    int nice(int increment);

    int mkfifo(String path, int mode);

    int flock(int fd, int operation);
}
