package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;

/** {@code type=SnmpAgent}: the SNMP agent, as far as there is one. */
@About("The SNMP agent.")
public interface SnmpAgentMXBean {
    @About("Whether it runs.")
    boolean isRunning();

    @About("Its engine id (RFC 3411), in hexadecimal; empty while it never ran.")
    String getEngineId();

    @About("How often it was initialised.")
    int getEngineBoots();

    @About("Users of SNMPv3, with what they may do: NAME read or NAME write.")
    List<String> getUsers();

    @About("Names of communities (SNMPv1, v2c), with what they may do; not the communities themselves.")
    List<String> getCommunities();

    @About("Where notifications go: NAME ADDRESS PORT.")
    List<String> getTargets();

    @About("Rows of ifTable (ifNumber); sessions are among them where session_interfaces says so.")
    int getInterfaces();

    @About("When one last came or went (ifTableLastChange), milliseconds since 1970; 0 for never.")
    long getInterfacesChangedMilliseconds();

    @About("Whether tunnels' coming and going is notified by SNMP. Outlives a restart.")
    boolean isNotifyTunnels();

    void setNotifyTunnels(boolean on);

    @About("Whether each session's coming and going is notified, by SNMP and by JMX. Outlives a restart.")
    boolean isNotifySessions();

    void setNotifySessions(boolean on);

    @About("Whether a limit that was reached is notified by SNMP. Outlives a restart.")
    boolean isNotifyLimits();

    void setNotifyLimits(boolean on);

    @About("Whether failures of the datapath are notified by SNMP. Outlives a restart.")
    boolean isNotifyFailures();

    void setNotifyFailures(boolean on);

    @About("Whether messages that nobody may send are notified by SNMP (snmpEnableAuthenTraps). Outlives a restart.")
    boolean isNotifyAuthenticationFailures();

    void setNotifyAuthenticationFailures(boolean on);

    @About("Most notifications a second; the rest wait, and of one thing the latest is sent.")
    int getNotificationsPerSecond();

    @About("Notifications that were not sent, because there were too many.")
    long getNotificationsSuppressedTotal();

    @About("Informs that nobody acknowledged.")
    long getInformsUnacknowledgedTotal();

    @About("Counters of SNMP (SNMPv2-MIB, SNMP-USER-BASED-SM-MIB and the like) that are not 0, by OID.")
    Map<String, Long> getCounters();
}
