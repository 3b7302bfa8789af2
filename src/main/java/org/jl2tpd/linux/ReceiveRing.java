package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;

/** Buffers into which one recvmmsg takes a batch of datagrams, with the addresses of each. Addresses are two longs, IPv4 v4-mapped. */
public final class ReceiveRing {
    /** bits/socket.h: sizeof(struct cmsghdr), the alignment of ancillary data, and the offsets of level and type. */
    private static final int CMSG_HEADER = 16;

    private static final int CMSG_ALIGN = 8;
    private static final int CMSG_LEVEL = 8;
    private static final int CMSG_TYPE = 12;

    private final int slots;
    private final MessageVector vector;
    private final ByteBuffer[] data;
    private int used;
    private long localHi;
    private long localLo;

    /**
     * @param slots datagrams of a batch
     * @param slotOctets longest datagram; a longer one is truncated and {@link #isTruncated}
     */
    public ReceiveRing(int slots, int slotOctets) {
        this.slots = slots;
        vector = new MessageVector(slots);
        data = new ByteBuffer[slots];
        var all = ByteBuffer.allocateDirect(slots * slotOctets);
        long address = Linux.addressOf(all);
        for (int i = 0; i < slots; i++) {
            data[i] = all.slice(i * slotOctets, slotOctets);
            vector.data(i, address + (long) i * slotOctets, slotOctets);
        }
        used = slots;
    }

    /** Takes what the socket has, at most a batch; returns how many datagrams, or a negated errno. */
    public int receive(int fd) {
        for (int i = 0; i < used; i++) {
            vector.lengths(i, MessageVector.NAME, MessageVector.CONTROL);
        }
        int count = Linux.recvmmsg(fd, vector.address(0), slots, MSG_DONTWAIT);
        used = Math.max(count, 0);
        return count;
    }

    /** The datagram from position to limit; valid until the next {@link #receive}. */
    public ByteBuffer datagram(int i) {
        return data[i].clear().limit(Math.min(vector.octets(i), data[i].capacity()));
    }

    /** Whether the datagram was longer than a slot. */
    public boolean isTruncated(int i) {
        return (vector.flags(i) & MSG_TRUNC) != 0;
    }

    public long peerHi(int i) {
        return SocketAddresses.hi(vector.buffer(), vector.nameAt(i));
    }

    public long peerLo(int i) {
        return SocketAddresses.lo(vector.buffer(), vector.nameAt(i));
    }

    public int peerPort(int i) {
        return SocketAddresses.port(vector.buffer(), vector.nameAt(i));
    }

    /**
     * Finds the address that the datagram was sent to and makes {@link #localHi} and {@link #localLo} tell it.
     *
     * @return whether the kernel told one
     */
    public boolean findLocal(int i) {
        ByteBuffer in = vector.buffer();
        int at = vector.controlAt(i);
        int end = at + Math.min(vector.controlOctets(i), MessageVector.CONTROL);
        while (at + CMSG_HEADER <= end) {
            long length = in.getLong(at);
            if (length < CMSG_HEADER || length > end - at) {
                return false;
            }
            if (isLocal(in, at, (int) length - CMSG_HEADER)) {
                return true;
            }
            at += ((int) length + CMSG_ALIGN - 1) & -CMSG_ALIGN;
        }
        return false;
    }

    private boolean isLocal(ByteBuffer in, int at, int octets) {
        int level = in.getInt(at + CMSG_LEVEL);
        int type = in.getInt(at + CMSG_TYPE);
        int body = at + CMSG_HEADER;
        if (level == IPPROTO_IP && type == IP_PKTINFO && octets >= 12) {
            localHi = 0;
            localLo = SocketAddresses.mapped(in.getInt(body + 4)); // in_pktinfo.ipi_spec_dst
            return true;
        }
        if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO && octets >= 20) {
            localHi = SocketAddresses.net(in.getLong(body));
            localLo = SocketAddresses.net(in.getLong(body + 8));
            return true;
        }
        return false;
    }

    public long localHi() {
        return localHi;
    }

    public long localLo() {
        return localLo;
    }
}
