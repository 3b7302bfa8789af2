package org.jl2tpd.management.jmx;

import java.util.Map;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.SessionRow;

/** A session in a list; {@link SessionInfo} has all of it, and says what each item is. */
public record SessionLine(
        int tunnelId,
        int id,
        int peerId,
        int interfaceIndex,
        String name,
        String tunnelName,
        String callType,
        String state,
        int stateCode,
        String user,
        String peerAddress,
        String peerIpv4Address,
        String ipv6Prefix,
        String delegatedPrefix,
        String device,
        String partner,
        int mtu,
        long establishedSeconds,
        int debugMask,
        int traceMask,
        long rxPacketsTotal,
        long rxOctetsTotal,
        long rxErrorsTotal,
        long txPacketsTotal,
        long txOctetsTotal,
        long txErrorsTotal,
        long statisticsAgeMilliseconds) {
    static SessionLine of(SessionRow row) {
        Views.Session view = row.view();
        Map<String, Long> counters = view.counters();
        return new SessionLine(
                view.tunnelId(),
                view.id(),
                view.peerId(),
                row.interfaceIndex(),
                view.name(),
                view.tunnelName(),
                view.type(),
                view.state(),
                L2tpCodes.session(view.state()),
                view.user(),
                row.tunnel().view().peerAddress(),
                view.peerIpv4(),
                view.ipv6Prefix(),
                view.delegatedPrefix(),
                view.device(),
                view.partner(),
                view.mtu(),
                view.ageSeconds(),
                view.kernelDebugMask(),
                view.traceMask(),
                counters.getOrDefault("rx_packets", 0L),
                counters.getOrDefault("rx_octets", 0L),
                counters.getOrDefault("rx_errors", 0L),
                counters.getOrDefault("tx_packets", 0L),
                counters.getOrDefault("tx_octets", 0L),
                counters.getOrDefault("tx_errors", 0L),
                counters.getOrDefault("statistics_age_ms", 0L));
    }
}
