package org.jl2tpd.control;

/**
 * What a session is made with: a copy of the resolved profile and of the request.
 *
 * @param framingType bit 0 sync, bit 1 async
 * @param bearerType bit 0 digital, bit 1 analog
 * @param minimumBps for OCRQ
 * @param maximumBps for OCRQ
 * @param txConnectSpeedBps for ICCN and OCCN, not 0 (DrayTek refuses 0)
 * @param rxConnectSpeedBps for ICCN and OCCN; omitted when 0 or equal to the transmit speed
 * @param calledNumber ASCII, empty to omit where it is optional
 * @param callingNumber ASCII, empty to omit
 * @param subAddress ASCII, empty to omit
 * @param privateGroupId empty to omit
 * @param physicalChannelId -1 to omit
 * @param sequencingRequired whether we, as LAC, send Sequencing Required
 * @param sendSequence whether our data messages carry sequence numbers from the start
 * @param reorderTimeoutNs how long an early data message waits for the missing ones, 0 not at all
 * @param proxy proxy LCP and authentication AVPs for our ICCN, null for none
 * @param traceMask initial facilities, bits of {@link org.jl2tpd.wire.TraceFacility}
 */
public record SessionParameters(
        int framingType,
        int bearerType,
        long minimumBps,
        long maximumBps,
        long txConnectSpeedBps,
        long rxConnectSpeedBps,
        String calledNumber,
        String callingNumber,
        String subAddress,
        String privateGroupId,
        long physicalChannelId,
        boolean sequencingRequired,
        boolean sendSequence,
        long reorderTimeoutNs,
        ProxyAvps proxy,
        int traceMask) {
    /** The same with other sequence numbers: what a live session takes over ({@link Session#change}). */
    public SessionParameters withSequencing(boolean otherSendSequence, long otherReorderTimeoutNs) {
        return new SessionParameters(
                framingType,
                bearerType,
                minimumBps,
                maximumBps,
                txConnectSpeedBps,
                rxConnectSpeedBps,
                calledNumber,
                callingNumber,
                subAddress,
                privateGroupId,
                physicalChannelId,
                sequencingRequired,
                otherSendSequence,
                otherReorderTimeoutNs,
                proxy,
                traceMask);
    }
}
