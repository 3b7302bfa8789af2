package org.jl2tpd.profile;

import java.util.regex.Pattern;

/**
 * Speeds that a LAC reports in ICCN and OCCN ({@code connect_speed}, written {@code RX[:TX]}).
 *
 * @param rxBps Rx Connect Speed in bit/s; 0 omits the AVP
 * @param txBps Tx Connect Speed in bit/s, at least 1: some LNSs refuse 0
 */
public record ConnectSpeed(long rxBps, long txBps) {
    /** The largest speed that the 32-bit AVPs carry. */
    public static final long MAX_BPS = 0xffffffffL;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})(?::([0-9]{1,10}))?");

    /** Parses {@code RX:TX}, or one speed for both; null when the text is neither or out of range. */
    public static ConnectSpeed parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        long rx = Long.parseLong(form.group(1));
        long tx = form.group(2) == null ? rx : Long.parseLong(form.group(2));
        return rx <= MAX_BPS && tx >= 1 && tx <= MAX_BPS ? new ConnectSpeed(rx, tx) : null;
    }

    @Override
    public String toString() {
        return rxBps + ":" + txBps;
    }
}
