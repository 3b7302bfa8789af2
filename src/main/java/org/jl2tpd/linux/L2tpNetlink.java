package org.jl2tpd.linux;

import static org.jl2tpd.linux.L2tpConstants.*;
import static org.jl2tpd.linux.RtnetlinkConstants.NLM_F_ACK;
import static org.jl2tpd.linux.RtnetlinkConstants.NLM_F_DUMP;

import java.util.function.Consumer;

/**
 * Tunnels and sessions of the kernel's L2TP driver by generic netlink (linux/l2tp.h). Changes need CAP_NET_ADMIN, and so does
 * reading. Every failure is a {@link SystemCallException} with the kernel's errno and words. For one thread.
 */
public final class L2tpNetlink implements AutoCloseable {
    private final GenericNetlink netlink;
    private final NetlinkReader nested = new NetlinkReader();
    private final int family;

    /** Opens the family in the network namespace of the calling thread; the kernel loads its module where it may. */
    public L2tpNetlink() throws SystemCallException {
        netlink = new GenericNetlink();
        try {
            family = netlink.family(L2TP_GENL_NAME);
        } catch (SystemCallException e) {
            netlink.close();
            throw e.errno() == Errno.ENOENT
                    ? new SystemCallException("this kernel has no L2TP netlink (module l2tp_netlink)")
                    : e;
        }
    }

    private NetlinkWriter begin(int command, int flags) {
        return netlink.begin(family, command, L2TP_GENL_VERSION, flags);
    }

    /** Makes a tunnel with a socket of the kernel's own. It and its sessions outlive this process. */
    public void createTunnel(L2tpTunnel tunnel) throws SystemCallException {
        createTunnel(tunnel, -1);
    }

    /** Makes a tunnel over a UDP socket of ours that is connected to the peer; it ends with the socket. */
    public void createTunnel(L2tpTunnel tunnel, int fd) throws SystemCallException {
        L2tpMessages.tunnel(begin(L2TP_CMD_TUNNEL_CREATE, NLM_F_ACK), tunnel, fd);
        netlink.exchange("create L2TP tunnel " + tunnel.tunnelId(), in -> {});
    }

    /**
     * Takes a tunnel and its sessions away; returns whether there was one. The kernel does it a moment later: until {@link #tunnel}
     * finds nothing, its id is taken.
     */
    public boolean deleteTunnel(long tunnelId) throws SystemCallException {
        L2tpMessages.tunnelId(begin(L2TP_CMD_TUNNEL_DELETE, NLM_F_ACK), tunnelId);
        return found("delete L2TP tunnel " + tunnelId, in -> {});
    }

    /** Returns a tunnel, or null when there is none. */
    public L2tpTunnel tunnel(long tunnelId) throws SystemCallException {
        L2tpMessages.tunnelId(begin(L2TP_CMD_TUNNEL_GET, NLM_F_ACK), tunnelId);
        var answer = new L2tpTunnel[1];
        found("get L2TP tunnel " + tunnelId, in -> answer[0] = L2tpMessages.tunnel(in, nested));
        return answer[0];
    }

    /** Reads all tunnels of the namespace, whoever made them. The kernel's work grows with the square of their number. */
    public void tunnels(Consumer<L2tpTunnel> each) throws SystemCallException {
        begin(L2TP_CMD_TUNNEL_GET, NLM_F_DUMP).end();
        netlink.exchange("list L2TP tunnels", in -> each.accept(L2tpMessages.tunnel(in, nested)));
    }

    /** Makes a session in a tunnel that is there. */
    public void createSession(L2tpSession session) throws SystemCallException {
        L2tpMessages.session(begin(L2TP_CMD_SESSION_CREATE, NLM_F_ACK), session);
        netlink.exchange("create L2TP session " + session.sessionId(), in -> {});
    }

    /** Takes a session away, with its Ethernet device; returns whether there was one. */
    public boolean deleteSession(long tunnelId, long sessionId) throws SystemCallException {
        L2tpMessages.sessionId(begin(L2TP_CMD_SESSION_DELETE, NLM_F_ACK), tunnelId, sessionId);
        return found("delete L2TP session " + sessionId, in -> {});
    }

    /** Changes sequencing and reorder timeout of a session; its ids name it. */
    public void modifySession(L2tpSession session) throws SystemCallException {
        L2tpMessages.change(begin(L2TP_CMD_SESSION_MODIFY, NLM_F_ACK), session);
        netlink.exchange("change L2TP session " + session.sessionId(), in -> {});
    }

    /** Returns a session, or null when there is none. */
    public L2tpSession session(long tunnelId, long sessionId) throws SystemCallException {
        L2tpMessages.sessionId(begin(L2TP_CMD_SESSION_GET, NLM_F_ACK), tunnelId, sessionId);
        var answer = new L2tpSession[1];
        found("get L2TP session " + sessionId, in -> answer[0] = L2tpMessages.session(in, nested));
        return answer[0];
    }

    /**
     * Reads all sessions of all tunnels of the namespace, whoever made them. The kernel's work grows with the square of the number
     * of sessions in a tunnel.
     */
    public void sessions(Consumer<L2tpSession> each) throws SystemCallException {
        begin(L2TP_CMD_SESSION_GET, NLM_F_DUMP).end();
        netlink.exchange("list L2TP sessions", in -> each.accept(L2tpMessages.session(in, nested)));
    }

    private boolean found(String what, Consumer<NetlinkReader> answers) throws SystemCallException {
        try {
            netlink.exchange(what, answers);
            return true;
        } catch (SystemCallException e) {
            if (e.errno() == Errno.ENODEV || e.errno() == Errno.ENOENT || e.errno() == Errno.ESRCH) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        netlink.close();
    }
}
