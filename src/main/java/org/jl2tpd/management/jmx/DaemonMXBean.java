package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;

/**
 * {@code type=Daemon}: the whole, and everything that can be done with tunnels and sessions. Operations throw {@link IllegalArgumentException} for what was asked
 * wrongly, {@link IllegalStateException} for what was refused, with words for an operator. Attributes never wait for anything.
 */
@About("The daemon as a whole, and everything that can be done with tunnels and sessions. It sends notifications.")
public interface DaemonMXBean extends DaemonTotals {
    /** See {@link #getApiVersion}. */
    int API_VERSION = 1;

    void setEnabled(boolean enabled);

    void setDraining(boolean draining);

    @About("All totals of one moment, for whoever reads once and shows much.")
    DaemonTotals getSnapshot();

    @About("All counters by name; they never go back.")
    Map<String, Long> getCounters();

    @About("Tunnels that ended, the latest first.")
    List<ClosedTunnelInfo> getRecentlyClosedTunnels();

    @About("Sessions that ended, the latest first.")
    List<ClosedSessionInfo> getRecentlyClosedSessions();

    @About("Tunnels that we dial, between two attempts.")
    List<TunnelLine> getWaitingTunnelList();

    @About("Whether each session's coming and going is notified, by JMX and by SNMP. Outlives a restart.")
    boolean isSessionNotifications();

    void setSessionNotifications(boolean on);

    @About("Most notifications a second; the rest are counted. 1 to 1000. Outlives a restart.")
    int getNotificationsPerSecond();

    void setNotificationsPerSecond(int limit);

    @About("Notifications that were sent.")
    long getNotificationsTotal();

    @About("Notifications that were not sent because there were too many.")
    long getNotificationsSuppressedTotal();

    @About("Tunnels from an offset on, by their ids.")
    TunnelPage listTunnels(
            @Argument(name = "offset", about = "How many to pass over.") int offset,
            @Argument(name = "limit", about = "How many at most, 1 to 500.") int limit,
            @Argument(name = "filter", about = "Part of a name, address, host name or profile, or id:N; empty for all.")
                    String filter);

    @About("Sessions from an offset on, by their ids.")
    SessionPage listSessions(
            @Argument(name = "offset", about = "How many to pass over.") int offset,
            @Argument(name = "limit", about = "How many at most, 1 to 500.") int limit,
            @Argument(
                            name = "filter",
                            about = "Part of a user, name, address or number, or id:N or tunnel:N; empty for all.")
                    String filter);

    @About("Sessions behind one, by their ids: the way to read all of them while they come and go.")
    SessionPage listSessionsAfter(
            @Argument(name = "tunnel", about = "Tunnel id of the last one that was read; 0 to begin.") int tunnel,
            @Argument(name = "session", about = "Session id of the last one that was read; 0 to begin.") int session,
            @Argument(name = "limit", about = "How many at most, 1 to 500.") int limit);

    @About("All that there is to say of a tunnel.")
    TunnelInfo showTunnel(@Argument(name = "tunnel", about = "Our tunnel id.") int tunnel);

    @About("All that there is to say of a session.")
    SessionInfo showSession(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id.") int session);

    @About("Events behind one that are still known, the oldest first; the last 1000 are kept.")
    List<EventInfo> eventsAfter(
            @Argument(name = "number", about = "Number of the last one that was read; 0 to begin.") long number);

    @About("Totals and new events by one request.")
    Dashboard dashboard(
            @Argument(name = "eventsAfter", about = "Number of the last event that was read; -1 for no events.")
                    long eventsAfter);

    @About("Tunnels without control protocol (L2TPv3), with the kernel's figures.")
    List<StaticTunnelInfo> listStaticTunnels();

    @About(
            value =
                    "Makes a tunnel and dials it: tunnel_name=... dest_ipaddr=... and any attribute of a tunnel profile.",
            changes = true)
    TunnelInfo createTunnel(
            @Argument(name = "attributes", about = "name=value with blanks between; quote values with blanks.")
                    String attributes);

    @About(
            value =
                    "Makes a session in a tunnel that we dial: session_name=... user_name=... and attributes of session and ppp profiles.",
            changes = true)
    SessionInfo createSession(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "attributes", about = "name=value with blanks between; quote values with blanks.")
                    String attributes);

    @About(value = "Changes a tunnel that lives: hello_timeout, max_retries, trace_flags and the like.", changes = true)
    TunnelInfo modifyTunnel(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "attributes", about = "name=value with blanks between.") String attributes);

    @About(value = "Changes a session that lives: use_sequence_numbers, reorder_timeout and the like.", changes = true)
    SessionInfo modifySession(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id.") int session,
            @Argument(name = "attributes", about = "name=value with blanks between.") String attributes);

    @About(value = "Ends a tunnel and its sessions.", changes = true)
    void closeTunnel(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);

    @About(value = "Ends a tunnel by its name, also one that waits for its next attempt.", changes = true)
    void closeNamedTunnel(
            @Argument(name = "name", about = "Its name.") String name,
            @Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);

    @About(value = "Ends a session.", changes = true)
    void closeSession(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id.") int session,
            @Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);

    @About("The debug mask of a tunnel or session, and what took effect when it was set.")
    DebugMaskInfo showDebugMask(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id; 0 for the tunnel's own.") int session);

    @About(value = "Sets the debug mask of a tunnel or session.", changes = true)
    DebugMaskInfo setDebugMask(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id; 0 for the tunnel's own.") int session,
            @Argument(
                            name = "bits",
                            about =
                                    "verbose, control, sequence, data, all, none, a number, or changes: +data,-control.")
                    String bits);

    @About(
            value = "Sets what is traced of the whole, a tunnel or a session; the answer is what is traced now.",
            changes = true)
    String setTrace(
            @Argument(name = "tunnel", about = "Our tunnel id; 0 for the whole.") int tunnel,
            @Argument(name = "session", about = "Our session id; 0 for the tunnel's own.") int session,
            @Argument(name = "facilities", about = "Names, all, none, or changes: +fsm,-data.") String facilities);

    @About(
            value = "Sets whether linkUp and linkDown of SNMP tell of a tunnel or session (ifLinkUpDownTrapEnable).",
            changes = true)
    void setLinkNotifications(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "session", about = "Our session id; 0 for the tunnel itself.") int session,
            @Argument(name = "on", about = "Whether they tell.") boolean on);

    @About(value = "Refuses new tunnels and sessions, or takes them again. Outlives a restart.", changes = true)
    void drain(@Argument(name = "drain", about = "Whether to refuse them.") boolean drain);

    @About(value = "Refuses new sessions in a tunnel, or takes them again.", changes = true)
    void drainTunnel(
            @Argument(name = "tunnel", about = "Our tunnel id.") int tunnel,
            @Argument(name = "drain", about = "Whether to refuse them.") boolean drain);

    @About(
            value = "Writes the configuration in force into the daemon's file, what operators made included.",
            changes = true)
    SavedInfo saveConfiguration(
            @Argument(
                            name = "force",
                            about =
                                    "Whether to replace a file with comments, or one that was changed since it was read.")
                    boolean force);

    @About(
            value = "Takes the daemon's file as the truth: everything follows it that can without a restart.",
            changes = true)
    ReloadInfo reload(@Argument(name = "dryRun", about = "Whether only to say what would be done.") boolean dryRun);

    @About(value = "Takes tunnels again after disable. Outlives a restart.", changes = true)
    void enable();

    @About(value = "Closes all tunnels at once and takes none. Outlives a restart.", changes = true)
    void disable();
}
