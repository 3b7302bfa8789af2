package org.jl2tpd.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The load program's way to the LNS: a {@link UdpBatch}, and between it and the protocol a seeded impairment of both directions
 * that drops datagrams and delays others so that later ones overtake them.
 */
final class Link implements AutoCloseable {
    /** A late datagram comes 5 to 15 ms later. */
    private static final long LATE_MIN_NS = 5_000_000;

    private static final int LATE_SPREAD_NS = 10_000_000;

    /** Takes received datagrams: octets {@code start} to {@code end} of the buffer. */
    interface Receiver {
        void onDatagram(Link from, ByteBuffer datagram, int start, int end, long nowNs);
    }

    private record Late(long dueNs, long order, boolean outbound, byte[] octets) implements Comparable<Late> {
        @Override
        public int compareTo(Late other) {
            int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final UdpBatch socket;
    private final Receiver receiver;
    private final boolean impaired;
    private final double loss;
    private final double reorder;
    private final Random random;
    private final PriorityQueue<Late> late = new PriorityQueue<>();
    private long order;
    private long nowNs;

    Link(LoadOptions options, int number, Receiver receiver) throws IOException {
        byte[] local = InetAddress.getByName(options.local).getAddress();
        socket = new UdpBatch(local, InetAddress.getByName(options.lns).getAddress(), options.port);
        this.receiver = receiver;
        loss = options.loss;
        reorder = options.reorder;
        impaired = loss > 0 || reorder > 0;
        random = new Random(options.seed * 31 + number);
    }

    int fd() {
        return socket.fd();
    }

    ByteBuffer buffer() {
        return socket.toSend;
    }

    /** Where the next datagram begins in {@link #buffer}. */
    int begin() {
        return socket.slot();
    }

    /** Sends the datagram that was written from {@link #begin} to {@code end}. */
    void send(int end) {
        int start = socket.slot();
        if (!impaired || passes(true, socket.toSend, start, end)) {
            socket.commit(end - start);
        }
    }

    void flush() {
        socket.flush();
    }

    /** Hands over what arrived, a batch at most; returns how many. */
    int receive(long nowNs) {
        this.nowNs = nowNs;
        int count = socket.receive();
        for (int i = 0; i < count; i++) {
            int start = i * UdpBatch.SLOT;
            int end = start + socket.length(i);
            if (!impaired || passes(false, socket.received, start, end)) {
                receiver.onDatagram(this, socket.received, start, end, nowNs);
            }
        }
        if (!late.isEmpty()) {
            releaseLate(nowNs);
        }
        return count;
    }

    private boolean passes(boolean outbound, ByteBuffer data, int start, int end) {
        double dice = random.nextDouble();
        if (dice < loss) {
            return false;
        }
        if (dice >= loss + reorder) {
            return true;
        }
        byte[] copy = new byte[end - start];
        data.get(start, copy);
        late.add(new Late(nowNs + LATE_MIN_NS + random.nextInt(LATE_SPREAD_NS), order++, outbound, copy));
        return false;
    }

    private void releaseLate(long nowNs) {
        while (!late.isEmpty() && late.peek().dueNs <= nowNs) {
            Late datagram = late.poll();
            if (datagram.outbound) {
                socket.toSend.put(socket.slot(), datagram.octets);
                socket.commit(datagram.octets.length);
            } else {
                receiver.onDatagram(this, ByteBuffer.wrap(datagram.octets), 0, datagram.octets.length, nowNs);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
