package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.SessionNotice;

/** Where a datapath leaves packets for the sessions' peers; the reactor's side of {@link DrivenDatapath}. */
public interface PacketSink {
    /**
     * A direct buffer to read a packet into, which may leave the host without another copy. Position 0, limit its capacity; a packet
     * begins at {@code Engine.HEADROOM} or later. Valid until the next {@link #onPacket} or {@code lend}.
     */
    ByteBuffer lend();

    /** The time of the reactor's turn. */
    long nowNs();

    /** A packet (position to limit) for a session's peer, with {@code Engine.HEADROOM} octets before its position. */
    void onPacket(DataSession session, ByteBuffer packet);

    /** A PPP frame (position to limit) for the engine; see {@code Engine.onFrame}. */
    void onFrame(DataSession session, ByteBuffer frame);

    /** Something that the engine must know of a session. */
    void onNotice(DataSession session, SessionNotice notice);

    /**
     * A line of a kernel's tracepoint, for the log.
     *
     * @param name the configured name of the tunnel or {@code TUNNEL/SESSION}, empty for none
     */
    default void kernelTrace(int tunnelId, int sessionId, String name, String text) {}

    /** Sends the datagrams that wait for the end of the turn, before something else that they must not come after. */
    default void flush() {}

    /** The descriptor of one of the reactor's UDP sockets by its number in {@code TransportPath}, or -1. */
    int socketFd(int socket);

    /**
     * Runs something on the reactor's thread, soon; from any thread.
     *
     * @return whether it was taken; not when too much waits or the reactor has ended
     */
    boolean post(Runnable task);

    /**
     * Asks to call {@link PolledSource#drain} whenever the descriptor is readable.
     *
     * @return null, or why it cannot be
     */
    String watch(int fd, PolledSource source);

    /** Ends {@link #watch}; to be called before the descriptor is closed. */
    void unwatch(int fd);
}
