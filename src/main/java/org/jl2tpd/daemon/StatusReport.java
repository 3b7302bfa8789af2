package org.jl2tpd.daemon;

import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a daemon in its log, when SIGUSR1 asks for it. */
final class StatusReport {
    /** Tunnels that are written at most, with a line each. */
    static final int TUNNEL_LIMIT = 190;

    private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

    private StatusReport() {}

    static void write(Control control) {
        try {
            Views.System system = control.system();
            LOG.atInfo()
                    .addKeyValue("tunnels", system.tunnels())
                    .addKeyValue("tunnels_established", system.tunnelsEstablished())
                    .addKeyValue("half_open", system.halfOpen())
                    .addKeyValue("sessions", system.sessions())
                    .addKeyValue("sessions_established", system.sessionsEstablished())
                    .addKeyValue("enabled", system.enabled())
                    .addKeyValue("draining", system.draining())
                    .addKeyValue("max_tunnels", system.limits().tunnels())
                    .addKeyValue("max_sessions", limit(system.limits().sessions()))
                    .addKeyValue("max_half_open_tunnels", system.limits().halfOpen())
                    .addKeyValue("datapath", system.datapath())
                    .log("status");
            Views.TunnelPage page = control.listTunnels(0, TUNNEL_LIMIT);
            page.tunnels().forEach(StatusReport::write);
            if (page.more()) {
                LOG.atInfo().addKeyValue("do", "jl2tpctl list tunnels").log("status_has_more_tunnels");
            }
        } catch (ControlException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("status_not_known");
        }
    }

    /** The shortest that says something. */
    static String line(Views.System system) {
        String text =
                count(system.tunnelsEstablished(), "tunnel") + ", " + count(system.sessionsEstablished(), "session");
        return text + (system.draining() ? ", draining" : "") + (system.enabled() ? "" : ", disabled");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String limit(int most) {
        return most == Integer.MAX_VALUE ? "no limit" : Integer.toString(most);
    }

    private static void write(Views.Tunnel tunnel) {
        LOG.atInfo()
                .addKeyValue("tunnel", tunnel.id())
                .addKeyValue("name", tunnel.name())
                .addKeyValue("state", tunnel.state())
                .addKeyValue("peer", tunnel.peerAddress())
                .addKeyValue("host", tunnel.peerHostName())
                .addKeyValue("sessions", tunnel.sessions())
                .addKeyValue("age_seconds", tunnel.ageSeconds())
                .log("status_tunnel");
    }
}
