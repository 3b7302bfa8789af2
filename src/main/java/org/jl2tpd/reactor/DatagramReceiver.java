package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import org.jl2tpd.linux.ReceiveRing;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.wire.DatagramPath;

/** Takes a batch of datagrams from a socket and gives each to the engine, with where it came from. */
final class DatagramReceiver {
    private static final long V4_ANY = 0xffffL << 32;

    private final ReceiveRing ring;
    private final ReactorCounters counters;
    private final FailureGuard guard;
    private final DatagramPath path = new DatagramPath();

    DatagramReceiver(int batch, int slotOctets, ReactorCounters counters, FailureGuard guard) {
        this.ring = new ReceiveRing(batch, slotOctets);
        this.counters = counters;
        this.guard = guard;
    }

    /** Returns how many datagrams there were, or a negated errno. */
    int receive(int number, UdpSocket socket, EngineInputs engine, long nowNs) {
        int count = ring.receive(socket.fd());
        if (count <= 0) {
            return count;
        }
        counters.add(ReactorCounter.DATAGRAMS_IN, count);
        path.socket = number;
        path.localPort = socket.port();
        for (int i = 0; i < count; i++) {
            if (ring.isTruncated(i)) {
                counters.add(ReactorCounter.DROP_TRUNCATED);
            } else {
                setPath(socket, i);
                give(ring.datagram(i), engine, nowNs);
            }
        }
        return count;
    }

    private void setPath(UdpSocket socket, int i) {
        boolean told = ring.findLocal(i);
        path.localHi = told ? ring.localHi() : 0;
        path.localLo = told ? ring.localLo() : socket.isV4() ? V4_ANY : 0;
        path.peerHi = ring.peerHi(i);
        path.peerLo = ring.peerLo(i);
        path.peerPort = ring.peerPort(i);
    }

    private void give(ByteBuffer datagram, EngineInputs engine, long nowNs) {
        counters.add(ReactorCounter.OCTETS_IN, datagram.remaining());
        try {
            engine.onDatagram(nowNs, path, datagram);
            guard.succeeded(FailureGuard.Input.DATAGRAM);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.DATAGRAM, e, nowNs);
        }
    }
}
