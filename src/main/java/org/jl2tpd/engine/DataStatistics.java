package org.jl2tpd.engine;

/**
 * What a datapath outside of the process counted of a tunnel or session; octets with PPP's headers, as the driver counts them.
 *
 * @param rxSequenceDiscards data messages that were dropped because of their sequence number
 * @param rxOutOfSequence data messages that came out of order
 * @param ageMs how old the figures are
 */
public record DataStatistics(
        long txPackets,
        long txOctets,
        long txErrors,
        long rxPackets,
        long rxOctets,
        long rxErrors,
        long rxSequenceDiscards,
        long rxOutOfSequence,
        long ageMs) {
    DataStatistics withRxErrors(long other) {
        return new DataStatistics(
                txPackets, txOctets, txErrors, rxPackets, rxOctets, other, rxSequenceDiscards, rxOutOfSequence, ageMs);
    }
}
