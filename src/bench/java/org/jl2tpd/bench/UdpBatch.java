package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A UDP socket over IPv4, connected to the LNS, that receives and sends in batches: {@code recvmmsg} and {@code sendmmsg}.
 * One thread uses it; neither direction allocates.
 */
final class UdpBatch implements AutoCloseable {
    /** Datagrams in one call. */
    static final int BATCH = 64;
    /** Octets of buffer for each datagram. */
    static final int SLOT = 2048;
    /** {@code sizeof(struct mmsghdr)} and where its length stands, on 64-bit Linux. */
    private static final int MMSGHDR = 64;

    private static final int MSG_LEN = 56;
    private static final int IOVEC = 16;
    private static final int SOCKET_BUFFER = 8 << 20;

    final ByteBuffer received = ByteBuffer.allocateDirect(BATCH * SLOT);
    final ByteBuffer toSend = ByteBuffer.allocateDirect(BATCH * SLOT);
    private final ByteBuffer receiveHeaders = headers(received, SLOT);
    private final ByteBuffer sendHeaders = headers(toSend, 0);
    private final ByteBuffer sendVectors = vectorsOf(sendHeaders);
    private final long receiveAddress = Memory.addressOf(receiveHeaders);
    private final long sendAddress = Memory.addressOf(sendHeaders);
    private final int fd;
    private int queued;

    UdpBatch(byte[] local, byte[] peer, int peerPort) throws IOException {
        fd = Memory.LIBC.socket(LibC.AF_INET, LibC.SOCK_DGRAM, 0);
        check(fd, "socket");
        ByteBuffer size = Memory.allocate(4).putInt(0, SOCKET_BUFFER);
        Memory.LIBC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, Memory.addressOf(size), 4);
        Memory.LIBC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, Memory.addressOf(size), 4);
        ByteBuffer here = Memory.socketAddress(local, 0);
        check(Memory.LIBC.bind(fd, Memory.addressOf(here), 16), "bind");
        ByteBuffer there = Memory.socketAddress(peer, peerPort);
        check(Memory.LIBC.connect(fd, Memory.addressOf(there), 16), "connect");
    }

    int fd() {
        return fd;
    }

    /** Receives what is there, at most {@link #BATCH}; datagram i stands at {@code i * SLOT}. */
    int receive() {
        return Math.max(0, Memory.LIBC.recvmmsg(fd, receiveAddress, BATCH, LibC.MSG_DONTWAIT, 0));
    }

    /** Octets of datagram i of the last {@link #receive}. */
    int length(int i) {
        return receiveHeaders.getInt(i * MMSGHDR + MSG_LEN);
    }

    /** Where the next datagram is to be written in {@link #toSend}. */
    int slot() {
        return queued * SLOT;
    }

    /** Queues what was written at {@link #slot}. */
    void commit(int octets) {
        sendVectors.putLong(queued * IOVEC + 8, octets);
        if (++queued == BATCH) {
            flush();
        }
    }

    /** Sends what is queued. A refused port (the LNS is not there) costs one datagram, as loss would. */
    void flush() {
        int done = 0;
        while (done < queued) {
            int sent = Memory.LIBC.sendmmsg(fd, sendAddress + (long) done * MMSGHDR, queued - done, 0);
            done += Math.max(1, sent);
        }
        queued = 0;
    }

    @Override
    public void close() {
        Memory.LIBC.close(fd);
    }

    private ByteBuffer headers(ByteBuffer data, int octets) {
        ByteBuffer all = Memory.allocate(BATCH * (MMSGHDR + IOVEC));
        long vectors = Memory.addressOf(all) + BATCH * MMSGHDR;
        long slots = Memory.addressOf(data);
        for (int i = 0; i < BATCH; i++) {
            all.putLong(i * MMSGHDR + 16, vectors + (long) i * IOVEC);
            all.putLong(i * MMSGHDR + 24, 1);
            all.putLong(BATCH * MMSGHDR + i * IOVEC, slots + (long) i * SLOT);
            all.putLong(BATCH * MMSGHDR + i * IOVEC + 8, octets);
        }
        return all;
    }

    private static ByteBuffer vectorsOf(ByteBuffer headers) {
        ByteBuffer vectors = headers.duplicate().order(headers.order());
        vectors.position(BATCH * MMSGHDR);
        return vectors.slice().order(headers.order());
    }

    private static void check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": errno " + Memory.errno());
        }
    }
}
