package org.jl2tpd.aaa;

import java.util.HexFormat;

/**
 * The name by which RADIUS knows a session, in requests, accounting and dynamic authorization alike (Acct-Session-Id, RFC 2866 5.5):
 * eight hexadecimal digits of the second in which the daemon started, then the session's serial, at least eight. So it is another one
 * after a restart.
 *
 * @param startSeconds since 1970, when the daemon started; 32 bits of it count
 */
public record SessionIds(long startSeconds) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int START_DIGITS = 8;
    private static final int MAX_DIGITS = START_DIGITS + 16;

    /** The id of the session with that serial. */
    public String text(long sessionSerial) {
        return text(startSeconds, sessionSerial);
    }

    /** The id of a session of a daemon that started then. */
    public static String text(long startSeconds, long sessionSerial) {
        String start = HEX.toHexDigits(startSeconds, START_DIGITS);
        boolean isLong = sessionSerial >>> 32 != 0;
        return start + (isLong ? Long.toHexString(sessionSerial) : HEX.toHexDigits(sessionSerial, START_DIGITS));
    }

    /** The serial of the session with that id, in digits of either case; 0 when it is none of this daemon's. */
    public long serial(String text) {
        boolean wellFormed = text.length() >= 2 * START_DIGITS && text.length() <= MAX_DIGITS;
        for (int i = 0; wellFormed && i < text.length(); i++) {
            wellFormed = text.charAt(i) < 128 && Character.digit(text.charAt(i), 16) >= 0;
        }
        if (!wellFormed || Long.parseLong(text, 0, START_DIGITS, 16) != (startSeconds & 0xffff_ffffL)) {
            return 0;
        }
        return Long.parseUnsignedLong(text, START_DIGITS, text.length(), 16);
    }
}
