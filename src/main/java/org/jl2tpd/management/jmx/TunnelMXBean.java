package org.jl2tpd.management.jmx;

import java.util.SortedMap;

/** {@code type=Tunnel,tunnel=ID}: a tunnel that lives. Its setters take effect at once, and as long as it lives. */
@About("A tunnel.")
public interface TunnelMXBean extends TunnelInfo {
    void setDebugMask(int mask);

    void setLinkNotifications(boolean on);

    void setDraining(boolean draining);

    void setHelloIntervalSeconds(int seconds);

    void setIdleTimeoutSeconds(int seconds);

    void setMaxRetransmissions(int times);

    void setMaxRetransmitIntervalSeconds(int seconds);

    void setPayloadSequencing(String which);

    void setReorderTimeoutMilliseconds(int milliseconds);

    @About("Its sessions by id, behind one.")
    SortedMap<Integer, SessionLine> sessionTable(
            @Argument(name = "after", about = "Session id of the last one that was read; 0 to begin.") int after,
            @Argument(name = "limit", about = "How many at most, 1 to 500.") int limit);

    @About("The debug mask, and what took effect when it was set.")
    DebugMaskInfo showDebugMask();

    @About(value = "Sets what is traced; the answer is what is traced now.", changes = true)
    String trace(@Argument(name = "facilities", about = "Names, all, none, or changes: +fsm,-data.") String facilities);

    @About(value = "Changes attributes: hello_timeout, max_retries, trace_flags and the like.", changes = true)
    void modify(@Argument(name = "attributes", about = "name=value with blanks between.") String attributes);

    @About(
            value = "Makes a session in it: session_name=... user_name=... and attributes of session and ppp profiles.",
            changes = true)
    SessionInfo createSession(
            @Argument(name = "attributes", about = "name=value with blanks between; quote values with blanks.")
                    String attributes);

    @About(value = "Ends a session.", changes = true)
    void closeSession(
            @Argument(name = "session", about = "Our session id.") int session,
            @Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);

    @About(value = "Ends the tunnel and its sessions.", changes = true)
    void close(@Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);
}
