package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Engine;

/**
 * A bounded queue of packets that were made inside the process for sessions' peers. They wait here because the engine is busy with
 * the packet that caused them.
 */
final class PendingPackets {
    /** Packets that wait at most; a power of two. */
    static final int LIMIT = 256;
    /** Longest packet. */
    static final int PACKET_OCTETS = 9216;

    private final ByteBuffer[] buffers = new ByteBuffer[LIMIT];
    private final DataSession[] sessions = new DataSession[LIMIT];
    private int first;
    private int size;

    PendingPackets() {
        int octets = Engine.HEADROOM + PACKET_OCTETS;
        var all = ByteBuffer.allocateDirect(LIMIT * octets);
        for (int i = 0; i < LIMIT; i++) {
            buffers[i] = all.slice(i * octets, octets);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** A buffer for a packet, position behind the headroom; null when the queue is full. {@link #add} queues it. */
    ByteBuffer next() {
        return size == LIMIT
                ? null
                : buffers[(first + size) & (LIMIT - 1)].clear().position(Engine.HEADROOM);
    }

    /** Queues what {@link #next} gave, position to limit. */
    void add(DataSession session) {
        sessions[(first + size) & (LIMIT - 1)] = session;
        size++;
    }

    /** Hands over at most {@code budget} packets; returns how many. */
    int drain(PacketSink sink, int budget) {
        int count = 0;
        while (size > 0 && count < budget) {
            int at = first;
            first = (first + 1) & (LIMIT - 1);
            size--;
            DataSession session = sessions[at];
            sessions[at] = null;
            if (session != null) {
                sink.onPacket(session, buffers[at]);
                count++;
            }
        }
        return count;
    }

    /** Forgets the packets of a session that ended. */
    void forget(DataSession session) {
        for (int i = 0; i < size; i++) {
            int at = (first + i) & (LIMIT - 1);
            if (sessions[at] == session) {
                sessions[at] = null;
            }
        }
    }
}
