package org.jl2tpd.management.jmx;

/** A peer profile, and what its tunnels have done. An attribute of each MBean, and an item of each row of a list. */
@About("A peer profile, and what its tunnels have done.")
public interface PeerInfo {
    @About("Name of the profile.")
    String getProfile();

    @About(
            "Whether its tunnels are allowed; set it to false and they are closed, and new ones refused. Until the restart.")
    boolean isEnabled();

    @About("Whether it refuses new tunnels and sessions; set it and it takes effect at once. Until the restart.")
    boolean isDraining();

    @About("Whether what is new is refused for this profile or the whole.")
    boolean isDrainingInEffect();

    @About("Tunnels.")
    int getActiveTunnels();

    @About("Sessions.")
    int getActiveSessions();

    @About("Tunnels that there ever were.")
    long getTunnelsTotal();

    @About("Tunnels that were never established.")
    long getTunnelsFailedTotal();

    @About("Tunnels whose authentication failed.")
    long getAuthFailuresTotal();

    @About("Sessions that there ever were.")
    long getSessionsTotal();

    @About("Sessions that were never established.")
    long getSessionsFailedTotal();

    @About("Octets of control messages received.")
    long getControlRxOctetsTotal();

    @About("Control messages received.")
    long getControlRxPacketsTotal();

    @About("Octets of control messages sent.")
    long getControlTxOctetsTotal();

    @About("Control messages sent.")
    long getControlTxPacketsTotal();

    @About("Octets of data received.")
    long getDataRxOctetsTotal();

    @About("Data messages received.")
    long getDataRxPacketsTotal();

    @About("Data messages received that were dropped.")
    long getDataRxDiscardsTotal();

    @About("Octets of data sent.")
    long getDataTxOctetsTotal();

    @About("Data messages sent.")
    long getDataTxPacketsTotal();
}
