package org.jl2tpd.radius;

/**
 * A Disconnect-Request or CoA-Request that is well-formed, authentic, new, and for us.
 *
 * @param client name of who sent it
 * @param packet its attributes are known to be allowed in it
 */
public record DynamicRequest(String client, DynamicSource source, RadiusPacket packet) {
    public boolean isDisconnect() {
        return packet.code() == RadiusCode.DISCONNECT_REQUEST;
    }
}
