package org.jl2tpd.engine;

import org.jl2tpd.control.ChannelCounters;

/** What the tunnels of one peer profile have done; octets and packets are added up a part of the tunnels at a time. */
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

    /** Of all tunnels, as of when each was counted last. */
    final Sums sums = new Sums();

    /** Tunnels that were counted and are there still. */
    int tunnels;

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

        private void read(ChannelCounters control, DataStatistics data) {
            controlRxOctets = control.receivedOctets;
            controlRxPackets = control.receivedPackets;
            controlTxOctets = control.sentOctets;
            controlTxPackets = control.sentPackets;
            payloadRxOctets = data.rxOctets();
            payloadRxPackets = data.rxPackets();
            payloadRxDiscards = data.rxSequenceDiscards() + data.rxErrors();
            payloadTxOctets = data.txOctets();
            payloadTxPackets = data.txPackets();
        }

        private void add(Sums other, int sign) {
            controlRxOctets += sign * other.controlRxOctets;
            controlRxPackets += sign * other.controlRxPackets;
            controlTxOctets += sign * other.controlTxOctets;
            controlTxPackets += sign * other.controlTxPackets;
            payloadRxOctets += sign * other.payloadRxOctets;
            payloadRxPackets += sign * other.payloadRxPackets;
            payloadRxDiscards += sign * other.payloadRxDiscards;
            payloadTxOctets += sign * other.payloadTxOctets;
            payloadTxPackets += sign * other.payloadTxPackets;
        }
    }

    /** What a tunnel has counted since it was counted last; its account is that of the first time. */
    static void count(TunnelEntry entry, PeerAccount account) {
        if (entry.account == null) {
            entry.account = account;
            account.tunnels++;
        }
        Sums sums = entry.account.sums;
        sums.add(entry.counted, -1);
        entry.counted.read(entry.tunnel.counters(), entry.statistics());
        sums.add(entry.counted, 1);
    }

    /** A tunnel leaves: what it counted stays. */
    static void fold(TunnelEntry entry, PeerAccount account) {
        count(entry, account);
        entry.account.tunnels--;
    }
}
