/**
 * The engine: routes datagrams, packets, timeouts and commands to tunnels and sessions, and owns ids, limits, counters,
 * snapshots and the ports that edges implement ({@link org.jl2tpd.engine.EnginePorts}). Pure: one thread calls it, {@code now} and a
 * {@link org.jl2tpd.wire.RandomSource} are arguments.
 */
package org.jl2tpd.engine;
