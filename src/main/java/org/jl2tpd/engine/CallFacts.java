package org.jl2tpd.engine;

import java.util.Map;
import org.jl2tpd.wire.IpAddress;

/**
 * What is known of a session's call when its peer is to be judged. Texts come from the peer as they are.
 *
 * @param tunnelId local id
 * @param sessionId local id
 * @param tunnelSerial never used again while the process runs
 * @param sessionSerial likewise
 * @param localAddress our end of the tunnel, null for unknown
 * @param peerAddress the other end
 * @param localHostName Host Name that we show
 * @param peerHostName Host Name that the peer showed
 * @param openedByUs whether we opened the tunnel
 * @param assignmentId configured name of the tunnel, empty for none
 * @param callSerialNumber of the ICRQ or OCRQ
 * @param subAddress empty for none
 * @param txConnectSpeed bits a second as the ICCN has it, 0 for unknown
 * @param rxConnectSpeed likewise
 * @param physicalChannelId -1 for none
 * @param privateGroupId empty for none
 * @param line RFC 5515 access line AVPs (vendor 3561) of the ICRQ by attribute type, with their octets; empty for none
 */
public record CallFacts(
        int tunnelId,
        int sessionId,
        long tunnelSerial,
        long sessionSerial,
        IpAddress localAddress,
        IpAddress peerAddress,
        String localHostName,
        String peerHostName,
        boolean openedByUs,
        String assignmentId,
        long callSerialNumber,
        String subAddress,
        long txConnectSpeed,
        long rxConnectSpeed,
        long physicalChannelId,
        String privateGroupId,
        Map<Integer, byte[]> line) {
    /** Nothing is known. */
    public static final CallFacts NONE =
            new CallFacts(0, 0, 0, 0, null, null, "", "", false, "", 0, "", 0, 0, -1, "", Map.of());
}
