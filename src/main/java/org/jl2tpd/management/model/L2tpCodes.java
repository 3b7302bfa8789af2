package org.jl2tpd.management.model;

/** States and kinds of tunnels and sessions as numbers: the enumerations of L2TP-MIB (RFC 3371). */
public final class L2tpCodes {
    private L2tpCodes() {}

    /** l2tpTunnelStatsState: tunnelIdle(1), tunnelConnecting(2), tunnelEstablished(3), tunnelDisconnecting(4). */
    public static int tunnel(String state) {
        return switch (state) {
            case "WAIT_CTL_REPLY", "WAIT_CTL_CONN" -> 2;
            case "ESTABLISHED" -> 3;
            case "CLOSING" -> 4;
            default -> 1;
        };
    }

    /** l2tpSessionStatsState: sessionIdle(1), sessionConnecting(2), sessionEstablished(3), sessionDisconnecting(4). */
    public static int session(String state) {
        return switch (state) {
            case "WAIT_TUNNEL", "WAIT_REPLY", "WAIT_CONNECT", "WAIT_CS_ANSWER" -> 2;
            case "ESTABLISHED" -> 3;
            case "CLOSED" -> 4;
            default -> 1;
        };
    }

    /** l2tpSessionStatsCallType: lacIncoming(1), lnsIncoming(2), lacOutgoing(3), lnsOutgoing(4); 0 for a session between two attempts. */
    public static int callType(String type) {
        return switch (type) {
            case "LAC_INCOMING" -> 1;
            case "LNS_INCOMING" -> 2;
            case "LAC_OUTGOING" -> 3;
            case "LNS_OUTGOING" -> 4;
            default -> 0;
        };
    }
}
