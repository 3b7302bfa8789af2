package org.jl2tpd.daemon;

import java.util.function.Consumer;
import org.jl2tpd.daemon.log.EventLog;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.reactor.EventSink;

/**
 * Events go to the log, to those who listen, and to accounting.
 *
 * @param accounting hears every event at once, on the thread that tells it
 */
record EventTee(EventLog log, EventHub hub, Consumer<EngineEvent> accounting) implements EventSink {
    @Override
    public void event(EngineEvent event) {
        log.event(event);
        hub.publish(event);
        accounting.accept(event);
    }

    @Override
    public void failure(String input, Throwable thrown, long suppressed) {
        log.failure(input, thrown, suppressed);
    }
}
