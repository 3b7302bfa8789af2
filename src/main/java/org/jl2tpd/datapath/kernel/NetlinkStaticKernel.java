package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.linux.RtnetlinkFailure;
import org.jl2tpd.linux.SystemCallException;

/** The generic netlink family {@code l2tp}, and rtnetlink for the devices. */
final class NetlinkStaticKernel implements StaticKernel {
    private final L2tpNetlink l2tp;
    private final Rtnetlink route;

    /** Opens both in the network namespace of the calling thread. */
    NetlinkStaticKernel() throws SystemCallException {
        l2tp = new L2tpNetlink();
        try {
            route = new Rtnetlink();
        } catch (SystemCallException e) {
            l2tp.close();
            throw e;
        }
    }

    @Override
    public L2tpTunnel tunnel(long tunnelId) throws SystemCallException {
        return l2tp.tunnel(tunnelId);
    }

    @Override
    public L2tpSession session(long tunnelId, long sessionId) throws SystemCallException {
        return l2tp.session(tunnelId, sessionId);
    }

    @Override
    public void createTunnel(L2tpTunnel tunnel) throws SystemCallException {
        l2tp.createTunnel(tunnel);
    }

    @Override
    public void deleteTunnel(long tunnelId) throws SystemCallException {
        l2tp.deleteTunnel(tunnelId);
    }

    @Override
    public void createSession(L2tpSession session) throws SystemCallException {
        l2tp.createSession(session);
    }

    @Override
    public void deleteSession(long tunnelId, long sessionId) throws SystemCallException {
        l2tp.deleteSession(tunnelId, sessionId);
    }

    @Override
    public String setUp(String device, int mtu, List<StaticTunnel.Address> addresses) {
        Rtnetlink.Link link = route.link(device);
        if (link == null) {
            return "its device " + device + " is gone";
        }
        route.begin().linkUp(link.index(), mtu == 0 ? link.mtu() : mtu);
        for (StaticTunnel.Address each : addresses) {
            route.addAddress(link.index(), each.address().toBytes(), null, each.length());
        }
        RtnetlinkFailure failure = route.commit();
        if (failure == null) {
            return null;
        }
        int at = failure.request() - 2;
        Object what = at >= 0 && at < addresses.size() ? addresses.get(at).address() : "mtu " + mtu;
        return device + ", " + what + ": " + failure.describe();
    }

    @Override
    public void close() {
        route.close();
        l2tp.close();
    }
}
