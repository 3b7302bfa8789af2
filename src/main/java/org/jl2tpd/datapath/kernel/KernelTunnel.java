package org.jl2tpd.datapath.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.linux.SystemCallException;

/** A tunnel of the kernel's driver: its PPPoX socket, kept for debug mask and figures, and its sessions. */
final class KernelTunnel implements SocketStatistics.Counted {
    private final DataTunnel tunnel;
    private final KernelContext context;
    private final L2tpKernel kernel;
    private final Set<KernelSession> sessions = new LinkedHashSet<>();
    private int socket = -1;
    private Meter meter;

    KernelTunnel(DataTunnel tunnel, KernelContext context) {
        this.tunnel = tunnel;
        this.context = context;
        this.kernel = context.kernel();
    }

    /** The open tunnel; null for none. */
    static KernelTunnel openOf(DataTunnel tunnel) {
        KernelTunnel state = of(tunnel);
        return state != null && state.isOpen() ? state : null;
    }

    /** What the datapath keeps of a tunnel, open or closed; null for nothing. */
    static KernelTunnel of(DataTunnel tunnel) {
        return tunnel.datapathState() instanceof KernelTunnel state ? state : null;
    }

    /** Makes the tunnel. The driver would silently join a socket to another program's tunnel that has the same id. */
    void open() throws SystemCallException {
        int udpFd = context.sink().socketFd(tunnel.path().socket());
        if (udpFd < 0) {
            throw new SystemCallException("the tunnel's UDP socket is closed");
        }
        int id = tunnel.localTunnelId();
        if (kernel.hasTunnel(id)) {
            throw new SystemCallException("another program has a kernel tunnel with id " + id);
        }
        socket = Calls.check("socket for a kernel tunnel", kernel.openSocket());
        int result = kernel.connect(socket, udpFd, tunnel.path(), id, 0, tunnel.peerTunnelId(), 0);
        if (result < 0) {
            closeSocket();
        }
        Calls.check("kernel tunnel " + id, result);
        meter = context.statistics().openTunnel(id);
        context.statistics().opened(this);
    }

    private void closeSocket() {
        kernel.close(socket);
        socket = -1;
    }

    /** Takes the tunnel away, its sessions are closed. */
    void close() {
        meter.close(kernel.statistics(socket));
        closeSocket();
        kernel.deleteTunnel(tunnel.localTunnelId());
    }

    boolean isOpen() {
        return socket >= 0;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public int socket() {
        return socket;
    }

    int id() {
        return tunnel.localTunnelId();
    }

    DataTunnel tunnel() {
        return tunnel;
    }

    void add(KernelSession session) {
        sessions.add(session);
    }

    void remove(KernelSession session) {
        sessions.remove(session);
    }

    /** Its open sessions, a copy. */
    List<KernelSession> sessions() {
        return new ArrayList<>(sessions);
    }
}
