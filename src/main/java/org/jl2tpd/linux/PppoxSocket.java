package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;

/**
 * Sockets of the kernel's L2TP driver (linux/if_pppox.h, linux/if_pppol2tp.h, l2tp_ppp): one for a tunnel, one for each session. All
 * calls return 0 or more, or a negated errno.
 */
public final class PppoxSocket {
    /** linux/if_pppox.h */
    private static final int PX_PROTO_OL2TP = 1;
    /** linux/socket.h */
    private static final int SOL_PPPOL2TP = 273;

    /** asm-generic/socket.h */
    private static final int SO_PROTOCOL = 38;

    private static final int SO_DOMAIN = 39;

    /** linux/if_pppol2tp.h sizeof(struct sockaddr_pppol2tp) and sizeof(struct sockaddr_pppol2tpin6), both packed. */
    static final int V4_OCTETS = 38;

    static final int V6_OCTETS = 50;
    /** Offsets in both: protocol, process (0 for the caller), descriptor of the UDP socket. */
    private static final int PROTOCOL = 2;

    private static final int PID = 6;
    private static final int FD = 10;
    /** Offsets of the address and of the four ids, which stand behind it for IPv4 and before it for IPv6. */
    private static final int V4_ADDRESS = 14;

    private static final int V4_IDS = 30;
    private static final int V6_IDS = 14;
    private static final int V6_ADDRESS = 22;

    /** linux/ppp-ioctl.h, for the machines whose ioctl numbers are those of asm-generic/ioctl.h. */
    private static final long PPPIOCGCHAN = 0x80047437L;

    private static final long PPPIOCGL2TPSTATS = 0x80487436L;
    /** sizeof(struct pppol2tp_ioc_stats), offset of its first counter. */
    private static final int STATISTICS = 72;

    private static final int COUNTERS = 8;

    /** An option of a tunnel's or session's socket (PPPOL2TP_SO_ of linux/if_pppol2tp.h). */
    public enum Option {
        /** Mask of 1, 2, 4 and 8; taken without effect since Linux 5.10. Tunnels have this one alone. */
        DEBUG(1),
        /** Whether data messages without sequence numbers are dropped. */
        RECVSEQ(2),
        /** Whether data messages carry sequence numbers. */
        SENDSEQ(3),
        /** Whether we decide on sequence numbers. */
        LNSMODE(4),
        /** Milliseconds that an early data message waits, 0 for not at all. */
        REORDERTO(5);

        final int number;

        Option(int number) {
            this.number = number;
        }
    }

    private static final ThreadLocal<NativeMemory> SCRATCH =
            ThreadLocal.withInitial(() -> new NativeMemory(STATISTICS));

    private PppoxSocket() {}

    /** Makes an unconnected socket, which no program that we start inherits; returns its descriptor. Has the module loaded. */
    public static int open() {
        return Linux.socket(AF_PPPOX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, PX_PROTO_OL2TP);
    }

    /**
     * Makes a tunnel over the UDP socket (both session ids 0), or a session in it.
     *
     * @param udpFd the tunnel's UDP socket, connected to the peer
     * @param peerHi the peer's address, two longs (IPv4 as v4-mapped)
     */
    public static int connect(
            int fd,
            int udpFd,
            long peerHi,
            long peerLo,
            int peerPort,
            int localTunnel,
            int localSession,
            int peerTunnel,
            int peerSession) {
        NativeMemory memory = SCRATCH.get();
        int octets =
                put(memory.buffer, udpFd, peerHi, peerLo, peerPort, localTunnel, localSession, peerTunnel, peerSession);
        return Linux.connect(fd, memory.address, octets);
    }

    /** Writes the socket address, ids in the machine's byte order, and returns its length, by which the kernel tells the kinds apart. */
    static int put(
            ByteBuffer out,
            int udpFd,
            long peerHi,
            long peerLo,
            int peerPort,
            int localTunnel,
            int localSession,
            int peerTunnel,
            int peerSession) {
        boolean v4 = SocketAddresses.isV4(peerHi, peerLo);
        out.putShort(0, (short) AF_PPPOX)
                .putInt(PROTOCOL, PX_PROTO_OL2TP)
                .putInt(PID, 0)
                .putInt(FD, udpFd);
        SocketAddresses.put(out, v4 ? V4_ADDRESS : V6_ADDRESS, v4, peerHi, peerLo, peerPort);
        if (v4) {
            out.putLong(V4_ADDRESS + 8, 0); // sin_zero
        }
        int ids = v4 ? V4_IDS : V6_IDS;
        out.putShort(ids, (short) localTunnel)
                .putShort(ids + 2, (short) localSession)
                .putShort(ids + 4, (short) peerTunnel)
                .putShort(ids + 6, (short) peerSession);
        return v4 ? V4_OCTETS : V6_OCTETS;
    }

    /** Whether a descriptor is a socket of the L2TP driver, and nothing else. */
    public static boolean is(int fd) {
        return Linux.option(fd, SO_DOMAIN) == AF_PPPOX && Linux.option(fd, SO_PROTOCOL) == PX_PROTO_OL2TP;
    }

    public static int setOption(int fd, Option option, int value) {
        NativeMemory memory = SCRATCH.get();
        memory.buffer.putInt(0, value);
        return Linux.setsockopt(fd, SOL_PPPOL2TP, option.number, memory.address, 4);
    }

    /** The value of an option, or a negated errno. */
    public static int option(int fd, Option option) {
        NativeMemory memory = SCRATCH.get();
        memory.buffer.putInt(0, 0).putInt(4, 4);
        int result = Linux.getsockopt(fd, SOL_PPPOL2TP, option.number, memory.address, memory.address + 4);
        return result < 0 ? result : memory.buffer.getInt(0);
    }

    /** The number of a session's channel, for {@link PppChannel#attach}. */
    public static int channel(int fd) {
        NativeMemory memory = SCRATCH.get();
        int result = Linux.ioctl(fd, PPPIOCGCHAN, memory.address);
        return result < 0 ? result : memory.buffer.getInt(0);
    }

    /** What was counted of the tunnel or session of this socket (struct pppol2tp_ioc_stats); null when the driver does not tell. */
    public static L2tpStatistics statistics(int fd) {
        NativeMemory memory = SCRATCH.get();
        ByteBuffer in = memory.buffer;
        in.putLong(0, 0);
        if (Linux.ioctl(fd, PPPIOCGL2TPSTATS, memory.address) < 0) {
            return null;
        }
        return new L2tpStatistics(
                in.getLong(COUNTERS),
                in.getLong(COUNTERS + 8),
                in.getLong(COUNTERS + 16),
                in.getLong(COUNTERS + 24),
                in.getLong(COUNTERS + 32),
                in.getLong(COUNTERS + 56),
                in.getLong(COUNTERS + 40),
                in.getLong(COUNTERS + 48),
                0,
                0);
    }
}
