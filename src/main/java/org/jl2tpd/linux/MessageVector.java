package org.jl2tpd.linux;

import java.nio.ByteBuffer;

/**
 * An array of {@code struct mmsghdr} (bits/socket.h, 64-bit layout), each with one {@code struct iovec} unless {@link #span} says
 * otherwise, room for a socket address and for ancillary data.
 */
final class MessageVector {
    /** sizeof(struct mmsghdr) */
    private static final int HEADER = 64;

    private static final int MSG_NAME = 0;
    private static final int MSG_NAMELEN = 8;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_CONTROL = 32;
    private static final int MSG_CONTROLLEN = 40;
    private static final int MSG_FLAGS = 48;
    private static final int MSG_LEN = 56;

    /** sizeof(struct iovec) */
    private static final int IOVEC = 16;
    /** Room for a socket address. */
    static final int NAME = 32;
    /** Room for ancillary data: one {@code cmsghdr} (16) and an {@code in6_pktinfo} (20), with some to spare. */
    static final int CONTROL = 64;

    private final NativeMemory memory;
    private final int iovecs;
    private final int names;
    private final int controls;

    MessageVector(int count) {
        iovecs = count * HEADER;
        names = iovecs + count * IOVEC;
        controls = names + count * NAME;
        memory = new NativeMemory(controls + count * CONTROL);
        for (int i = 0; i < count; i++) {
            int at = i * HEADER;
            memory.buffer.putLong(at + MSG_NAME, memory.address + nameAt(i));
            memory.buffer.putLong(at + MSG_IOV, memory.address + iovecs + i * IOVEC);
            memory.buffer.putLong(at + MSG_IOVLEN, 1);
            memory.buffer.putLong(at + MSG_CONTROL, memory.address + controlAt(i));
        }
    }

    ByteBuffer buffer() {
        return memory.buffer;
    }

    /** Native address of one header. */
    long address(int i) {
        return memory.address + (long) i * HEADER;
    }

    int nameAt(int i) {
        return names + i * NAME;
    }

    int controlAt(int i) {
        return controls + i * CONTROL;
    }

    void data(int i, long address, int octets) {
        memory.buffer.putLong(iovecs + i * IOVEC, address);
        memory.buffer.putLong(iovecs + i * IOVEC + 8, octets);
    }

    /** Makes a message consist of so many data areas, from one on. */
    void span(int i, int firstData, int count) {
        memory.buffer.putLong(i * HEADER + MSG_IOV, memory.address + iovecs + firstData * IOVEC);
        memory.buffer.putLong(i * HEADER + MSG_IOVLEN, count);
    }

    /** Gives a message the addresses and ancillary data of another. */
    void copyAddresses(int from, int to) {
        memory.buffer.put(nameAt(to), memory.buffer, nameAt(from), NAME);
        memory.buffer.put(controlAt(to), memory.buffer, controlAt(from), CONTROL);
        lengths(to, memory.buffer.getInt(from * HEADER + MSG_NAMELEN), controlOctets(from));
    }

    void lengths(int i, int nameOctets, int controlOctets) {
        memory.buffer.putInt(i * HEADER + MSG_NAMELEN, nameOctets);
        memory.buffer.putLong(i * HEADER + MSG_CONTROLLEN, controlOctets);
    }

    void controlOctets(int i, int octets) {
        memory.buffer.putLong(i * HEADER + MSG_CONTROLLEN, octets);
    }

    int dataOctets(int i) {
        return (int) memory.buffer.getLong(iovecs + i * IOVEC + 8);
    }

    int controlOctets(int i) {
        return (int) memory.buffer.getLong(i * HEADER + MSG_CONTROLLEN);
    }

    int flags(int i) {
        return memory.buffer.getInt(i * HEADER + MSG_FLAGS);
    }

    int octets(int i) {
        return memory.buffer.getInt(i * HEADER + MSG_LEN);
    }
}
