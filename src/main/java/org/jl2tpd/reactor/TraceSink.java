package org.jl2tpd.reactor;

/** Where trace lines go; called on the reactor's thread, must not block. */
public interface TraceSink {
    void trace(String facility, int tunnelId, int sessionId, String text);
}
