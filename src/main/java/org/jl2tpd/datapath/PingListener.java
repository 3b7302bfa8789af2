package org.jl2tpd.datapath;

/** Told the fate of an echo request of {@link MemoryDatapath#ping}, on the reactor's thread. */
public interface PingListener {
    /** @param roundTripNs from the request's hand-over to the engine to the reply's arrival */
    void onReply(int sequence, long roundTripNs, int payloadOctets);

    /** No reply came within {@link Pings#TIMEOUT_NS}, or the session ended. */
    void onLost(int sequence);
}
