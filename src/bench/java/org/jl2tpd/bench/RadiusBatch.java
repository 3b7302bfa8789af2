package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A UDP server's socket over IPv4 that receives datagrams in batches, and sends an answer to each from where it stands. One thread uses it. */
final class RadiusBatch implements AutoCloseable {
    /** Datagrams in one call. */
    static final int BATCH = 64;
    /** Octets of buffer for each datagram: the longest packet of RADIUS. */
    static final int SLOT = 4096;

    private static final int MMSGHDR = 64;
    private static final int MSG_LEN = 56;
    private static final int IOVEC = 16;
    private static final int ADDRESS = 16;
    private static final int SOCKET_BUFFER = 16 << 20;

    final ByteBuffer data = ByteBuffer.allocateDirect(BATCH * SLOT);
    private final ByteBuffer headers = Memory.allocate(BATCH * (MMSGHDR + IOVEC + ADDRESS));
    private final long address = Memory.addressOf(headers);
    private final int fd;

    RadiusBatch(byte[] local, int port) throws IOException {
        fd = Memory.LIBC.socket(LibC.AF_INET, LibC.SOCK_DGRAM, 0);
        ByteBuffer size = Memory.allocate(4).putInt(0, SOCKET_BUFFER);
        Memory.LIBC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, Memory.addressOf(size), 4);
        Memory.LIBC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, Memory.addressOf(size), 4);
        if (fd < 0 || Memory.LIBC.bind(fd, Memory.addressOf(Memory.socketAddress(local, port)), ADDRESS) < 0) {
            throw new IOException("port " + port + ": errno " + Memory.errno());
        }
        long slots = Memory.addressOf(data);
        for (int i = 0; i < BATCH; i++) {
            headers.putLong(i * MMSGHDR, address + BATCH * (MMSGHDR + IOVEC) + (long) i * ADDRESS);
            headers.putLong(i * MMSGHDR + 16, address + BATCH * MMSGHDR + (long) i * IOVEC);
            headers.putLong(i * MMSGHDR + 24, 1);
            headers.putLong(BATCH * MMSGHDR + i * IOVEC, slots + (long) i * SLOT);
        }
    }

    int fd() {
        return fd;
    }

    /** Receives what is there, at most {@link #BATCH}; datagram i stands at {@code i * SLOT}. */
    int receive() {
        for (int i = 0; i < BATCH; i++) {
            headers.putInt(i * MMSGHDR + 8, ADDRESS);
            setLength(i, SLOT);
        }
        return Math.max(0, Memory.LIBC.recvmmsg(fd, address, BATCH, LibC.MSG_DONTWAIT, 0));
    }

    /** Octets of datagram i of the last {@link #receive}. */
    int length(int i) {
        return headers.getInt(i * MMSGHDR + MSG_LEN);
    }

    /** How long the answer to datagram i is, which stands where that stood. */
    void setLength(int i, int octets) {
        headers.putLong(BATCH * MMSGHDR + i * IOVEC + 8, octets);
    }

    /** Sends the first answers. */
    void send(int count) {
        int done = 0;
        while (done < count) {
            int sent = Memory.LIBC.sendmmsg(fd, address + (long) done * MMSGHDR, count - done, 0);
            done += Math.max(1, sent);
        }
    }

    @Override
    public void close() {
        Memory.LIBC.close(fd);
    }
}
