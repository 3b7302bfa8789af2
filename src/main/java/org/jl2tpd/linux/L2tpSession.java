package org.jl2tpd.linux;

/**
 * A session of the kernel's L2TP driver, as it is asked for and as the kernel shows it.
 *
 * @param pseudowireType {@link #ETHERNET} or {@link #PPP}
 * @param interfaceName the Ethernet device; empty for a name of the kernel's choice, and for PPP
 * @param cookie what our data messages carry: 0, 4 or 8 octets (RFC 3931 4.1)
 * @param peerCookie what the peer's data messages must carry: 0, 4 or 8 octets
 * @param l2SpecificSublayer L2TP_L2SPECTYPE: 1 for the default sublayer, 0 for none; the kernel doesn't show it and 1 stands here then
 * @param sendSequence whether our data messages are numbered
 * @param receiveSequence whether data messages that are not numbered are dropped
 * @param lnsMode whether we decide on sequence numbers (L2TPv2)
 * @param reorderTimeoutMs how long an early data message waits for the missing ones, 0 for not at all
 * @param statistics what was counted; not asked for when a session is made
 */
public record L2tpSession(
        long tunnelId,
        long peerTunnelId,
        long sessionId,
        long peerSessionId,
        int pseudowireType,
        String interfaceName,
        byte[] cookie,
        byte[] peerCookie,
        int l2SpecificSublayer,
        boolean sendSequence,
        boolean receiveSequence,
        boolean lnsMode,
        long reorderTimeoutMs,
        L2tpStatistics statistics) {
    /** L2TP_PWTYPE_ETH */
    public static final int ETHERNET = 5;
    /** L2TP_PWTYPE_PPP */
    public static final int PPP = 7;

    /** Without the cookies. */
    @Override
    public String toString() {
        return "L2tpSession[tunnel " + tunnelId + ", session " + sessionId + ", peer " + peerTunnelId + "/"
                + peerSessionId + ", " + interfaceName + "]";
    }
}
