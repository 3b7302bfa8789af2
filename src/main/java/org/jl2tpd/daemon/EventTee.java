package org.jl2tpd.daemon;

import org.jl2tpd.daemon.log.EventLog;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.reactor.EventSink;

/** Events go to the log, and to those who listen. */
record EventTee(EventLog log, EventHub hub) implements EventSink {
    @Override
    public void event(EngineEvent event) {
        log.event(event);
        hub.publish(event);
    }

    @Override
    public void failure(String input, Throwable thrown, long suppressed) {
        log.failure(input, thrown, suppressed);
    }
}
