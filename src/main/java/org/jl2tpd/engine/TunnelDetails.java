package org.jl2tpd.engine;

import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelParameters;
import org.jl2tpd.control.TunnelPeer;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.ResultCode;

/** What management shows of a tunnel beside its state. */
final class TunnelDetails {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final TunnelPeer UNKNOWN = new TunnelPeer("", "", 0, 0, 0, 0, 0, null);
    private static final ResultCode NONE = new ResultCode(0, 0, "");

    private TunnelDetails() {}

    static Views.TunnelDetail of(Core core, TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        TunnelPeer peer = tunnel.peer() == null ? UNKNOWN : tunnel.peer();
        TunnelParameters parameters = tunnel.parameters();
        ResultCode result = result(entry);
        return new Views.TunnelDetail(
                entry.serial,
                entry.createdNs,
                entry.establishedNs,
                tunnel.isInitiator(),
                peer.firmwareRevision(),
                peer.protocolVersion(),
                peer.framingCapabilities(),
                Math.max(0, peer.bearerCapabilities()),
                peer.receiveWindow(),
                entry.draining,
                core.admin.drains(entry),
                seconds(parameters.helloIntervalNs()),
                parameters.idleTimeoutNs() < 0 ? -1 : seconds(parameters.idleTimeoutNs()),
                parameters.receiveWindow(),
                parameters.maxRetransmissions(),
                seconds(parameters.retransmitCapNs()),
                sequencing(entry.profiles.session()),
                entry.profiles.session().get(SessionAttributes.REORDER_TIMEOUT),
                entry.profiles.tunnel().get(TunnelAttributes.ALLOW_PPP_PROXY),
                core.mapper.mtu(entry),
                entry.sessionsTotal,
                entry.sessionsFailed,
                entry.sessionsEstablished,
                result.result(),
                result.error(),
                result.message());
    }

    private static int seconds(long ns) {
        return (int) (ns / SECOND_NS);
    }

    /** Without an order to number we never begin, but follow what the peer wants (RFC 2661 5.4). */
    private static Views.PayloadSequencing sequencing(Profile session) {
        if (session.get(SessionAttributes.SEQUENCING_REQUIRED)) {
            return Views.PayloadSequencing.ALWAYS;
        }
        return session.get(SessionAttributes.USE_SEQUENCE_NUMBERS)
                ? Views.PayloadSequencing.ON_DEMAND
                : Views.PayloadSequencing.NEVER;
    }

    /** Of the StopCCN, where it ended; else of the last CDN in it. */
    private static ResultCode result(TunnelEntry entry) {
        ResultCode stop = entry.tunnel.localResult() == null ? entry.tunnel.peerResult() : entry.tunnel.localResult();
        if (stop != null) {
            return stop;
        }
        return entry.lastCdn == null ? NONE : entry.lastCdn;
    }
}
