package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.Map;
import org.jl2tpd.management.StaticTunnelView;

/**
 * A tunnel without control protocol.
 *
 * @param state {@code UP} or {@code FAILED}
 * @param encapsulation {@code udp} or {@code ip}
 * @param problem why it failed, else empty
 * @param counters what the kernel counted, by name
 */
public record StaticTunnelInfo(
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
    /** An Ethernet session of it. */
    public record Session(
            String name,
            String state,
            String device,
            long id,
            long peerId,
            String problem,
            Map<String, Long> counters) {}

    static StaticTunnelInfo of(StaticTunnelView view) {
        List<Session> sessions = view.sessions().stream()
                .map(s -> new Session(s.name(), s.state(), s.device(), s.id(), s.peerId(), s.problem(), s.counters()))
                .toList();
        return new StaticTunnelInfo(
                view.name(),
                view.state(),
                view.encapsulation(),
                view.localAddress(),
                view.localPort(),
                view.peerAddress(),
                view.peerPort(),
                view.id(),
                view.peerId(),
                view.problem(),
                view.counters(),
                sessions);
    }
}
