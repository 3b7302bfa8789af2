package org.jl2tpd.radius;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jl2tpd.wire.Secret;

/**
 * Packets to octets and back, with one shared secret: their authenticators, Message-Authenticator first (RFC 2869 5.14; first against
 * forged answers, CVE-2024-3596) and hidden values. Not for several threads at once.
 */
public final class PacketCodec {
    /** Code, identifier, length, authenticator (RFC 2865 3). */
    public static final int HEADER = 20;

    /** Longest packet (RFC 2865 3). */
    public static final int MAX_PACKET = 4096;

    /** Octets of an authenticator. */
    public static final int AUTHENTICATOR = KeyedDigest.LENGTH;

    static final int AUTHENTICATOR_AT = 4;
    private static final int MESSAGE_AUTHENTICATOR_LENGTH = AttributeWriter.HEADER + AUTHENTICATOR;
    private static final byte[] ZEROS = new byte[AUTHENTICATOR];

    private final KeyedDigest digest;
    private final AttributeWriter writer;
    private final AttributeReader reader;
    private final byte[] buffer = new byte[MAX_PACKET];

    /** @param packet null with a fault */
    public record Decoded(RadiusPacket packet, PacketFault fault) {
        static Decoded bad(PacketFault fault) {
            return new Decoded(null, fault);
        }
    }

    public PacketCodec(Secret secret) {
        digest = new KeyedDigest(secret);
        AttributeHiding hiding = new AttributeHiding(digest);
        writer = new AttributeWriter(hiding);
        reader = new AttributeReader(hiding);
    }

    /** The identifier of a packet of at least two octets. */
    public static int identifier(byte[] packet) {
        return packet[1] & 0xff;
    }

    /**
     * Access-Request or Status-Server, which always have Message-Authenticator.
     *
     * @param authenticator 16 octets that nobody can foresee
     * @return null when it would be longer than {@link #MAX_PACKET}
     */
    public byte[] encodeRequest(RadiusCode code, int identifier, byte[] authenticator, AttributeSet... attributes) {
        int length = write(code, identifier, authenticator, true, attributes);
        return length < 0 ? null : Arrays.copyOf(buffer, length);
    }

    /**
     * Accounting-Request, Disconnect-Request or CoA-Request: the authenticator is made of the packet (RFC 2866 3, RFC 5176 2.3).
     *
     * @return null when it would be longer than {@link #MAX_PACKET}
     */
    public byte[] encodeSignedRequest(
            RadiusCode code, int identifier, boolean messageAuthenticator, AttributeSet... attributes) {
        return sign(write(code, identifier, ZEROS, messageAuthenticator, attributes), ZEROS);
    }

    /**
     * An answer to the request of that authenticator.
     *
     * @return null when it would be longer than {@link #MAX_PACKET}
     */
    public byte[] encodeAnswer(
            RadiusCode code,
            int identifier,
            byte[] requestAuthenticator,
            boolean messageAuthenticator,
            AttributeSet... attributes) {
        return sign(
                write(code, identifier, requestAuthenticator, messageAuthenticator, attributes), requestAuthenticator);
    }

    private int write(
            RadiusCode code,
            int identifier,
            byte[] authenticator,
            boolean messageAuthenticator,
            AttributeSet... attributes) {
        int at = HEADER;
        if (messageAuthenticator) {
            buffer[at] = (byte) Attributes.MESSAGE_AUTHENTICATOR.number();
            buffer[at + 1] = MESSAGE_AUTHENTICATOR_LENGTH;
            at += MESSAGE_AUTHENTICATOR_LENGTH;
        }
        for (AttributeSet set : attributes) {
            at = at < 0 ? at : writer.write(buffer, at, set, authenticator);
        }
        if (at < 0) {
            return at;
        }
        buffer[0] = (byte) code.number;
        buffer[1] = (byte) identifier;
        buffer[2] = (byte) (at >>> 8);
        buffer[3] = (byte) at;
        System.arraycopy(authenticator, 0, buffer, AUTHENTICATOR_AT, AUTHENTICATOR);
        if (messageAuthenticator) {
            int value = HEADER + AttributeWriter.HEADER;
            byte[] made = digest.messageAuthenticator(buffer, at, authenticator, value);
            System.arraycopy(made, 0, buffer, value, AUTHENTICATOR);
        }
        return at;
    }

    private byte[] sign(int length, byte[] inHeader) {
        if (length < 0) {
            return null;
        }
        byte[] packet = Arrays.copyOf(buffer, length);
        System.arraycopy(digest.authenticator(packet, length, inHeader), 0, packet, AUTHENTICATOR_AT, AUTHENTICATOR);
        return packet;
    }

    /**
     * Reads an answer to the request of that authenticator. What follows the packet's own length is ignored (RFC 2865 3).
     *
     * @param length of the datagram, at the array's begin
     * @param required whether Message-Authenticator must be there
     */
    public Decoded decodeAnswer(byte[] datagram, int length, byte[] requestAuthenticator, boolean required) {
        PacketFault fault = frame(datagram, length);
        if (fault != null) {
            return Decoded.bad(fault);
        }
        int own = ownLength(datagram);
        if (!stands(datagram, AUTHENTICATOR_AT, digest.authenticator(datagram, own, requestAuthenticator))) {
            return Decoded.bad(PacketFault.AUTHENTICATOR);
        }
        return decode(datagram, own, requestAuthenticator, requestAuthenticator, required);
    }

    /** Reads a request, of whatever code; the authenticator of Access-Request and Status-Server is free and proves nothing. */
    public Decoded decodeRequest(byte[] datagram, int length, boolean required) {
        PacketFault fault = frame(datagram, length);
        if (fault != null) {
            return Decoded.bad(fault);
        }
        int own = ownLength(datagram);
        byte[] authenticator = Arrays.copyOfRange(datagram, AUTHENTICATOR_AT, HEADER);
        RadiusCode code = RadiusCode.of(datagram[0] & 0xff);
        if (code == RadiusCode.ACCESS_REQUEST || code == RadiusCode.STATUS_SERVER) {
            return decode(datagram, own, authenticator, authenticator, required);
        }
        if (!MessageDigest.isEqual(authenticator, digest.authenticator(datagram, own, ZEROS))) {
            return Decoded.bad(PacketFault.AUTHENTICATOR);
        }
        return decode(datagram, own, ZEROS, authenticator, required);
    }

    /** @param inHeader what the header holds where Message-Authenticator is made */
    private Decoded decode(byte[] packet, int length, byte[] inHeader, byte[] hidden, boolean required) {
        int at = messageAuthenticatorAt(packet, length);
        if (at == 0 && required) {
            return Decoded.bad(PacketFault.NO_MESSAGE_AUTHENTICATOR);
        }
        if (at != 0 && !stands(packet, at, digest.messageAuthenticator(packet, length, inHeader, at))) {
            return Decoded.bad(PacketFault.MESSAGE_AUTHENTICATOR);
        }
        AttributeSet attributes = reader.read(packet, length, hidden);
        if (attributes == null) {
            return Decoded.bad(PacketFault.HIDDEN_VALUE);
        }
        byte[] authenticator = Arrays.copyOfRange(packet, AUTHENTICATOR_AT, HEADER);
        return new Decoded(
                new RadiusPacket(RadiusCode.of(packet[0] & 0xff), identifier(packet), authenticator, attributes), null);
    }

    private static boolean stands(byte[] packet, int at, byte[] wanted) {
        return MessageDigest.isEqual(Arrays.copyOfRange(packet, at, at + AUTHENTICATOR), wanted);
    }

    private static PacketFault frame(byte[] datagram, int length) {
        if (length < HEADER) {
            return PacketFault.LENGTH;
        }
        int own = ownLength(datagram);
        if (own < HEADER || own > length || own > MAX_PACKET) {
            return PacketFault.LENGTH;
        }
        if (RadiusCode.of(datagram[0] & 0xff) == null) {
            return PacketFault.CODE;
        }
        return attributesFit(datagram, own) ? null : PacketFault.ATTRIBUTE;
    }

    private static boolean attributesFit(byte[] packet, int length) {
        int proofs = 0;
        int at = HEADER;
        while (at < length) {
            int octets = at + 1 < length ? packet[at + 1] & 0xff : 0;
            if (octets < AttributeWriter.HEADER || at + octets > length) {
                return false;
            }
            if ((packet[at] & 0xff) == Attributes.MESSAGE_AUTHENTICATOR.number()
                    && (octets != MESSAGE_AUTHENTICATOR_LENGTH || ++proofs > 1)) {
                return false;
            }
            at += octets;
        }
        return true;
    }

    /** Where its value stands, 0 without one. */
    private static int messageAuthenticatorAt(byte[] packet, int length) {
        for (int at = HEADER; at < length; at += packet[at + 1] & 0xff) {
            if ((packet[at] & 0xff) == Attributes.MESSAGE_AUTHENTICATOR.number()) {
                return at + AttributeWriter.HEADER;
            }
        }
        return 0;
    }

    private static int ownLength(byte[] packet) {
        return (packet[2] & 0xff) << 8 | packet[3] & 0xff;
    }
}
