package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.ppp.LcpRecord;
import org.jl2tpd.wire.PppDisconnectCause;

/**
 * Keeps the LCP of a caller alive whose link was handed over and whose LNS is still to come: answers echoes in the link's name (RFC 1661 5.8),
 * and ends the call when the caller does.
 */
final class WaitingCaller {
    private static final int LCP = 0xc021;
    private static final int TERMINATE_REQUEST = 5;
    private static final int TERMINATE_ACK = 6;
    private static final int ECHO_REQUEST = 9;
    private static final int ECHO_REPLY = 10;
    private static final int HEADER = 4;
    private static final int MAGIC = 4;
    private static final int MAGIC_OPTION = 5;
    /** Octets of an echo that is answered. */
    private static final int MAX_ECHO = 1500;

    private final Core core;
    private final SessionEntry entry;
    private final int magic;

    /** @param lcp what the link agreed on, null for unknown */
    WaitingCaller(Core core, SessionEntry entry, LcpRecord lcp) {
        this.core = core;
        this.entry = entry;
        this.magic = lcp == null || lcp.lastSent() == null ? 0 : magicOf(lcp.lastSent());
    }

    /** The Magic-Number of Configure-Request's options, 0 without one (RFC 1661 6.4). */
    private static int magicOf(byte[] options) {
        ByteBuffer in = ByteBuffer.wrap(options);
        while (in.remaining() >= 2) {
            int at = in.position();
            int length = in.get(at + 1) & 0xff;
            if (length < 2 || length > in.remaining()) {
                return 0;
            }
            if (in.get(at) == MAGIC_OPTION && length == 6) {
                return in.getInt(at + 2);
            }
            in.position(at + length);
        }
        return 0;
    }

    /** Takes a frame (position to limit, unchanged); false for one that is the LNS's. */
    boolean takes(long nowNs, int protocol, ByteBuffer frame) {
        if (protocol != LCP) {
            return false;
        }
        int at = frame.position() + (frame.getShort(frame.position()) == (short) 0xff03 ? 4 : 2);
        int length = frame.limit() - at < HEADER ? 0 : frame.getShort(at + 2) & 0xffff;
        if (length < HEADER || length > Math.min(frame.limit() - at, MAX_ECHO)) {
            return false;
        }
        int code = frame.get(at);
        if (code == ECHO_REQUEST && length >= HEADER + MAGIC) {
            answer(frame, at, length, ECHO_REPLY);
        } else if (code == TERMINATE_REQUEST) {
            answer(frame, at, HEADER, TERMINATE_ACK);
            var cause = new PppDisconnectCause(PppDisconnectCause.NORMAL, 0, 1, "peer terminated the link");
            entry.end(nowNs, Results.of(cause), cause);
        } else {
            return false;
        }
        return true;
    }

    private void answer(ByteBuffer frame, int at, int length, int code) {
        ByteBuffer out = core.data.frameBuffer();
        int start = out.position();
        out.putShort((short) 0xff03).putShort((short) LCP);
        out.put((byte) code).put(frame.get(at + 1)).putShort((short) length);
        if (length > HEADER) {
            out.putInt(magic);
            for (int i = HEADER + MAGIC; i < length; i++) {
                out.put(frame.get(at + i));
            }
        }
        out.limit(out.position()).position(start);
        core.data.sendFrame(entry, out);
    }
}
