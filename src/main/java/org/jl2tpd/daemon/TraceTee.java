package org.jl2tpd.daemon;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jl2tpd.daemon.log.EventLog;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.reactor.TraceSink;
import org.jl2tpd.wire.TransportPath;

/** Trace lines go to the log, captured packets to those who capture; {@code captures} is there when the engine runs. */
record TraceTee(EventLog log, Supplier<CaptureHub> captures) implements TraceSink {
    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {
        log.trace(facility, tunnelId, sessionId, text);
    }

    @Override
    public void kernelTrace(int tunnelId, int sessionId, String name, String text) {
        log.kernelTrace(tunnelId, sessionId, name, text);
    }

    @Override
    public void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {
        captures.get().captured(tunnelId, sessionId, path, sent, datagram);
    }
}
