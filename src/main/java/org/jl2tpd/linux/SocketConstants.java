package org.jl2tpd.linux;

/** Constants of the socket headers, named as there; the values are those of every 64-bit Linux but alpha, mips, parisc and sparc. */
final class SocketConstants {
    /** bits/socket.h */
    static final int AF_INET = 2;

    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int AF_PPPOX = 24;

    /** bits/socket_type.h */
    static final int SOCK_DGRAM = 2;

    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOCK_NONBLOCK = 0x800;

    /** bits/socket.h */
    static final int MSG_DONTWAIT = 0x40;

    static final int MSG_TRUNC = 0x20;

    /** asm-generic/socket.h */
    static final int SOL_SOCKET = 1;

    static final int SO_REUSEADDR = 2;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_ATTACH_FILTER = 26;
    static final int SO_DETACH_FILTER = 27;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_MEMINFO = 55;

    /** linux/sock_diag.h: index of the count of dropped packets in SO_MEMINFO's array of 32-bit numbers, and its length. */
    static final int SK_MEMINFO_DROPS = 8;

    static final int SK_MEMINFO_VARS = 9;

    /** linux/in.h */
    static final int IPPROTO_IP = 0;

    static final int IP_TOS = 1;
    static final int IP_PKTINFO = 8;
    /** linux/socket.h SOL_UDP, linux/udp.h UDP_SEGMENT. */
    static final int SOL_UDP = 17;

    static final int UDP_SEGMENT = 103;
    static final int IP_MTU_DISCOVER = 10;
    static final int IP_PMTUDISC_DONT = 0;
    static final int IP_PMTUDISC_DO = 2;

    /** linux/in6.h */
    static final int IPPROTO_IPV6 = 41;

    static final int IPV6_MTU_DISCOVER = 23;
    static final int IPV6_PMTUDISC_DO = 2;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_TCLASS = 67;

    /** asm-generic/fcntl.h */
    static final int O_RDONLY = 0;

    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;

    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    private SocketConstants() {}
}
