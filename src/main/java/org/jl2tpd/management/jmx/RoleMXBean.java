package org.jl2tpd.management.jmx;

/** {@code type=Lns} and {@code type=Lac}: what there is in one of our two roles. */
@About("What there is in one of our roles, LNS or LAC.")
public interface RoleMXBean {
    @About("LNS or LAC.")
    String getRole();

    @About("Tunnels: of a LNS those that peers opened, of a LAC those that we opened.")
    int getActiveTunnels();

    @About("Of them, those that are established.")
    int getEstablishedTunnels();

    @About("Sessions in which we have this role.")
    int getActiveSessions();

    @About("Of them, those that are established.")
    int getEstablishedSessions();

    @About("Of them, incoming calls (asked for by the LAC).")
    int getIncomingSessions();

    @About("Of them, outgoing calls (asked for by the LNS).")
    int getOutgoingSessions();
}
