package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.wire.IpAddress;

/**
 * An L2TPv3 tunnel without control protocol, as it is wanted.
 *
 * @param name for an operator
 * @param tunnel what the kernel is asked for
 */
public record StaticTunnel(String name, L2tpTunnel tunnel, List<Session> sessions) {
    /**
     * An Ethernet session.
     *
     * @param name for an operator
     * @param session what the kernel is asked for
     * @param mtu of its device, 0 for the kernel's choice
     * @param addresses of its device
     */
    public record Session(String name, L2tpSession session, int mtu, List<Address> addresses) {}

    /** An address of a device, with its prefix length. */
    public record Address(IpAddress address, int length) {}

    /**
     * How a tunnel is.
     *
     * @param problem why it is not there, empty when it is
     * @param statistics what the kernel counted until now
     */
    public record Status(
            StaticTunnel wanted, String problem, L2tpStatistics statistics, List<SessionStatus> sessions) {}

    /**
     * How a session is.
     *
     * @param problem why it is not there, empty when it is
     * @param device its Ethernet device, empty without one
     */
    public record SessionStatus(Session wanted, String problem, String device, L2tpStatistics statistics) {}
}
