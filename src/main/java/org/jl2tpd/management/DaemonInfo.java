package org.jl2tpd.management;

/**
 * What the facade knows of its daemon without asking the engine.
 *
 * @param version of the program
 * @param processId of the daemon
 * @param startedNs {@link System#nanoTime} when it became ready
 */
public record DaemonInfo(String version, long processId, long startedNs) {}
