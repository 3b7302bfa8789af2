package org.jl2tpd.management.jmx;

/** The daemon. An attribute of each MBean, and an item of each row of a list. */
@About("The daemon.")
public interface DaemonTotals {
    @About("Version of these MBeans; higher when something was renamed or taken away.")
    int getApiVersion();

    @About("Version of the program.")
    String getVersion();

    @About("Process id.")
    long getProcessId();

    @About("Tells it from others in the process; empty where it is alone.")
    String getName();

    @About("Now, milliseconds since 1970.")
    long getTimeMilliseconds();

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

    @About("Limit of sessions.")
    int getMaxSessions();

    @About("Limit of tunnels whose peer has not proved itself yet.")
    int getMaxHalfOpenTunnels();

    @About("Tunnels that were made.")
    long getTunnelsOpenedTotal();

    @About("Tunnels that ended.")
    long getTunnelsClosedTotal();

    @About("Sessions that were made.")
    long getSessionsOpenedTotal();

    @About("Sessions that ended.")
    long getSessionsClosedTotal();

    @About("Tunnels whose authentication failed.")
    long getTunnelAuthFailuresTotal();

    @About("Sessions whose authentication failed.")
    long getSessionAuthFailuresTotal();

    @About("Datagrams received.")
    long getDatagramsRxTotal();

    @About("Datagrams sent.")
    long getDatagramsTxTotal();

    @About("Data messages received that passed the process.")
    long getDataRxPacketsTotal();

    @About("Octets of data received that passed the process.")
    long getDataRxOctetsTotal();

    @About("Data messages sent that passed the process.")
    long getDataTxPacketsTotal();

    @About("Octets of data sent that passed the process.")
    long getDataTxOctetsTotal();

    @About("Control messages sent again.")
    long getControlRetransmissionsTotal();

    @About("Events that were not told, because too many waited.")
    long getEventsLostTotal();
}
