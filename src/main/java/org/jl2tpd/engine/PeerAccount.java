package org.jl2tpd.engine;

import org.jl2tpd.control.ChannelCounters;

/** What the tunnels of one peer profile have done; of those that are there still, the octets and packets are not in it yet. */
final class PeerAccount {
    /** Tunnels that were established, ever. */
    long tunnelsTotal;
    /** Tunnels that ended without having been established. */
    long tunnelsFailed;

    long authFailures;
    /** Tunnels that are established. */
    int tunnelsActive;
    /** Sessions that were established, ever. */
    long sessionsTotal;
    /** Calls that were refused, or ended without having been established. */
    long sessionsFailed;
    /** Sessions that are established. */
    int sessionsActive;

    private final Sums gone = new Sums();

    /** Octets and packets. */
    static final class Sums {
        long controlRxOctets;
        long controlRxPackets;
        long controlTxOctets;
        long controlTxPackets;
        long payloadRxOctets;
        long payloadRxPackets;
        long payloadRxDiscards;
        long payloadTxOctets;
        long payloadTxPackets;

        Sums() {}

        Sums(Sums from) {
            controlRxOctets = from.controlRxOctets;
            controlRxPackets = from.controlRxPackets;
            controlTxOctets = from.controlTxOctets;
            controlTxPackets = from.controlTxPackets;
            payloadRxOctets = from.payloadRxOctets;
            payloadRxPackets = from.payloadRxPackets;
            payloadRxDiscards = from.payloadRxDiscards;
            payloadTxOctets = from.payloadTxOctets;
            payloadTxPackets = from.payloadTxPackets;
        }

        void add(TunnelEntry entry) {
            ChannelCounters control = entry.tunnel.counters();
            controlRxOctets += control.receivedOctets;
            controlRxPackets += control.receivedPackets;
            controlTxOctets += control.sentOctets;
            controlTxPackets += control.sentPackets;
            DataStatistics data = entry.statistics();
            payloadRxOctets += data.rxOctets();
            payloadRxPackets += data.rxPackets();
            payloadRxDiscards += data.rxSequenceDiscards() + data.rxErrors();
            payloadTxOctets += data.txOctets();
            payloadTxPackets += data.txPackets();
        }
    }

    /** A tunnel leaves: what it counted stays. */
    void fold(TunnelEntry entry) {
        gone.add(entry);
    }

    /** What tunnels counted that are gone, in a copy. */
    Sums sums() {
        return new Sums(gone);
    }
}
