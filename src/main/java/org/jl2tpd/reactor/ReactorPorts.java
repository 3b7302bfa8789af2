package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/** The engine's port to the outside, on the reactor's thread. */
final class ReactorPorts implements EnginePorts {
    private final Reactor reactor;
    private final DatagramSender sender;
    private final EventSink events;
    private final TraceSink traces;
    private final Rtnetlink routes;

    ReactorPorts(Reactor reactor, DatagramSender sender, EventSink events, TraceSink traces, Rtnetlink routes) {
        this.reactor = reactor;
        this.sender = sender;
        this.events = events;
        this.traces = traces;
        this.routes = routes;
    }

    @Override
    public void sendDatagram(TransportPath path, ByteBuffer datagram) {
        sender.send(path, datagram);
    }

    @Override
    public OpenedSocket openSocket(IpAddress local, int port) {
        return openSocket(local, port, false);
    }

    @Override
    public OpenedSocket openSocket(IpAddress local, int port, boolean unfragmented) {
        return reactor.openSocket(local, port, ReactorSettings.CLIENT_BUFFER_OCTETS, unfragmented);
    }

    @Override
    public OpenedSocket openConnectedSocket(TransportPath path, boolean unfragmented) {
        return reactor.openConnectedSocket(path, unfragmented);
    }

    @Override
    public String connectSocket(int socket, IpAddress peer, int peerPort) {
        return reactor.connectSocket(socket, peer, peerPort);
    }

    @Override
    public void closeSocket(int socket) {
        reactor.closeSocket(socket);
    }

    @Override
    public void resolve(long token, String hostName) {
        reactor.resolve(token, hostName);
    }

    @Override
    public Route routeTo(IpAddress peer) {
        Rtnetlink.Route route = routes.routeTo(peer.toBytes());
        if (route == null) {
            return null;
        }
        IpAddress source = route.source() == null ? null : IpAddress.of(route.source());
        return new Route(source, route.device(), route.mtu());
    }

    @Override
    public void event(EngineEvent event) {
        events.event(event);
    }

    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {
        traces.trace(facility, tunnelId, sessionId, text);
    }

    @Override
    public void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {
        traces.captured(tunnelId, sessionId, path, sent, datagram);
    }

    /** The socket of {@link #routeTo}, for the reactor to close. */
    Rtnetlink routes() {
        return routes;
    }
}
