package org.jl2tpd.wire;

/** Text forms of {@link IpAddress}: literals only (RFC 4291 2.2 in, RFC 5952 out). */
final class IpText {
    private IpText() {}

    static IpAddress parse(String text) {
        if (text == null || text.isEmpty() || text.length() > 45) {
            return null;
        }
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static IpAddress parseV4(String text) {
        long bits = parseQuad(text);
        return bits < 0 ? null : IpAddress.v4((int) bits);
    }

    /** Four decimal octets without leading zeros; -1 when the text is none. */
    private static long parseQuad(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long bits = 0;
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
                return -1;
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        if (gap >= 0 && text.lastIndexOf('.', gap) >= 0) {
            return null;
        }
        int[] groups = new int[8];
        int head = fill(groups, 0, gap < 0 ? text : text.substring(0, gap));
        if (gap < 0) {
            return head == 8 ? join(groups) : null;
        }
        int[] rest = new int[8];
        int tail = fill(rest, 0, text.substring(gap + 2));
        if (head < 0 || tail < 0 || head + tail > 7) {
            return null;
        }
        System.arraycopy(rest, 0, groups, 8 - tail, tail);
        return join(groups);
    }

    /** Writes the colon-separated groups and returns their number; -1 on a fault. */
    private static int fill(int[] groups, int from, String text) {
        if (text.isEmpty()) {
            return from;
        }
        String[] parts = text.split(":", -1);
        int at = from;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.indexOf('.') >= 0) {
                long quad = i == parts.length - 1 ? parseQuad(part) : -1;
                if (quad < 0 || at > 6) {
                    return -1;
                }
                groups[at++] = (int) (quad >>> 16);
                groups[at++] = (int) (quad & 0xffff);
            } else {
                boolean hex = !part.isEmpty()
                        && part.length() <= 4
                        && part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
                if (!hex || at > 7) {
                    return -1;
                }
                groups[at++] = Integer.parseInt(part, 16);
            }
        }
        return at;
    }

    private static IpAddress join(int[] groups) {
        long hi = 0;
        long lo = 0;
        for (int i = 0; i < 4; i++) {
            hi = hi << 16 | groups[i];
            lo = lo << 16 | groups[i + 4];
        }
        return new IpAddress(hi, lo);
    }

    static String format(IpAddress address) {
        if (address.isV4()) {
            int bits = address.v4();
            return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.hi() >>> (48 - 16 * i)) & 0xffff;
            groups[i + 4] = (int) (address.lo() >>> (48 - 16 * i)) & 0xffff;
        }
        return format(groups);
    }

    private static String format(int[] groups) {
        int bestAt = -1;
        int bestRun = 1;
        for (int i = 0; i < 8; ) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestRun) {
                bestAt = i;
                bestRun = end - i;
            }
            i = Math.max(end, i + 1);
        }
        var out = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestAt) {
                out.append("::");
                i += bestRun - 1;
            } else {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
