package org.jl2tpd.control;

/** Counters of one tunnel's control connection; they never go back. */
public final class ChannelCounters {
    public long sentPackets;
    public long sentOctets;
    public long receivedPackets;
    public long receivedOctets;
    public long sentZlbs;
    public long receivedZlbs;
    public long sentHellos;
    public long receivedHellos;
    public long retransmissions;
    public long duplicates;
    public long outOfWindow;
    public long outOfSequence;
}
