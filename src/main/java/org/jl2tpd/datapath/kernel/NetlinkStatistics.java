package org.jl2tpd.datapath.kernel;

import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.SystemCallException;

/** The figures of the generic netlink family {@code l2tp}, of all tunnels in the network namespace. */
final class NetlinkStatistics implements StatisticsSource {
    private final L2tpNetlink netlink;

    NetlinkStatistics(L2tpNetlink netlink) {
        this.netlink = netlink;
    }

    @Override
    public void readAll(Visitor visitor) throws SystemCallException {
        netlink.tunnels(tunnel -> visitor.take(tunnel.tunnelId(), 0, tunnel.statistics()));
        netlink.sessions(session -> visitor.take(session.tunnelId(), session.sessionId(), session.statistics()));
    }

    @Override
    public L2tpStatistics read(long tunnelId, long sessionId) throws SystemCallException {
        if (sessionId == 0) {
            L2tpTunnel tunnel = netlink.tunnel(tunnelId);
            return tunnel == null ? null : tunnel.statistics();
        }
        L2tpSession session = netlink.session(tunnelId, sessionId);
        return session == null ? null : session.statistics();
    }

    @Override
    public void close() {
        netlink.close();
    }
}
