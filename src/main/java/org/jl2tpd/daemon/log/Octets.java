package org.jl2tpd.daemon.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 of bounded length. */
final class Octets {
    private static final byte[] MARK = " ...".getBytes(StandardCharsets.UTF_8);

    private Octets() {}

    /** At most so many octets; what was cut ends with a mark, and with a whole character before it. */
    static byte[] of(String text, int limit) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        if (whole.length <= limit) {
            return whole;
        }
        int end = limit - MARK.length;
        while (end > 0 && (whole[end] & 0xc0) == 0x80) {
            end--;
        }
        byte[] cut = Arrays.copyOf(whole, end + MARK.length);
        System.arraycopy(MARK, 0, cut, end, MARK.length);
        return cut;
    }
}
