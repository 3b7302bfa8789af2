package org.jl2tpd.wire;

import java.nio.ByteBuffer;

/**
 * The L2TPv2 header of a datagram (RFC 2661 3.1): a mutable view that a receiver reuses, so that a data packet costs no
 * allocation. After {@link #decode} returned null all fields are valid and inside the datagram.
 */
public final class L2tpHeader {
    /** Octets of the header of a control message (L, S; no offset). */
    public static final int CONTROL_LENGTH = 12;
    /** The longest header that we write before data: flags, length, ids, Ns, Nr. */
    public static final int MAX_DATA_LENGTH = 12;

    private static final int TYPE = 0x8000;
    private static final int LENGTH = 0x4000;
    private static final int SEQUENCE = 0x0800;
    private static final int OFFSET = 0x0200;
    private static final int PRIORITY = 0x0100;
    private static final int VERSION_MASK = 0x000f;
    private static final int VERSION = 2;
    /** The flags whose value is prescribed in a control message, and that value; reserved bits are not looked at. */
    private static final int CONTROL_MASK = TYPE | LENGTH | SEQUENCE | OFFSET | PRIORITY;

    private static final int CONTROL_FLAGS = TYPE | LENGTH | SEQUENCE;

    public boolean control;
    public boolean sequenced;
    public boolean priority;
    public int tunnelId;
    public int sessionId;
    public int ns;
    public int nr;
    /** Where the payload starts and ends: absolute indexes of the buffer. */
    public int payloadStart;

    public int payloadEnd;

    /** Octets of payload; a control message without any is a ZLB. */
    public int payloadLength() {
        return payloadEnd - payloadStart;
    }

    /**
     * Reads the header of the datagram between position and limit; moves neither.
     *
     * @return null when it is well-formed, else why it is not (L2TP-3.1-03 to -09)
     */
    public HeaderFault decode(ByteBuffer datagram) {
        int start = datagram.position();
        int octets = datagram.limit() - start;
        if (octets < 2) {
            return HeaderFault.SHORT;
        }
        int flags = datagram.getShort(start);
        if ((flags & VERSION_MASK) != VERSION) {
            return otherVersion(flags & VERSION_MASK);
        }
        control = (flags & TYPE) != 0;
        if (control && (flags & CONTROL_MASK) != CONTROL_FLAGS) {
            return HeaderFault.CONTROL_FLAGS;
        }
        int header = headerLength(flags);
        return octets < header ? HeaderFault.SHORT : readFields(datagram, start, flags, header, octets);
    }

    private HeaderFault readFields(ByteBuffer datagram, int start, int flags, int header, int octets) {
        int at = start + 2;
        int length = octets;
        if ((flags & LENGTH) != 0) {
            length = datagram.getShort(at) & 0xffff;
            at += 2;
        }
        if (length < header || length > octets) {
            return HeaderFault.LENGTH;
        }
        tunnelId = datagram.getShort(at) & 0xffff;
        sessionId = datagram.getShort(at + 2) & 0xffff;
        sequenced = (flags & SEQUENCE) != 0;
        ns = sequenced ? datagram.getShort(at + 4) & 0xffff : 0;
        nr = sequenced ? datagram.getShort(at + 6) & 0xffff : 0;
        priority = (flags & PRIORITY) != 0;
        int pad = (flags & OFFSET) != 0 ? datagram.getShort(start + header - 2) & 0xffff : 0;
        payloadStart = start + header + pad;
        payloadEnd = start + length;
        return payloadStart > payloadEnd ? HeaderFault.OFFSET : null;
    }

    /** Octets up to the payload, without offset padding (L2TP-3.1-08). */
    private static int headerLength(int flags) {
        return 6
                + ((flags & LENGTH) != 0 ? 2 : 0)
                + ((flags & SEQUENCE) != 0 ? 4 : 0)
                + ((flags & OFFSET) != 0 ? 2 : 0);
    }

    private static HeaderFault otherVersion(int version) {
        return switch (version) {
            case 1 -> HeaderFault.L2F;
            case 3 -> HeaderFault.VERSION_3;
            default -> HeaderFault.VERSION_UNKNOWN;
        };
    }

    /** Writes the 12-octet header of a control message, first word 0xC802, at an absolute index (L2TP-3.1-01). */
    public static void encodeControl(ByteBuffer out, int at, int length, int tunnelId, int sessionId, int ns, int nr) {
        out.putShort(at, (short) (CONTROL_FLAGS | VERSION));
        out.putShort(at + 2, (short) length);
        out.putShort(at + 4, (short) tunnelId);
        out.putShort(at + 6, (short) sessionId);
        out.putShort(at + 8, (short) ns);
        out.putShort(at + 10, (short) nr);
    }

    /**
     * Writes a data header so that it ends at {@code payloadStart}, and returns the absolute index where it starts:
     * 6 octets plain, 10 with sequence numbers, 8 or 12 with the length field too.
     *
     * @param ns 0 to 65535, or -1 for a header without sequence numbers (Nr is then absent too; it is sent as 0)
     */
    public static int encodeDataBefore(
            ByteBuffer out,
            int payloadStart,
            int payloadEnd,
            int tunnelId,
            int sessionId,
            int ns,
            boolean withLength,
            boolean priority) {
        int flags = VERSION | (withLength ? LENGTH : 0) | (ns >= 0 ? SEQUENCE : 0) | (priority ? PRIORITY : 0);
        int start = payloadStart - headerLength(flags);
        int at = start + 2;
        out.putShort(start, (short) flags);
        if (withLength) {
            out.putShort(at, (short) (payloadEnd - start));
            at += 2;
        }
        out.putShort(at, (short) tunnelId);
        out.putShort(at + 2, (short) sessionId);
        if (ns >= 0) {
            out.putShort(at + 4, (short) ns);
            out.putShort(at + 6, (short) 0);
        }
        return start;
    }
}
