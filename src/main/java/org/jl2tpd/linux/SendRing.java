package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;

/**
 * Datagrams that wait for one sendmmsg. A datagram is copied into the ring, unless it lies in the buffer that {@link #lend} gave:
 * that one changes places with a free buffer of the ring, so that a packet read from a device leaves without a copy.
 */
public final class SendRing {
    /** bits/socket.h CMSG_LEN and CMSG_SPACE of struct in_pktinfo (12) and struct in6_pktinfo (20). */
    private static final int CMSG_HEADER = 16;

    private static final int V4_CMSG_LEN = CMSG_HEADER + 12;
    private static final int V4_CMSG_SPACE = CMSG_HEADER + 16;
    private static final int V6_CMSG_LEN = CMSG_HEADER + 20;
    private static final int V6_CMSG_SPACE = CMSG_HEADER + 24;
    private static final long V4_ANY = 0xffffL << 32;

    private final int slots;
    private final MessageVector vector;
    private final ByteBuffer[] buffers;
    private final long[] addresses;
    private int spare;
    private final int[] slotBuffer;
    private int size;

    public SendRing(int slots, int slotOctets) {
        this.slots = slots;
        vector = new MessageVector(slots);
        buffers = new ByteBuffer[slots + 1];
        addresses = new long[slots + 1];
        slotBuffer = new int[slots];
        var all = ByteBuffer.allocateDirect((slots + 1) * slotOctets);
        long address = Linux.addressOf(all);
        for (int i = 0; i <= slots; i++) {
            buffers[i] = all.slice(i * slotOctets, slotOctets);
            addresses[i] = address + (long) i * slotOctets;
        }
        for (int i = 0; i < slots; i++) {
            slotBuffer[i] = i;
        }
        spare = slots;
    }

    /** A direct buffer, cleared, to read a packet into; the same one until it is given to {@link #add}. */
    public ByteBuffer lend() {
        return buffers[spare].clear();
    }

    public boolean isFull() {
        return size == slots;
    }

    public int size() {
        return size;
    }

    /**
     * Adds a datagram (position to limit) while the ring is not full; addresses are two longs, IPv4 v4-mapped.
     *
     * @param v4 the socket's family
     * @param localHi address to send from, unspecified for the kernel's choice
     * @return false when the datagram is longer than a slot
     */
    public boolean add(
            ByteBuffer datagram, boolean v4, long localHi, long localLo, long peerHi, long peerLo, int peerPort) {
        int octets = datagram.remaining();
        long address;
        if (datagram == buffers[spare]) {
            int old = slotBuffer[size];
            slotBuffer[size] = spare;
            address = addresses[spare] + datagram.position();
            spare = old;
        } else {
            ByteBuffer slot = buffers[slotBuffer[size]].clear();
            if (octets > slot.capacity()) {
                return false;
            }
            slot.put(0, datagram, datagram.position(), octets);
            address = addresses[slotBuffer[size]];
        }
        vector.data(size, address, octets);
        int name = SocketAddresses.put(vector.buffer(), vector.nameAt(size), v4, peerHi, peerLo, peerPort);
        vector.lengths(size, name, putLocal(v4, localHi, localLo));
        size++;
        return true;
    }

    private int putLocal(boolean v4, long localHi, long localLo) {
        if (localHi == 0 && (localLo == 0 || localLo == V4_ANY)) {
            return 0;
        }
        ByteBuffer out = vector.buffer();
        int at = vector.controlAt(size);
        out.putLong(at, v4 ? V4_CMSG_LEN : V6_CMSG_LEN);
        out.putInt(at + 8, v4 ? IPPROTO_IP : IPPROTO_IPV6);
        out.putInt(at + 12, v4 ? IP_PKTINFO : IPV6_PKTINFO);
        int body = at + CMSG_HEADER;
        if (v4) {
            out.putInt(body, 0); // ipi_ifindex
            out.putInt(body + 4, SocketAddresses.net((int) localLo)); // ipi_spec_dst
            out.putInt(body + 8, 0); // ipi_addr
            return V4_CMSG_SPACE;
        }
        out.putLong(body, SocketAddresses.net(localHi));
        out.putLong(body + 8, SocketAddresses.net(localLo));
        out.putInt(body + 16, 0); // ipi6_ifindex
        return V6_CMSG_SPACE;
    }

    /** Sends the datagrams from the index on; returns how many went, or a negated errno for the first of them. */
    public int send(int fd, int from) {
        return Linux.sendmmsg(fd, vector.address(from), size - from, MSG_DONTWAIT);
    }

    /** Forgets all datagrams. */
    public void clear() {
        size = 0;
    }
}
