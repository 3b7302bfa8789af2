package org.jl2tpd.engine;

import java.util.List;
import java.util.function.LongConsumer;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.TunnelDefinition;

/** What management asks of the engine; executed on the engine's thread, answered by a {@link CommandResult}. */
public sealed interface Command {
    /** A command that only looks: it is neither counted nor traced, since management looks all the time. */
    sealed interface Look extends Command {}

    /** A look for nobody who waits for fresh figures: the datapath need not read them more often for it. Answered as the look itself. */
    record Glance(Look look) implements Look {}

    /** Status of the whole: {@link Views.System}. */
    record ShowSystem() implements Look {}

    /** All counters by name: {@link Views.Counters}. */
    record ShowCounters() implements Look {}

    /** A page of tunnels by local id: {@link Views.TunnelPage}; {@code after} 0 begins. */
    record ListTunnels(int after, int limit) implements Look {}

    /** A page of sessions: {@link Views.SessionPage}; {@code tunnelId} 0 for all tunnels. */
    record ListSessions(int tunnelId, int afterTunnel, int afterSession, int limit) implements Look {}

    /** One tunnel: {@link Views.Tunnel}. */
    record ShowTunnel(TunnelKey tunnel) implements Look {}

    /** One session: {@link Views.Session}. */
    record ShowSession(TunnelKey tunnel, SessionKey session) implements Look {}

    /** Opens a tunnel (and its sessions): {@link Views.Tunnel}. */
    record CreateTunnel(TunnelDefinition definition) implements Command {}

    /** Closes the tunnel of that name that we have, if any, and dials this one at once: {@link Views.Tunnel}. */
    record ReopenTunnel(TunnelDefinition definition, String reason) implements Command {}

    /** Closes a tunnel, and ends its persistence. */
    record CloseTunnel(TunnelKey tunnel, String reason) implements Command {}

    /** Opens a session in a tunnel: {@link Views.Session}. */
    record CreateSession(TunnelKey tunnel, SessionDefinition definition) implements Command {}

    /** Closes a session, and ends its persistence. */
    record CloseSession(TunnelKey tunnel, SessionKey session, String reason) implements Command {}

    /**
     * Ends all sessions of users that match, PPP first, or none: {@link SessionOutcome}.
     *
     * @param each hears the serial of each on the engine's thread, before it ends
     */
    record EndSessions(SessionMatch match, String reason, LongConsumer each) implements Command {}

    /**
     * Changes all sessions of users that match, or none: {@link SessionOutcome}.
     *
     * @param each hears the serial of each on the engine's thread, when all are changed
     */
    record ChangeSessions(SessionMatch match, SessionChange change, LongConsumer each) implements Command {}

    /** Sets the system's trace mask (tunnel null), a tunnel's, or a session's. */
    record SetTrace(TunnelKey tunnel, SessionKey session, int mask) implements Command {}

    /** Sets the debug mask of a tunnel (session null) or a session: {@link Views.DebugMask}. */
    record SetDebugMask(TunnelKey tunnel, SessionKey session, int mask) implements Command {}

    /** The debug mask of a tunnel (session null) or a session: {@link Views.DebugMask}. */
    record ShowDebugMask(TunnelKey tunnel, SessionKey session) implements Look {}

    /** Refuses new tunnels and sessions while true. */
    record Drain(boolean drain) implements Command {}

    /** Refuses new sessions in a tunnel while true ({@code l2tpTunnelConfigDrainTunnel}, RFC 3371): {@link Views.Tunnel}. */
    record DrainTunnel(TunnelKey tunnel, boolean drain) implements Command {}

    /** False closes every tunnel at once and refuses new ones ({@code l2tpAdminState}, RFC 3371); true dials again what is persistent. */
    record SetEnabled(boolean enabled) implements Command {}

    /**
     * Switches a peer profile off (its tunnels are closed and refused) or on, or has it drain; null leaves a value
     * ({@code l2tpDomainConfigAdminState}, {@code l2tpDomainConfigDrainTunnels}).
     */
    record SetPeerState(String profile, Boolean enabled, Boolean drain) implements Command {}

    /**
     * What was counted of the sessions with these serials ({@link EventFacts#sessionSerial}), of those that are there: {@link
     * Views.Traffic}. At most {@link Views.Traffic#MOST}.
     */
    record ShowTraffic(List<Long> serials) implements Look {}

    /** All peer profiles and what their tunnels have done: {@link Views.Peers}. */
    record ShowPeers() implements Look {}

    /** LNSs of authorizations that are tried last for a while: {@link Views.DeniedLnss}. */
    record ShowDenied() implements Look {}

    /** What ended last: {@link Views.Closed}. */
    record ShowClosed() implements Look {}

    /**
     * Lays attributes over a live tunnel's own, at once in effect: those that {@link Changeable#TUNNEL} names: {@link Views.Tunnel}.
     */
    record ModifyTunnel(TunnelKey tunnel, Profile changes) implements Command {}

    /** The same of a session ({@link Changeable#SESSION}): {@link Views.Session}. */
    record ModifySession(TunnelKey tunnel, SessionKey session, Profile changes) implements Command {}

    /**
     * Another configuration for what is made from now on; what lives keeps its own, save limits and trace of the system.
     *
     * @param fromFile a reload: tunnels and sessions that we open are what it says, at their next attempt and at once as far as {@link
     *     Changeable} goes: {@link Views.Problems}
     */
    record Reconfigure(Configuration configuration, boolean fromFile) implements Command {
        public Reconfigure(Configuration configuration) {
            this(configuration, false);
        }
    }

    /** What a listening socket of ours is from now on. */
    enum Listening {
        /** It takes new tunnels. */
        OPEN,
        /** Not wanted any more, but the only one that some peers reach us by: it takes tunnels until it has none. */
        COVERED,
        /** It takes none. */
        RETIRED
    }

    /** A socket that is no longer wanted is closed when the last tunnel that uses it has ended. */
    record ListenOn(int socket, Listening listening) implements Command {}

    /** Begins or ends the copying of a tunnel's (session null) or a session's control messages and PPP frames to {@link EnginePorts#captured}. */
    record Capture(TunnelKey tunnel, SessionKey session, boolean on) implements Command {}

    /** Tells operators, as of a limit that was reached, of a resource of the process or host that is nearly used up: words for them. */
    record TellOfLimit(String words) implements Command {}

    /** Refuses peers' new tunnels and sessions for lack of a resource, until it is taken back; empty takes it back. */
    record RefuseForLack(String resource) implements Command {}

    /** Drains, and closes everything like {@link Stop} once no session is left that a peer opened; {@link Drain} takes it back. */
    record StopWhenDrained() implements Command {}

    /** Closes everything; {@code STOPPED} is an event when the last peer has acknowledged or was given up. */
    record Stop() implements Command {}

    /** Names a tunnel by local id, or (id 0) by configured name. */
    record TunnelKey(int id, String name) {}

    /** Names a session by local id, or (id 0) by configured name. */
    record SessionKey(int id, String name) {}
}
