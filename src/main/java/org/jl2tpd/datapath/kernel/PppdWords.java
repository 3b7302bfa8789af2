package org.jl2tpd.datapath.kernel;

import java.nio.charset.StandardCharsets;
import org.jl2tpd.wire.Secret;

/** Words of pppd's files of options and secrets, quoted so that each octet stands for itself (pppd(8), OPTIONS FILES). */
final class PppdWords {
    private PppdWords() {}

    static String quoted(String text) {
        return quoted(text.getBytes(StandardCharsets.UTF_8));
    }

    static String quoted(Secret secret) {
        return quoted(secret.octets());
    }

    private static String quoted(byte[] octets) {
        var out = new StringBuilder(octets.length + 2).append('"');
        for (byte octet : octets) {
            boolean plain =
                    octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9';
            if (plain) {
                out.append((char) octet);
            } else {
                out.append('\\');
                for (int shift = 6; shift >= 0; shift -= 3) {
                    out.append((char) ('0' + ((octet & 0xff) >> shift & 7)));
                }
            }
        }
        return out.append('"').toString();
    }
}
