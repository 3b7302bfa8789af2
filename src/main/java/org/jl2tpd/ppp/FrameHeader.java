package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/**
 * Address, control and protocol fields before a PPP payload (RFC 1661 2, RFC 1662 3.1). Inside L2TP both the full and the
 * compressed forms are taken at any time (PPP-1661-6.5-01), since either may have been negotiated by the LAC.
 */
final class FrameHeader {
    private static final int ALL_STATIONS = 0xff;
    private static final int UNNUMBERED_INFORMATION = 0x03;

    private FrameHeader() {}

    /** Moves the position behind the header and returns the protocol; -1 when there is no well-formed protocol field. */
    static int read(ByteBuffer frame) {
        int at = frame.position();
        int limit = frame.limit();
        if (limit - at >= 2
                && (frame.get(at) & 0xff) == ALL_STATIONS
                && (frame.get(at + 1) & 0xff) == UNNUMBERED_INFORMATION) {
            at += 2;
        }
        if (at >= limit) {
            return -1;
        }
        int first = frame.get(at++) & 0xff;
        if ((first & 1) != 0) {
            frame.position(at);
            return first == ALL_STATIONS ? -1 : first;
        }
        if (at >= limit || (frame.get(at) & 1) == 0) {
            return -1;
        }
        int protocol = first << 8 | frame.get(at++) & 0xff;
        frame.position(at);
        return protocol;
    }

    /**
     * Writes the header.
     *
     * @param compressAddress whether to leave FF03 out (never for LCP)
     */
    static void write(ByteBuffer frame, int protocol, boolean compressAddress) {
        if (!compressAddress || protocol == PppProtocol.LCP) {
            frame.put((byte) ALL_STATIONS).put((byte) UNNUMBERED_INFORMATION);
        }
        frame.putShort((short) protocol);
    }
}
