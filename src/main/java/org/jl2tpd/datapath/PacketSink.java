package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.DataSession;

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

    /**
     * Asks to call {@link PolledSource#drain} whenever the descriptor is readable.
     *
     * @return null, or why it cannot be
     */
    String watch(int fd, PolledSource source);

    /** Ends {@link #watch}; to be called before the descriptor is closed. */
    void unwatch(int fd);
}
