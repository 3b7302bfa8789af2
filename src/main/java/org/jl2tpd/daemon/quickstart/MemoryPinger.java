package org.jl2tpd.daemon.quickstart;

import java.util.concurrent.CompletableFuture;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.engine.Views;
import org.jl2tpd.wire.IpAddress;

/** Pings from the LAC's end of the session to the LNS's, through the small IP hosts of the memory datapath. */
final class MemoryPinger implements Pinger {
    private final Daemon lac;
    private final Views.Session session;

    MemoryPinger(Daemon lac, Views.Session session) {
        this.lac = lac;
        this.session = session;
    }

    @Override
    public CompletableFuture<Long> ping() {
        return lac.ping(session.tunnelId(), session.id(), IpAddress.parse(session.peerIpv4()), PAYLOAD_OCTETS);
    }

    @Override
    public String describe() {
        return session.localIpv4() + " to " + session.peerIpv4();
    }

    @Override
    public void close() {
        // Nothing was made.
    }
}
