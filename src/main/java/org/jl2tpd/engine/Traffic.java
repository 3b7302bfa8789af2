package org.jl2tpd.engine;

/** Data messages of a tunnel that pass here; octets with PPP's headers, without L2TP's. */
final class Traffic {
    long rxPackets;
    long rxOctets;
    long txPackets;
    long txOctets;
    /** Frames or packets that were malformed. */
    long rxErrors;
    /** Dropped because of their sequence number. */
    long rxSequenceDiscards;

    long rxOutOfSequence;

    DataStatistics statistics() {
        return new DataStatistics(
                txPackets, txOctets, 0, rxPackets, rxOctets, rxErrors, rxSequenceDiscards, rxOutOfSequence, 0);
    }
}
