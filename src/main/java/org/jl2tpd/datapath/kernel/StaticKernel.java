package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.SystemCallException;

/** What {@link StaticTunnels} asks of the kernel. */
interface StaticKernel extends AutoCloseable {
    /** The tunnel of that id, whoever made it; null when there is none. */
    L2tpTunnel tunnel(long tunnelId) throws SystemCallException;

    /** The session; null when there is none. */
    L2tpSession session(long tunnelId, long sessionId) throws SystemCallException;

    void createTunnel(L2tpTunnel tunnel) throws SystemCallException;

    /** Takes a tunnel with its sessions away, a moment later. */
    void deleteTunnel(long tunnelId) throws SystemCallException;

    void createSession(L2tpSession session) throws SystemCallException;

    void deleteSession(long tunnelId, long sessionId) throws SystemCallException;

    /**
     * Gives a device its MTU (0 for the one it has) and addresses, and takes it up.
     *
     * @return null, or the problem in words for an operator
     */
    String setUp(String device, int mtu, List<StaticTunnel.Address> addresses);

    @Override
    void close();
}
