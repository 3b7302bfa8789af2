package org.jl2tpd.management.jmx;

import java.util.List;

/** The daemon. An attribute of each MBean, and an item of each row of a list. */
@About("The daemon.")
public interface DaemonTotals {
    @About("Version of these MBeans; higher when something was renamed or taken away.")
    int getApiVersion();

    @About("Version of the program.")
    String getVersion();

    @About("Vendor name that we tell peers.")
    String getVendorName();

    @About("Process id.")
    long getProcessId();

    @About("Tells it from others in the process; empty where it is alone.")
    String getName();

    @About("Now, milliseconds since 1970.")
    long getTimeMilliseconds();

    @About("When it was ready, milliseconds since 1970.")
    long getStartedMilliseconds();

    @About("Seconds since it was ready.")
    long getUptimeSeconds();

    @About("Age of what is shown here; -1 while nothing was read yet.")
    long getTablesAgeMilliseconds();

    @About("What carries the data: kernel, tun or memory.")
    String getDatapath();

    @About("RUNNING, DRAINING, DISABLED or STOPPING.")
    String getState();

    @About("1 to 4 in that order.")
    int getStateCode();

    @About(
            "Whether there is L2TP; set it to false and all tunnels are closed at once, true and new ones are made. Outlives a restart.")
    boolean isEnabled();

    @About("Whether new tunnels and sessions are refused; set it and it takes effect at once. Outlives a restart.")
    boolean isDraining();

    @About("Whether it is ending.")
    boolean isStopping();

    @About("Whether the configuration in force is another than that of the file.")
    boolean isConfigurationChanged();

    @About("Traced facilities, by name.")
    String getTrace();

    @About("Traced facilities, as bits.")
    int getTraceMask();

    @About("Tunnels.")
    int getActiveTunnels();

    @About("Tunnels that are established.")
    int getEstablishedTunnels();

    @About("Tunnels that are not established yet; those that are closing are none of them.")
    int getOpeningTunnels();

    @About("Tunnels whose peer has not proved itself yet.")
    int getHalfOpenTunnels();

    @About("Tunnels that we dial, between two attempts.")
    int getWaitingTunnels();

    @About("Sessions.")
    int getActiveSessions();

    @About("Sessions that are established.")
    int getEstablishedSessions();

    @About("Limit of tunnels.")
    int getMaxTunnels();

    @About("Limit of sessions; 2147483647 where there is none.")
    int getMaxSessions();

    @About("Limit of tunnels whose peer has not proved itself yet.")
    int getMaxHalfOpenTunnels();

    @About("Tunnels, in percent of their limit.")
    int getTunnelsUsagePercent();

    @About("Sessions, in percent of their limit.")
    int getSessionsUsagePercent();

    @About("Half-open tunnels, in percent of their limit.")
    int getHalfOpenUsagePercent();

    @About("Tunnels that were begun.")
    long getTunnelAttemptsTotal();

    @About("Tunnels that were established.")
    long getTunnelsOpenedTotal();

    @About("Tunnels that ended.")
    long getTunnelsClosedTotal();

    @About("Tunnels that were never established.")
    long getTunnelFailuresTotal();

    @About("Tunnels that peers asked for and that their profile forbids.")
    long getTunnelsDeniedTotal();

    @About("Tunnels whose authentication failed.")
    long getTunnelAuthFailuresTotal();

    @About("Tunnels that were refused because of a limit.")
    long getTunnelLimitRefusalsTotal();

    @About("Sessions that were begun.")
    long getSessionAttemptsTotal();

    @About("Sessions that were established.")
    long getSessionsOpenedTotal();

    @About("Sessions that ended.")
    long getSessionsClosedTotal();

    @About("Sessions that were never established.")
    long getSessionFailuresTotal();

    @About("Sessions that were refused.")
    long getSessionsDeniedTotal();

    @About("Sessions whose authentication failed.")
    long getSessionAuthFailuresTotal();

    @About("Sessions that were refused because of a limit.")
    long getSessionLimitRefusalsTotal();

    @About("Datagrams received.")
    long getDatagramsRxTotal();

    @About("Datagrams sent.")
    long getDatagramsTxTotal();

    @About("Octets of control messages received.")
    long getControlRxOctetsTotal();

    @About("Control messages received.")
    long getControlRxPacketsTotal();

    @About("Octets of control messages sent.")
    long getControlTxOctetsTotal();

    @About("Control messages sent.")
    long getControlTxPacketsTotal();

    @About("Octets of data received, whatever carries them.")
    long getDataRxOctetsTotal();

    @About("Data messages received.")
    long getDataRxPacketsTotal();

    @About("Data messages received that were dropped.")
    long getDataRxDiscardsTotal();

    @About("Octets of data sent, whatever carries them.")
    long getDataTxOctetsTotal();

    @About("Data messages sent.")
    long getDataTxPacketsTotal();

    @About("Control messages sent again.")
    long getControlRetransmissionsTotal();

    @About("Events that were not told, because too many waited.")
    long getEventsLostTotal();

    @About("Resources of the process or host that are nearly used up, in words; jl2tpctl status shows the same.")
    List<String> getAlarms();
}
