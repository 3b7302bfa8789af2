package org.jl2tpd.management.jmx;

import java.util.function.Supplier;
import org.jl2tpd.engine.Views;

/** What there is to say of a peer profile. */
class PeerFacts implements PeerInfo {
    private final Supplier<Views.Peer> source;

    PeerFacts(Supplier<Views.Peer> source) {
        this.source = source;
    }

    Views.Peer peer() {
        return source.get();
    }

    @Override
    public String getProfile() {
        return peer().profile();
    }

    @Override
    public boolean isEnabled() {
        return peer().enabled();
    }

    @Override
    public boolean isDraining() {
        return peer().draining();
    }

    @Override
    public boolean isDrainingInEffect() {
        return peer().drainingInEffect();
    }

    @Override
    public int getActiveTunnels() {
        return peer().tunnelsActive();
    }

    @Override
    public int getActiveSessions() {
        return peer().sessionsActive();
    }

    @Override
    public long getTunnelsTotal() {
        return peer().tunnelsTotal();
    }

    @Override
    public long getTunnelsFailedTotal() {
        return peer().tunnelsFailed();
    }

    @Override
    public long getAuthFailuresTotal() {
        return peer().authFailures();
    }

    @Override
    public long getSessionsTotal() {
        return peer().sessionsTotal();
    }

    @Override
    public long getSessionsFailedTotal() {
        return peer().sessionsFailed();
    }

    @Override
    public long getControlRxOctetsTotal() {
        return peer().controlRxOctets();
    }

    @Override
    public long getControlRxPacketsTotal() {
        return peer().controlRxPackets();
    }

    @Override
    public long getControlTxOctetsTotal() {
        return peer().controlTxOctets();
    }

    @Override
    public long getControlTxPacketsTotal() {
        return peer().controlTxPackets();
    }

    @Override
    public long getDataRxOctetsTotal() {
        return peer().payloadRxOctets();
    }

    @Override
    public long getDataRxPacketsTotal() {
        return peer().payloadRxPackets();
    }

    @Override
    public long getDataRxDiscardsTotal() {
        return peer().payloadRxDiscards();
    }

    @Override
    public long getDataTxOctetsTotal() {
        return peer().payloadTxOctets();
    }

    @Override
    public long getDataTxPacketsTotal() {
        return peer().payloadTxPackets();
    }
}
