package org.jl2tpd.management;

import java.util.List;
import org.jl2tpd.engine.Views;

/**
 * The daemon as a whole.
 *
 * @param version of the program
 * @param processId of the daemon
 * @param uptimeSeconds since it was ready
 * @param enabled false while an operator has switched the protocol off
 * @param alarms resources of the process or host that are nearly used up, in words
 * @param trace names of the traced facilities, {@code none} for none
 */
public record SystemStatus(
        String version,
        long processId,
        long uptimeSeconds,
        String datapath,
        int tunnels,
        int tunnelsEstablished,
        int halfOpen,
        int sessions,
        int sessionsEstablished,
        boolean enabled,
        boolean draining,
        boolean stopping,
        String trace,
        List<String> alarms) {
    static SystemStatus of(Views.System view, DaemonInfo info, long nowNs, List<String> alarms) {
        return new SystemStatus(
                info.version(),
                info.processId(),
                Math.max(0, nowNs - info.startedNs()) / 1_000_000_000L,
                view.datapath(),
                view.tunnels(),
                view.tunnelsEstablished(),
                view.halfOpen(),
                view.sessions(),
                view.sessionsEstablished(),
                view.enabled(),
                view.draining(),
                view.stopping(),
                TraceNames.format(view.traceMask()),
                alarms);
    }
}
