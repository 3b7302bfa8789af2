package org.jl2tpd.reactor;

import org.jl2tpd.engine.EngineEvent;

/** Where events and the reactor's own failures go; called on the reactor's thread, must not block. */
public interface EventSink {
    void event(EngineEvent event);

    /**
     * Something threw that must not.
     *
     * @param input what the reactor was doing
     * @param suppressed failures that were counted but not reported since the last report
     */
    void failure(String input, Throwable thrown, long suppressed);
}
