package org.jl2tpd.linux;

/**
 * What the kernel counted of an L2TP tunnel or session since it was made (linux/l2tp.h L2TP_ATTR_STATS).
 *
 * @param rxSequenceDiscards data messages dropped because of their sequence number
 * @param rxOutOfSequence data messages that came out of order
 * @param rxCookieDiscards data messages with a wrong cookie; 0 on kernels that don't tell
 * @param rxInvalid messages that were no L2TP; 0 on kernels that don't tell
 */
public record L2tpStatistics(
        long txPackets,
        long txOctets,
        long txErrors,
        long rxPackets,
        long rxOctets,
        long rxErrors,
        long rxSequenceDiscards,
        long rxOutOfSequence,
        long rxCookieDiscards,
        long rxInvalid) {
    /** Nothing counted. */
    public static final L2tpStatistics NONE = new L2tpStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
