package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.TransportPath;

/** Where trace lines go; called on the reactor's thread, must not block. */
public interface TraceSink {
    void trace(String facility, int tunnelId, int sessionId, String text);

    /**
     * A line of a kernel's tracepoint, which a debug mask asked for.
     *
     * @param name the configured name of the tunnel or {@code TUNNEL/SESSION}, empty for none
     */
    default void kernelTrace(int tunnelId, int sessionId, String name, String text) {
        trace("kernel", tunnelId, sessionId, text);
    }

    /** A copy of a control message or PPP frame that somebody captures, see {@link org.jl2tpd.engine.EnginePorts#captured}. */
    default void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {}
}
