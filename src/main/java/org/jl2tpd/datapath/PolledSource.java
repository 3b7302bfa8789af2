package org.jl2tpd.datapath;

/** Something with a descriptor from which packets are read when it is readable. */
public interface PolledSource {
    /** Reads at most {@code budget} packets; returns how many. */
    int drain(int budget);
}
