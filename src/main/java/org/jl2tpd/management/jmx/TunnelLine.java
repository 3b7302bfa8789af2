package org.jl2tpd.management.jmx;

import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.TunnelRow;

/** A tunnel in a list; {@link TunnelInfo} has all of it, and says what each item is. */
public record TunnelLine(
        int id,
        int peerId,
        int interfaceIndex,
        String name,
        String state,
        int stateCode,
        boolean createdByAdmin,
        boolean draining,
        String localAddress,
        int localPort,
        String peerAddress,
        int peerPort,
        String peerHostName,
        String peerProfile,
        String tunnelProfile,
        boolean persistent,
        int sessions,
        int establishedSessions,
        long ageSeconds,
        long nextRetrySeconds,
        int debugMask,
        int traceMask,
        long controlRetransmissionsTotal,
        String lastResult) {
    static TunnelLine of(TunnelRow row) {
        return of(row.interfaceIndex(), row.view());
    }

    static TunnelLine of(int interfaceIndex, Views.Tunnel view) {
        return new TunnelLine(
                view.id(),
                view.peerId(),
                interfaceIndex,
                view.name(),
                view.state(),
                L2tpCodes.tunnel(view.state()),
                view.createdByAdmin(),
                view.detail().drainingInEffect(),
                view.localAddress(),
                view.localPort(),
                view.peerAddress(),
                view.peerPort(),
                view.peerHostName(),
                view.peerProfile(),
                view.tunnelProfile(),
                view.persist(),
                view.sessions(),
                view.detail().sessionsEstablished(),
                view.ageSeconds(),
                view.nextRetrySeconds(),
                view.kernelDebugMask(),
                view.traceMask(),
                view.counters().getOrDefault("retransmits", 0L),
                view.lastResult());
    }
}
