package org.jl2tpd.wire;

/** What the body of a control datagram turned out to be: a valid message, one to ignore, or one with a fault. */
public sealed interface DecodedMessage permits ControlMessage, DecodedMessage.Ignored, DecodedMessage.Malformed {

    /**
     * A message of an unknown type without the M bit: acknowledged and otherwise ignored (L2TP-4.4.1-03).
     *
     * @param messageType its number
     */
    record Ignored(int messageType) implements DecodedMessage {}

    /**
     * A message that ends its session or its tunnel (RFC 2661 7.1, 4.1).
     *
     * @param type the message's type, null when it is unknown
     * @param tunnelScope whether the tunnel has to end, and not only the session
     * @param assignedSessionId the Assigned Session ID AVP where it could be read, else 0
     * @param assignedTunnelId the Assigned Tunnel ID AVP where it could be read, else 0
     * @param result what the StopCCN or CDN will say
     */
    record Malformed(
            MessageType type, boolean tunnelScope, int assignedSessionId, int assignedTunnelId, ResultCode result)
            implements DecodedMessage {}
}
