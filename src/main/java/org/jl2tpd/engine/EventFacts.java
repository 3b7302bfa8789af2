package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * What else is known of an event's tunnel or session at that moment, for scripts and whoever reads the event stream. Texts come from the
 * peer as they are: whoever hands them on bounds and cleans them.
 *
 * @param tunnelSerial number of the tunnel, never used again while the process runs; 0 for none
 * @param sessionSerial the same of the session
 * @param peerTunnelId the peer's own id of the tunnel, 0 for unknown; likewise {@code peerSessionId}
 * @param peerPort UDP port of the peer
 * @param peerHostName its Host Name AVP, empty for unknown
 * @param peerProfile name of its peer profile
 * @param openedByUs whether we opened the tunnel
 * @param sessionName configured name of the session, empty for none
 * @param role {@code lac} or {@code lns}: what we are in the session; empty without one
 * @param localAddress our address in the session, null for none
 * @param ipv6Prefix the prefix of the link, null for none; {@code delegatedPrefix} the one that was delegated
 * @param dns servers with commas between them: those that we were told, or told the peer
 * @param callingNumber of the call, empty for none; likewise {@code calledNumber}
 * @param txConnectSpeed bits a second, 0 for unknown; likewise {@code rxConnectSpeed}
 * @param mtu octets, 0 for unknown
 * @param wasUp whether a SESSION_UP (of a tunnel, TUNNEL_UP) was told of it
 * @param resultCode of the StopCCN or CDN that ended it, 0 for none
 * @param pppCause code of RFC 3145, -1 for none; {@code pppCauseText} its words
 * @param rxPackets data that came, at its end; likewise the other three
 * @param upMs milliseconds since it was established
 * @param tunnelAddress our end of the tunnel, null for unknown
 * @param tunnelHostName the Host Name that we show in it, empty for unknown
 * @param peerInterfaceId the peer's IPv6 interface identifier, 0 for none
 * @param rxDiscards data messages that were dropped because of their sequence number, at its end
 * @param endedByPeer whether {@code resultCode} is the peer's
 * @param filterId name of the filter that the session is to have (RFC 2865 5.11), empty for none
 * @param accountingId the name by which RADIUS knows the session (Acct-Session-Id), empty for none
 * @param endedByOperator whether an operator closed the tunnel
 * @param assignmentId as the authorization that chose the tunnel named it (RFC 2868 3.6), empty for none
 * @param onward of a leg of a call that goes on to an LNS; null otherwise
 */
public record EventFacts(
        long tunnelSerial,
        long sessionSerial,
        int peerTunnelId,
        int peerSessionId,
        int peerPort,
        String peerHostName,
        String peerProfile,
        boolean openedByUs,
        String sessionName,
        String role,
        IpAddress localAddress,
        IpPrefix ipv6Prefix,
        IpPrefix delegatedPrefix,
        String dns,
        String callingNumber,
        String calledNumber,
        long txConnectSpeed,
        long rxConnectSpeed,
        int mtu,
        boolean wasUp,
        int resultCode,
        int errorCode,
        int pppCause,
        String pppCauseText,
        long rxPackets,
        long rxOctets,
        long txPackets,
        long txOctets,
        long upMs,
        IpAddress tunnelAddress,
        String tunnelHostName,
        long peerInterfaceId,
        long rxDiscards,
        boolean endedByPeer,
        String filterId,
        String accountingId,
        boolean endedByOperator,
        String assignmentId,
        OnwardFacts onward) {
    /** Of an event about no tunnel. */
    public static final EventFacts NONE = new EventFacts(
            0, 0, 0, 0, 0, "", "", false, "", "", null, null, null, "", "", "", 0, 0, 0, false, 0, 0, -1, "", 0, 0, 0,
            0, 0, null, "", 0, 0, false, "", "", false, "", null);
}
