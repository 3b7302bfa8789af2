package org.jl2tpd.linux;

import static org.jl2tpd.linux.SocketConstants.*;

import java.nio.ByteBuffer;

/**
 * Datagrams that wait for one sendmmsg. A datagram is copied into the ring, unless it lies in the buffer that {@link #lend} gave:
 * that one changes places with a free buffer of the ring, so that a packet read from a device leaves without a copy.
 *
 * <p>Consecutive lent datagrams of one length between the same addresses go to the kernel as one message that it cuts into datagrams
 * (UDP_SEGMENT, since Linux 4.18): the way through the kernel is then paid once. Where it refuses that (a length beyond the path's
 * MTU, IPsec), they go one by one, and such lengths are not tried again.
 */
public final class SendRing {
    /** bits/socket.h CMSG_LEN and CMSG_SPACE of struct in_pktinfo (12) and struct in6_pktinfo (20). */
    private static final int CMSG_HEADER = 16;

    private static final int V4_CMSG_LEN = CMSG_HEADER + 12;
    private static final int V4_CMSG_SPACE = CMSG_HEADER + 16;
    private static final int V6_CMSG_LEN = CMSG_HEADER + 20;
    private static final int V6_CMSG_SPACE = CMSG_HEADER + 24;
    /** Ancillary data with a 16-bit value. */
    private static final int SEGMENT_CMSG_LEN = CMSG_HEADER + 2;

    private static final int SEGMENT_CMSG_SPACE = CMSG_HEADER + 8;
    /** net/udp.h UDP_MAX_SEGMENTS of the oldest kernels. */
    static final int MAX_SEGMENTS = 64;
    /** Octets of a message before it is cut; a UDP datagram's limit is 65,507. */
    private static final int MAX_MESSAGE = 65_000;

    private static final long V4_ANY = 0xffffL << 32;

    private final int slots;
    private final MessageVector vector;
    private final ByteBuffer[] buffers;
    private final long[] addresses;
    private int spare;
    private final int[] slotBuffer;
    /** Of a datagram its message, of a message its first datagram. */
    private final int[] messageOf;

    private final int[] firstOf;
    private int size;
    private int messages;
    /** The last message, while more datagrams may join it: length of each (0 when none may), of all, and its addresses. */
    private int segment;

    private int total;
    private long openLocalHi;
    private long openLocalLo;
    private long openPeerHi;
    private long openPeerLo;
    private int openPeerPort;
    /** The longest datagram that the kernel may be asked to cut from a message. */
    private int segmentLimit = Integer.MAX_VALUE;

    public SendRing(int slots, int slotOctets) {
        this.slots = slots;
        vector = new MessageVector(slots);
        buffers = new ByteBuffer[slots + 1];
        addresses = new long[slots + 1];
        slotBuffer = new int[slots];
        messageOf = new int[slots];
        firstOf = new int[slots];
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
        boolean lent = datagram == buffers[spare];
        long address;
        if (lent) {
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
        boolean joins = lent
                && joins(octets)
                && localHi == openLocalHi
                && localLo == openLocalLo
                && peerHi == openPeerHi
                && peerLo == openPeerLo
                && peerPort == openPeerPort;
        if (joins) {
            join(octets);
        } else {
            int name = SocketAddresses.put(vector.buffer(), vector.nameAt(messages), v4, peerHi, peerLo, peerPort);
            vector.lengths(messages, name, putLocal(v4, localHi, localLo));
            vector.span(messages, size, 1);
            firstOf[messages++] = size;
            segment = lent && octets <= segmentLimit ? octets : 0;
            total = octets;
            openLocalHi = localHi;
            openLocalLo = localLo;
            openPeerHi = peerHi;
            openPeerLo = peerLo;
            openPeerPort = peerPort;
        }
        messageOf[size++] = messages - 1;
        return true;
    }

    /** Whether the last message may grow by a datagram: none that is longer, and only the last one may be shorter. */
    private boolean joins(int octets) {
        return segment > 0
                && octets <= segment
                && total + octets <= MAX_MESSAGE
                && size - firstOf[messages - 1] < MAX_SEGMENTS;
    }

    private void join(int octets) {
        int message = messages - 1;
        int count = size - firstOf[message] + 1;
        if (count == 2) {
            int space = vector.controlOctets(message);
            int at = vector.controlAt(message) + space;
            ByteBuffer out = vector.buffer();
            out.putLong(at, SEGMENT_CMSG_LEN);
            out.putInt(at + 8, SOL_UDP);
            out.putInt(at + 12, UDP_SEGMENT);
            out.putShort(at + CMSG_HEADER, (short) segment);
            vector.controlOctets(message, space + SEGMENT_CMSG_SPACE);
        }
        vector.span(message, firstOf[message], count);
        total += octets;
        if (octets < segment) {
            segment = 0;
        }
    }

    private int putLocal(boolean v4, long localHi, long localLo) {
        if (localHi == 0 && (localLo == 0 || localLo == V4_ANY)) {
            return 0;
        }
        ByteBuffer out = vector.buffer();
        int at = vector.controlAt(messages);
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
        int message = messageOf[from];
        int sent = Linux.sendmmsg(fd, vector.address(message), messages - message, MSG_DONTWAIT);
        if (sent < 0 && !isOutOfRoom(-sent) && segments(message) > 1) {
            noteRefusal(-sent, message);
            separate(message);
            return send(fd, from);
        }
        if (sent <= 0) {
            return sent;
        }
        int end = message + sent;
        return (end == messages ? size : firstOf[end]) - from;
    }

    private int segments(int message) {
        return (message + 1 == messages ? size : firstOf[message + 1]) - firstOf[message];
    }

    private static boolean isOutOfRoom(int errno) {
        return errno == Errno.EAGAIN || errno == Errno.ENOBUFS || errno == Errno.ENOMEM;
    }

    /** EIO and EOPNOTSUPP say that no message is cut, EINVAL and EMSGSIZE that the datagrams are too long; others are no refusal. */
    private void noteRefusal(int errno, int message) {
        if (errno == Errno.EIO || errno == Errno.EOPNOTSUPP) {
            segmentLimit = 0;
        } else if (errno == Errno.EINVAL || errno == Errno.EMSGSIZE) {
            segmentLimit = Math.min(segmentLimit, vector.dataOctets(firstOf[message]) - 1);
        }
    }

    /** Makes a message of every datagram from a message on. */
    private void separate(int from) {
        int first = firstOf[from];
        for (int i = size - 1; i >= first; i--) {
            int message = messageOf[i];
            boolean several = segments(message) > 1;
            if (message != i) {
                vector.copyAddresses(message, i);
            }
            if (several) {
                vector.controlOctets(i, vector.controlOctets(i) - SEGMENT_CMSG_SPACE);
            }
        }
        for (int i = first; i < size; i++) {
            vector.span(i, i, 1);
            messageOf[i] = i;
            firstOf[i] = i;
        }
        messages = size;
        segment = 0;
    }

    /** Forgets all datagrams. */
    public void clear() {
        size = 0;
        messages = 0;
        segment = 0;
    }
}
