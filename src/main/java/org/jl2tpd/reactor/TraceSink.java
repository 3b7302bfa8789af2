package org.jl2tpd.reactor;

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
}
