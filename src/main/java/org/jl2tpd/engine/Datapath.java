package org.jl2tpd.engine;

import java.nio.ByteBuffer;

/** Port: where the sessions' IP packets come from and go to. Called on the engine's thread. */
public interface Datapath {
    /** {@code memory} or {@code tun}. */
    String name();

    /**
     * Makes or changes the session's network: first when IPv4 or IPv6 came up, again when either changes.
     *
     * @return null, or what failed in words for an operator; nothing is then left half made
     */
    String open(DataSession session, SessionNetwork network);

    /** Takes the session's addresses, routes and device away; after a failed or missing {@link #open} does nothing. */
    void close(DataSession session);

    /** An IP packet (position to limit, version 4 or 6) of the session's peer. No allocation. */
    void deliver(DataSession session, ByteBuffer packet);

    /** The name of the device that carries the session, empty before {@link #open}. */
    String deviceName(DataSession session);

    /** The system's index of that device, 0 for none. */
    default int deviceIndex(DataSession session) {
        return 0;
    }
}
