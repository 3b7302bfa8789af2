package org.jl2tpd.ppp;

import java.util.HexFormat;
import org.jl2tpd.wire.RandomSource;

/** Text inside MS-CHAPv2 results (RFC 2759 5 and 6). */
final class ChapText {
    private ChapText() {}

    /** Fresh random octets in upper-case hexadecimal, for {@code C=}. */
    static String hex(RandomSource random, int octets) {
        var bytes = new byte[octets];
        random.nextBytes(bytes);
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
