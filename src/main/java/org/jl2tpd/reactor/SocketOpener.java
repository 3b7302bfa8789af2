package org.jl2tpd.reactor;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.engine.EnginePorts.OpenedSocket;
import org.jl2tpd.linux.Poller;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/** Opens and closes the reactor's sockets, and reads what the kernel dropped at the listening ones. */
final class SocketOpener {
    private static final long V4_ANY = 0xffffL << 32;
    private static final long DROPS_INTERVAL_NS = 1_000_000_000L;

    private final Sockets sockets;
    private final Poller poller;
    private final ReactorCounters counters;
    /** The listeners whose address and port connected sockets may have. */
    private final List<UdpSocket> shared = new ArrayList<>();

    private long nextDropsNs;
    private long seenDrops;

    SocketOpener(Sockets sockets, Poller poller, ReactorCounters counters, long nowNs) {
        this.sockets = sockets;
        this.poller = poller;
        this.counters = counters;
        this.nextDropsNs = nowNs;
    }

    OpenedSocket open(IpAddress local, int port, int receiveBufferOctets, boolean unfragmented) {
        return open(
                local,
                () -> UdpSocket.open(local.isV4(), local.hi(), local.lo(), port, receiveBufferOctets),
                unfragmented);
    }

    /** Opens a socket that hears the path's peer alone and may have the address and port of a listener. */
    OpenedSocket openConnected(TransportPath path, int receiveBufferOctets, boolean unfragmented) {
        IpAddress local = path.localAddress();
        IpAddress peer = path.peerAddress();
        if (local.isV4() != peer.isV4() && !local.isUnspecified()) {
            return new OpenedSocket(-1, 0, "UDP socket on " + local + ": the peer has an address of the other family");
        }
        long localLo = local.isUnspecified() ? unspecifiedLo(peer.isV4()) : local.lo();
        return open(
                local,
                () -> beside(() -> UdpSocket.openConnected(
                        peer.isV4(),
                        local.hi(),
                        localLo,
                        path.localPort(),
                        peer.hi(),
                        peer.lo(),
                        path.peerPort(),
                        receiveBufferOctets)),
                unfragmented);
    }

    /**
     * Opens a socket whose port others of ours have, with another address or any.
     *
     * @param others their numbers
     */
    OpenedSocket openBeside(IpAddress local, int port, int receiveBufferOctets, List<Integer> others) {
        Maker maker = () -> {
            setSharing(others, true);
            try {
                return UdpSocket.openBeside(local.isV4(), local.hi(), local.lo(), port, receiveBufferOctets);
            } finally {
                setSharing(others, false);
            }
        };
        return open(local, maker, false);
    }

    private void setSharing(List<Integer> numbers, boolean on) throws SystemCallException {
        for (int number : numbers) {
            UdpSocket socket = sockets.get(number);
            if (socket != null) {
                socket.setSharing(on);
            }
        }
    }

    private UdpSocket beside(Maker maker) throws SystemCallException {
        setSharing(true);
        try {
            return maker.make();
        } finally {
            setSharing(false);
        }
    }

    private static long unspecifiedLo(boolean v4) {
        return v4 ? V4_ANY : 0;
    }

    /** Has an open socket hear this peer alone; null, or why not. */
    String connect(int number, IpAddress peer, int peerPort) {
        UdpSocket socket = sockets.get(number);
        if (socket == null) {
            return "the socket is closed";
        }
        if (socket.isV4() != peer.isV4()) {
            return "the peer " + peer + " has an address of the other family";
        }
        try {
            socket.connect(peer.hi(), peer.lo(), peerPort);
            return null;
        } catch (SystemCallException e) {
            return "UDP socket to " + peer + ": " + e.getMessage();
        }
    }

    /** Lets sockets of {@link #openConnected}, and no others, have the address and port of this one. */
    void share(int number) {
        UdpSocket socket = sockets.get(number);
        if (socket != null) {
            shared.add(socket);
        }
    }

    private void setSharing(boolean on) throws SystemCallException {
        for (UdpSocket socket : shared) {
            socket.setSharing(on);
        }
    }

    /** How a socket is made. */
    private interface Maker {
        UdpSocket make() throws SystemCallException;
    }

    private OpenedSocket open(IpAddress local, Maker maker, boolean unfragmented) {
        UdpSocket socket = null;
        int number = -1;
        try {
            socket = maker.make();
            if (unfragmented) {
                socket.forbidFragments();
            }
            number = sockets.add(socket);
            if (number < 0) {
                socket.close();
                return new OpenedSocket(-1, 0, "too many sockets (" + Sockets.LIMIT + ")");
            }
            poller.add(socket.fd(), number);
            return new OpenedSocket(number, socket.port(), null);
        } catch (SystemCallException e) {
            sockets.remove(number);
            if (socket != null) {
                socket.close();
            }
            return new OpenedSocket(-1, 0, "UDP socket on " + local + ": " + e.getMessage());
        }
    }

    void close(int number) {
        UdpSocket socket = sockets.remove(number);
        if (socket != null) {
            shared.remove(socket);
            poller.remove(socket.fd());
            socket.close();
        }
    }

    /** Once a second. The kernel's counts are modulo 2^32 and end with their sockets; ours goes on. */
    void readKernelDrops(List<Listeners.Listener> listeners, long nowNs) {
        if (nowNs - nextDropsNs < 0) {
            return;
        }
        nextDropsNs = nowNs + DROPS_INTERVAL_NS;
        long drops = 0;
        for (int i = 0; i < listeners.size(); i++) {
            UdpSocket socket = sockets.get(listeners.get(i).socket().socket());
            drops += socket == null ? 0 : socket.kernelDrops();
        }
        counters.add(ReactorCounter.DROP_KERNEL, Math.max(0, drops - seenDrops));
        seenDrops = drops;
    }
}
