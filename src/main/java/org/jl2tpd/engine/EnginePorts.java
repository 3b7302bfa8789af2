package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/** Port: what the engine asks of the outside besides {@link Datapath} and {@link Authenticator}. On the engine's thread. */
public interface EnginePorts {
    /** Sends a datagram (position to limit). The implementation copies it or sends it at once. */
    void sendDatagram(TransportPath path, ByteBuffer datagram);

    /**
     * Opens a UDP socket for a tunnel that we open.
     *
     * @param local address to bind, unspecified for any; its family is the peer's
     * @param port 0 for an ephemeral one
     * @return socket number and port; null when it can't be had ({@code problem} of the result says why)
     */
    OpenedSocket openSocket(IpAddress local, int port);

    /**
     * Opens one whose datagrams must not be fragmented on their way (RFC 1191, RFC 8201), where {@code unfragmented}: one that is
     * longer than the path's MTU is lost and counted.
     */
    default OpenedSocket openSocket(IpAddress local, int port, boolean unfragmented) {
        return openSocket(local, port);
    }

    /**
     * Opens a socket that hears one peer alone, while others may share its address and port; not one datagram of another peer is taken
     * meanwhile.
     *
     * @param path addresses and ports; a local port of 0 is an ephemeral one; the socket number is not looked at
     */
    default OpenedSocket openConnectedSocket(TransportPath path, boolean unfragmented) {
        return new OpenedSocket(-1, 0, "this system has no connected sockets");
    }

    /**
     * Has a socket of {@link #openSocket} hear this peer alone from now on.
     *
     * @return null, or why not
     */
    default String connectSocket(int socket, IpAddress peer, int peerPort) {
        return "this system has no connected sockets";
    }

    /** Closes a socket of {@link #openSocket} or {@link #openConnectedSocket}. */
    void closeSocket(int socket);

    /** Resolves a host name without blocking; the answer comes as {@code Engine.onResolved} with the token. */
    void resolve(long token, String hostName);

    /**
     * Which of our addresses reaches the peer, and whether the way leads through a device of our own sessions: asked before
     * a client tunnel is dialled and when its session comes up with a default route.
     *
     * @return null when no route is known
     */
    Route routeTo(IpAddress peer);

    /** Something happened that operators want to know; logged, later sent as notifications. */
    void event(EngineEvent event);

    /**
     * A copy of a control message or PPP frame of what is captured ({@link Command.Capture}), as a datagram of RFC 2661: an L2TP header and its payload.
     *
     * @param path between which addresses and ports it travels
     * @param sent whether it goes to the peer
     * @param datagram position to limit; valid during the call
     */
    default void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {}

    /** One trace line. */
    void trace(String facility, int tunnelId, int sessionId, String text);

    /**
     * @param socket number for {@link TransportPath#socket}, negative on failure
     * @param port local port
     * @param problem words for an operator, null on success
     */
    record OpenedSocket(int socket, int port, String problem) {}

    /**
     * @param source our address towards the peer
     * @param device outgoing device's name
     * @param pathMtu octets of IP packet that fit
     */
    record Route(IpAddress source, String device, int pathMtu) {}
}
