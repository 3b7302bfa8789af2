package org.jl2tpd.bench;

/** The calls of libc that the load program needs; pointers are addresses. */
public interface LibC {
    int AF_INET = 2;
    int SOCK_DGRAM = 2;
    int SOL_SOCKET = 1;
    int SO_SNDBUFFORCE = 32;
    int SO_RCVBUFFORCE = 33;
    int MSG_DONTWAIT = 0x40;
    short POLLIN = 1;

    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int connect(int fd, long address, int length);

    int setsockopt(int fd, int level, int name, long value, int length);

    int sendmmsg(int fd, long messages, int count, int flags);

    int recvmmsg(int fd, long messages, int count, int flags, long timeout);

    int poll(long fds, long count, int timeoutMs);

    int close(int fd);
}
