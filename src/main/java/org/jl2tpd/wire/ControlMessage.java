package org.jl2tpd.wire;

import java.util.List;

/**
 * A valid control message: its type and the AVPs that its spec lists, each already checked for length and range.
 * Immutable. Decoded by {@link MessageCodec#decode}, made by {@link Builder}, encoded by {@link MessageCodec#encode}.
 */
public final class ControlMessage implements DecodedMessage {
    private final MessageType type;

    ControlMessage(MessageType type) {
        this.type = type;
    }

    public static Builder of(MessageType type) {
        throw new UnsupportedOperationException();
    }

    public MessageType type() {
        return type;
    }

    public boolean has(AvpType avp) {
        throw new UnsupportedOperationException();
    }

    /** A 16-bit value, {@code absent} when the message has none. */
    public int u16(AvpType avp, int absent) {
        throw new UnsupportedOperationException();
    }

    /** A 32-bit unsigned value, {@code absent} when the message has none. */
    public long u32(AvpType avp, long absent) {
        throw new UnsupportedOperationException();
    }

    /** The value's octets (a copy), null when the message has none. */
    public byte[] octets(AvpType avp) {
        throw new UnsupportedOperationException();
    }

    /** The value as UTF-8 text, null when the message has none. */
    public String text(AvpType avp) {
        throw new UnsupportedOperationException();
    }

    /** The Result Code AVP, null when the message has none. */
    public ResultCode resultCode() {
        throw new UnsupportedOperationException();
    }

    /** The PPP Disconnect Cause AVP, null when the message has none. */
    public PppDisconnectCause pppDisconnectCause() {
        throw new UnsupportedOperationException();
    }

    /** AVPs that were read over, for counters and trace: unknown or malformed ones without the M bit, duplicates. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    /** Collects AVPs in the order in which they are sent. */
    public static final class Builder {
        public Builder u16(AvpType avp, int value) {
            throw new UnsupportedOperationException();
        }

        public Builder u32(AvpType avp, long value) {
            throw new UnsupportedOperationException();
        }

        public Builder octets(AvpType avp, byte[] value) {
            throw new UnsupportedOperationException();
        }

        public Builder text(AvpType avp, String value) {
            throw new UnsupportedOperationException();
        }

        /** An AVP without a value (Sequencing Required). */
        public Builder flag(AvpType avp) {
            throw new UnsupportedOperationException();
        }

        public Builder result(ResultCode result) {
            throw new UnsupportedOperationException();
        }

        public Builder cause(PppDisconnectCause cause) {
            throw new UnsupportedOperationException();
        }

        public ControlMessage build() {
            throw new UnsupportedOperationException();
        }
    }
}
