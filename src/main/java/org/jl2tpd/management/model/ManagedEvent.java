package org.jl2tpd.management.model;

import org.jl2tpd.engine.EngineEvent;

/**
 * An event with its number and time.
 *
 * @param number from 1, one more for each event of this process
 * @param wallMs milliseconds since 1970
 */
public record ManagedEvent(long number, long wallMs, EngineEvent event) {}
