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
        throw new UnsupportedOperationException();
    }

    /** Writes the 12-octet header of a control message, first word 0xC802, at an absolute index (L2TP-3.1-01). */
    public static void encodeControl(ByteBuffer out, int at, int length, int tunnelId, int sessionId, int ns, int nr) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }
}
