package org.jl2tpd.daemon;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.aaa.dynamic.DynamicServer;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.radius.DynamicStatus;
import org.jl2tpd.radius.ServerStatus;

/** What RADIUS is at, as management shows it. */
final class RadiusViews {
    private RadiusViews() {}

    /** Of this moment; any thread. LNSs that are tried last are the engine's to tell. */
    static RadiusView of(RadiusPart radius) {
        RadiusThread thread = radius.thread();
        DynamicServer dynamic = radius.dynamic();
        if (thread == null || dynamic == null) {
            return RadiusView.NONE;
        }
        return new RadiusView(
                thread.snapshot().stream().map(RadiusViews::server).toList(),
                dynamic.status().stream().map(RadiusViews::client).toList(),
                thread.invalidAddresses(),
                dynamic.disconnectStrangers(),
                dynamic.coaStrangers(),
                radius.spool(),
                List.of());
    }

    static RadiusView.Client client(DynamicStatus status) {
        return new RadiusView.Client(
                status.name(),
                status.source().toString(),
                status.disconnectRequests(),
                status.disconnectDuplicates(),
                status.disconnectAcks(),
                status.disconnectNaks(),
                status.disconnectNoSession(),
                status.disconnectSessions(),
                status.disconnectMalformed(),
                status.disconnectBadAuthenticators(),
                status.disconnectDropped(),
                status.coaRequests(),
                status.coaDuplicates(),
                status.coaAcks(),
                status.coaNaks(),
                status.coaNoSession(),
                status.coaSessions(),
                status.coaMalformed(),
                status.coaBadAuthenticators(),
                status.coaDropped(),
                status.unknownTypes());
    }

    static RadiusView.Server server(ServerStatus status) {
        return new RadiusView.Server(
                status.name(),
                status.group(),
                status.role().name().toLowerCase(Locale.ROOT),
                status.address().toString(),
                status.port(),
                status.dead() ? "dead" : "alive",
                TimeUnit.NANOSECONDS.toSeconds(status.stateNs()),
                TimeUnit.NANOSECONDS.toMicros(status.roundTripNs()),
                status.requests(),
                status.retransmissions(),
                status.accepts(),
                status.rejects(),
                status.challenges(),
                status.responses(),
                status.malformed(),
                status.badAuthenticators(),
                status.pending(),
                status.timeouts(),
                status.unknownTypes(),
                status.dropped());
    }
}
