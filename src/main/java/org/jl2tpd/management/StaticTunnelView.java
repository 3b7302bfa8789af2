package org.jl2tpd.management;

import java.util.List;
import java.util.Map;

/**
 * A tunnel without control protocol.
 *
 * @param state {@code UP} or {@code FAILED}
 * @param encapsulation {@code udp} or {@code ip}
 * @param localPort 0 without UDP
 * @param peerPort 0 without UDP
 * @param problem why it failed, else empty
 * @param counters what the kernel counted, by name
 */
public record StaticTunnelView(
        String name,
        String state,
        String encapsulation,
        String localAddress,
        int localPort,
        String peerAddress,
        int peerPort,
        long id,
        long peerId,
        String problem,
        Map<String, Long> counters,
        List<Session> sessions) {
    /**
     * An Ethernet session of it.
     *
     * @param state {@code UP} or {@code FAILED}
     * @param device its Ethernet device, empty when it failed
     */
    public record Session(
            String name,
            String state,
            String device,
            long id,
            long peerId,
            String problem,
            Map<String, Long> counters) {}
}
