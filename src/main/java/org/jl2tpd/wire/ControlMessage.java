package org.jl2tpd.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A valid control message: its type and the AVPs that its spec lists, each already checked for length and range.
 * Immutable. Decoded by {@link MessageCodec#decode}, made by {@link Builder}, encoded by {@link MessageCodec#encode}.
 *
 * <p>The AVPs are held as one run of octets: for each its table ordinal (one octet), the length of its value (two) and
 * the value; a mask of the ordinals answers what is absent.
 */
public final class ControlMessage implements DecodedMessage {
    /** Octets before each value in {@link #body}. */
    static final int ENTRY_HEADER = 3;

    private final MessageType type;
    private final long present;
    private final long hidden;
    private final byte[] body;
    private final long[] warnings;
    private final Map<Integer, byte[]> accessLine;

    /**
     * @param hidden mask of the AVPs that came hidden
     * @param warnings packed by {@link AvpFault}, null for none
     * @param accessLine see {@link #accessLine}
     */
    ControlMessage(
            MessageType type,
            long present,
            long hidden,
            byte[] body,
            long[] warnings,
            Map<Integer, byte[]> accessLine) {
        this.type = type;
        this.present = present;
        this.hidden = hidden;
        this.body = body;
        this.warnings = warnings;
        this.accessLine = accessLine;
    }

    public static Builder of(MessageType type) {
        return new Builder(type);
    }

    public MessageType type() {
        return type;
    }

    public boolean has(AvpType avp) {
        return (present & avp.bit()) != 0;
    }

    /** Whether the AVP came hidden. */
    public boolean wasHidden(AvpType avp) {
        return (hidden & avp.bit()) != 0;
    }

    /** A 16-bit value, {@code absent} when the message has none. */
    public int u16(AvpType avp, int absent) {
        if (avp == AvpType.MESSAGE_TYPE) {
            return type.number();
        }
        int at = find(avp);
        return at < 0 || lengthAt(at) < 2 ? absent : u16At(at);
    }

    /** A 32-bit unsigned value, {@code absent} when the message has none. */
    public long u32(AvpType avp, long absent) {
        return u32At(avp, 0, absent);
    }

    /** 32 unsigned bits at an offset of a value (Call Errors, ACCM), {@code absent} when they are not there. */
    public long u32At(AvpType avp, int offset, long absent) {
        int at = find(avp);
        if (at < 0 || lengthAt(at) < offset + 4) {
            return absent;
        }
        return (long) u16At(at + offset) << 16 | u16At(at + offset + 2);
    }

    /** The value's octets (a copy), null when the message has none. */
    public byte[] octets(AvpType avp) {
        int at = find(avp);
        return at < 0 ? null : Arrays.copyOfRange(body, at, at + lengthAt(at));
    }

    /** The value as UTF-8 text, null when the message has none. */
    public String text(AvpType avp) {
        int at = find(avp);
        return at < 0 ? null : textAt(at, 0);
    }

    /**
     * The Result Code AVP, null when the message has none. Error code and message are optional; a result that a
     * little-endian sender swapped (256 for 1) is put right.
     */
    public ResultCode resultCode() {
        int at = find(AvpType.RESULT_CODE);
        if (at < 0) {
            return null;
        }
        int result = u16At(at);
        boolean swapped = result > 255 && (result & 255) == 0;
        int error = lengthAt(at) >= 4 ? u16At(at + 2) : ResultCode.ERROR_NONE;
        return new ResultCode(swapped ? result >>> 8 : result, error, textAt(at, 4));
    }

    /** The PPP Disconnect Cause AVP, null when the message has none. */
    public PppDisconnectCause pppDisconnectCause() {
        int at = find(AvpType.PPP_DISCONNECT_CAUSE);
        return at < 0 ? null : new PppDisconnectCause(u16At(at), u16At(at + 2), body[at + 4] & 255, textAt(at, 5));
    }

    /** The Q.931 Cause Code AVP, null when the message has none. */
    public Q931Cause q931Cause() {
        int at = find(AvpType.Q931_CAUSE_CODE);
        return at < 0 ? null : new Q931Cause(u16At(at), body[at + 2] & 255, textAt(at, 3));
    }

    /** What an ICRQ says of the subscriber's line: values of the AVPs of {@link AccessLine} by attribute type; never null. */
    public Map<Integer, byte[]> accessLine() {
        return accessLine;
    }

    /** AVPs that were read over, for counters and trace: unknown or malformed ones without the M bit, duplicates. */
    public List<String> warnings() {
        return warnings == null
                ? List.of()
                : Arrays.stream(warnings).mapToObj(AvpFault::describe).toList();
    }

    /**
     * One line for a trace: names and values in their order. Challenges, responses and passwords show only their
     * length, AVPs that came hidden nothing; text is made printable.
     */
    public String describe() {
        return MessageText.describe(this);
    }

    /** Names of the AVPs that are chosen, in their order, for a trace. */
    public String avpNames(Predicate<AvpType> chosen) {
        return MessageText.names(this, chosen);
    }

    @Override
    public String toString() {
        return describe();
    }

    /** The octets that the AVPs take when each is hidden that may be: the most that {@link MessageCodec#encode} writes. */
    public int maxEncodedLength() {
        int octets = MessageCodec.MESSAGE_TYPE_LENGTH + MessageCodec.RANDOM_VECTOR_AVP_LENGTH;
        for (int at = first(); at >= 0; at = next(at)) {
            octets += AvpType.HEADER_LENGTH + 2 + lengthAt(at);
        }
        return octets;
    }

    /** The index of the first value, -1 when there is none; Message Type is not among them. */
    int first() {
        return body.length == 0 ? -1 : ENTRY_HEADER;
    }

    /** The index of the value after the one at an index, -1 when that was the last. */
    int next(int at) {
        int next = at + lengthAt(at) + ENTRY_HEADER;
        return next > body.length ? -1 : next;
    }

    AvpType avpAt(int at) {
        return AvpType.at(body[at - ENTRY_HEADER]);
    }

    int lengthAt(int at) {
        return u16At(at - 2);
    }

    /** The run of octets that the indexes refer to; not to be changed. */
    byte[] body() {
        return body;
    }

    private int find(AvpType avp) {
        if (!has(avp)) {
            return -1;
        }
        int at = first();
        while (at >= 0 && body[at - ENTRY_HEADER] != avp.ordinal()) {
            at = next(at);
        }
        return at;
    }

    private int u16At(int at) {
        return (body[at] & 255) << 8 | body[at + 1] & 255;
    }

    private String textAt(int at, int offset) {
        int length = lengthAt(at) - offset;
        return length <= 0 ? "" : new String(body, at + offset, length, StandardCharsets.UTF_8);
    }

    /**
     * Collects AVPs in the order in which they are sent. A value that an AVP cannot hold, or an AVP given twice, is a
     * programming error ({@link IllegalArgumentException}); whether the message is complete is not checked.
     */
    public static final class Builder {
        private final MessageType type;
        private long present = AvpType.MESSAGE_TYPE.bit();
        private byte[] body = new byte[96];
        private int used;

        private Builder(MessageType type) {
            this.type = type;
        }

        public Builder u16(AvpType avp, int value) {
            expect(avp, AvpType.Kind.U16);
            begin(avp, 2);
            return put16(value);
        }

        public Builder u32(AvpType avp, long value) {
            expect(avp, AvpType.Kind.U32);
            begin(avp, 4);
            return put16((int) (value >>> 16)).put16((int) value);
        }

        /**
         * The value as it stands on the wire, for any AVP; its length is not held against the table, but for the limits
         * of {@link AvpType#MAX_VALUE} and {@link AvpType#MAX_HIDDEN_VALUE}.
         */
        public Builder octets(AvpType avp, byte[] value) {
            begin(avp, value.length);
            return put(value);
        }

        public Builder text(AvpType avp, String value) {
            expect(avp, AvpType.Kind.TEXT);
            return octets(avp, value.getBytes(StandardCharsets.UTF_8));
        }

        /** An AVP without a value (Sequencing Required). */
        public Builder flag(AvpType avp) {
            expect(avp, AvpType.Kind.FLAG);
            begin(avp, 0);
            return this;
        }

        /** Result code, with error code and message where there are any (L2TP-4.4.2-01). */
        public Builder result(ResultCode result) {
            byte[] text = result.message().getBytes(StandardCharsets.UTF_8);
            boolean bare = text.length == 0 && result.error() == ResultCode.ERROR_NONE;
            begin(AvpType.RESULT_CODE, bare ? 2 : 4 + text.length);
            put16(result.result());
            return bare ? this : put16(result.error()).put(text);
        }

        public Builder cause(PppDisconnectCause cause) {
            byte[] text = cause.message().getBytes(StandardCharsets.UTF_8);
            begin(AvpType.PPP_DISCONNECT_CAUSE, 5 + text.length);
            return put16(cause.code())
                    .put16(cause.protocol())
                    .put8(cause.direction())
                    .put(text);
        }

        public Builder q931(Q931Cause cause) {
            byte[] text = cause.advisory().getBytes(StandardCharsets.US_ASCII);
            begin(AvpType.Q931_CAUSE_CODE, 3 + text.length);
            return put16(cause.cause()).put8(cause.message()).put(text);
        }

        public ControlMessage build() {
            return new ControlMessage(type, present, 0, Arrays.copyOf(body, used), null, Map.of());
        }

        private void begin(AvpType avp, int length) {
            int limit = avp.hideable() ? AvpType.MAX_HIDDEN_VALUE : AvpType.MAX_VALUE;
            if (length > limit) {
                throw new IllegalArgumentException(avp + " cannot hold " + length + " octets");
            }
            if ((present & avp.bit()) != 0 || avp == AvpType.RANDOM_VECTOR) {
                throw new IllegalArgumentException(avp + " is there already");
            }
            present |= avp.bit();
            int needed = used + ENTRY_HEADER + length;
            if (needed > body.length) {
                body = Arrays.copyOf(body, Math.max(needed, body.length * 2));
            }
            put8(avp.ordinal()).put16(length);
        }

        private static void expect(AvpType avp, AvpType.Kind kind) {
            if (avp.kind() != kind) {
                throw new IllegalArgumentException(avp + " is not " + kind);
            }
        }

        private Builder put8(int value) {
            body[used++] = (byte) value;
            return this;
        }

        private Builder put16(int value) {
            return put8(value >> 8).put8(value);
        }

        private Builder put(byte[] value) {
            System.arraycopy(value, 0, body, used, value.length);
            used += value.length;
            return this;
        }
    }
}
