package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.AF_INET;
import static org.jl2tpd.linux.SocketConstants.AF_INET6;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code sockaddr_in} and {@code sockaddr_in6} (linux/in.h, linux/in6.h) in native-order memory. Addresses are 128 bits in two
 * longs, IPv4 as v4-mapped.
 */
final class SocketAddresses {
    /** sizeof(struct sockaddr_in) */
    static final int V4_OCTETS = 16;
    /** sizeof(struct sockaddr_in6) */
    static final int V6_OCTETS = 28;

    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    private static final long V4_MAPPED = 0xffffL << 32;

    private SocketAddresses() {}

    static boolean isV4(long hi, long lo) {
        return hi == 0 && (lo >>> 32) == 0xffff;
    }

    /** Writes a socket address and returns its length. */
    static int put(ByteBuffer out, int at, boolean v4, long hi, long lo, int port) {
        out.putShort(at, (short) (v4 ? AF_INET : AF_INET6));
        out.putShort(at + 2, net((short) port));
        if (v4) {
            out.putInt(at + 4, net((int) lo));
            return V4_OCTETS;
        }
        out.putInt(at + 4, 0); // sin6_flowinfo
        out.putLong(at + 8, net(hi));
        out.putLong(at + 16, net(lo));
        out.putInt(at + 24, 0); // sin6_scope_id
        return V6_OCTETS;
    }

    static int port(ByteBuffer in, int at) {
        return net(in.getShort(at + 2)) & 0xffff;
    }

    static long hi(ByteBuffer in, int at) {
        return in.getShort(at) == AF_INET ? 0 : net(in.getLong(at + 8));
    }

    static long lo(ByteBuffer in, int at) {
        return in.getShort(at) == AF_INET ? mapped(in.getInt(at + 4)) : net(in.getLong(at + 16));
    }

    /** An IPv4 address as it stands in native-order memory, v4-mapped. */
    static long mapped(int networkOrder) {
        return V4_MAPPED | (net(networkOrder) & 0xffffffffL);
    }

    static short net(short value) {
        return LITTLE ? Short.reverseBytes(value) : value;
    }

    static int net(int value) {
        return LITTLE ? Integer.reverseBytes(value) : value;
    }

    static long net(long value) {
        return LITTLE ? Long.reverseBytes(value) : value;
    }
}
