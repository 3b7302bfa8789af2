package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.SendRing;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.wire.TransportPath;

/**
 * Gathers datagrams of one socket and sends them together: at the end of a turn, when the batch is full, or when the next one is
 * for another socket. Whatever the kernel refuses is counted and forgotten; nothing is retried, so that no error loops (L2TP
 * resends what matters); but a connected socket's word on an earlier datagram costs none.
 */
final class DatagramSender {
    /** Datagrams of one sendmmsg. */
    static final int BATCH = 64;

    /** The system call, so that tests can refuse. */
    interface SendCall {
        /** Sends the ring's datagrams from an index on; returns how many went, or a negated errno for the first. */
        int send(SendRing ring, int fd, int from);
    }

    /** Told which socket's datagram was refused and why. */
    interface ErrorSink {
        void onSendError(int socket, int errno);
    }

    private final Sockets sockets;
    private final ReactorCounters counters;
    private final SendCall call;
    private final ErrorSink errors;
    private final SendRing ring;
    private int socketNumber = -1;
    private UdpSocket socket;
    private long octets;

    DatagramSender(Sockets sockets, ReactorCounters counters, int slotOctets, SendCall call, ErrorSink errors) {
        this.sockets = sockets;
        this.counters = counters;
        this.call = call;
        this.errors = errors;
        this.ring = new SendRing(BATCH, slotOctets);
    }

    ByteBuffer lend() {
        return ring.lend();
    }

    void send(TransportPath path, ByteBuffer datagram) {
        if (path.socket() != socketNumber || socket == null) {
            flush();
            socketNumber = path.socket();
            socket = sockets.get(socketNumber);
        }
        if (socket == null || socket.isV4() != path.peerAddress().isV4()) {
            counters.add(ReactorCounter.DROP_NO_SOCKET);
            return;
        }
        if (ring.isFull()) {
            flush();
        }
        add(path, datagram);
    }

    private void add(TransportPath path, ByteBuffer datagram) {
        long localHi = path.localAddress().hi();
        long localLo = path.localAddress().lo();
        long peerHi = path.peerAddress().hi();
        long peerLo = path.peerAddress().lo();
        int length = datagram.remaining();
        if (ring.add(datagram, socket.isV4(), localHi, localLo, peerHi, peerLo, path.peerPort())) {
            octets += length;
        } else {
            counters.add(ReactorCounter.DROP_TOO_LONG);
        }
    }

    /** Sends what waits. */
    void flush() {
        int size = ring.size();
        if (size == 0) {
            return;
        }
        int done = 0;
        int went = 0;
        int retried = -1;
        while (done < size) {
            int sent = call.send(ring, socket.fd(), done);
            if (sent == -Errno.ECONNREFUSED && retried != done) {
                retried = done;
                earlierRefused();
            } else if (sent > 0) {
                went += sent;
                done += sent;
            } else {
                done = refused(-sent, done, size);
            }
        }
        counters.add(ReactorCounter.DATAGRAMS_OUT, went);
        counters.add(ReactorCounter.OCTETS_OUT, octets);
        octets = 0;
        ring.clear();
    }

    /** A connected socket tells with the next datagram, which it does not send, that the peer's port was closed to an earlier one. */
    private void earlierRefused() {
        counters.add(ReactorCounter.RECEIVE_ERRORS);
        errors.onSendError(socketNumber, Errno.ECONNREFUSED);
    }

    /** Counts a refusal and returns where to go on: behind the refused one, or behind all when the kernel is out of room. */
    private int refused(int errno, int at, int size) {
        if (errno == Errno.EAGAIN || errno == Errno.ENOBUFS || errno == Errno.ENOMEM) {
            counters.add(ReactorCounter.DROP_SEND_BUFFER, size - at);
            return size;
        }
        counters.sendError(errno);
        errors.onSendError(socketNumber, errno);
        return at + 1;
    }

    /** Sends what waits for a socket that is to be closed, and forgets it. */
    void forget(int number) {
        if (number == socketNumber) {
            flush();
            socketNumber = -1;
            socket = null;
        }
    }
}
