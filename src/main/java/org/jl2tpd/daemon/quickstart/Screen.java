package org.jl2tpd.daemon.quickstart;

import java.util.List;
import org.jl2tpd.cli.Table;
import org.jl2tpd.engine.Views;

/** The quick start's table of tunnels and sessions of both sides, as text. */
final class Screen {
    private Screen() {}

    static String tables(List<Side> sides) {
        return tunnels(sides) + "\n" + sessions(sides);
    }

    private static String tunnels(List<Side> sides) {
        Table table = new Table()
                .text("SIDE")
                .number("TUNNEL")
                .number("PEER ID")
                .text("STATE")
                .text("PEER")
                .text("HOST NAME");
        for (Side side : sides) {
            for (Views.Tunnel tunnel : side.tunnels()) {
                table.row(
                        side.name(),
                        tunnel.id(),
                        tunnel.peerId(),
                        tunnel.state(),
                        tunnel.peerAddress() + ":" + tunnel.peerPort(),
                        tunnel.peerHostName());
            }
        }
        return table.format();
    }

    private static String sessions(List<Side> sides) {
        Table table = new Table()
                .text("SIDE")
                .text("SESSION")
                .text("STATE")
                .text("PPP")
                .text("USER")
                .text("LOCAL")
                .text("PEER")
                .text("DEVICE")
                .number("OCTETS IN")
                .number("OUT");
        for (Side side : sides) {
            for (Views.Session session : side.sessions()) {
                table.row(
                        side.name(),
                        session.tunnelId() + "/" + session.id(),
                        session.state(),
                        session.pppPhase(),
                        session.user(),
                        session.localIpv4(),
                        session.peerIpv4(),
                        session.device(),
                        counter(session, Octets.IN),
                        counter(session, Octets.OUT));
            }
        }
        return table.format();
    }

    static long counter(Views.Session session, String name) {
        return session.counters().getOrDefault(name, 0L);
    }

    /** Counters of a session. */
    static final class Octets {
        static final String IN = "rx_octets";
        static final String OUT = "tx_octets";

        private Octets() {}
    }
}
