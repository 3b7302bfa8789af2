package org.jl2tpd.radius;

/**
 * A packet that was taken.
 *
 * @param identifier 0 to 255
 * @param authenticator 16 octets, as they stood in it
 * @param attributes with clear values; those that {@link Attributes} does not know have octets without meaning
 */
public record RadiusPacket(RadiusCode code, int identifier, byte[] authenticator, AttributeSet attributes) {
    /** Without values. */
    @Override
    public String toString() {
        return code + " " + identifier + " " + attributes;
    }
}
