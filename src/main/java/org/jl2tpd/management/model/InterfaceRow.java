package org.jl2tpd.management.model;

import java.util.Map;
import org.jl2tpd.engine.Views;

/**
 * An interface, a row of ifTable (RFC 2863): a tunnel, or a session.
 *
 * @param tunnel the tunnel, or the one that the session is in
 * @param session null for a tunnel
 */
public record InterfaceRow(TunnelRow tunnel, SessionRow session) {
    /** ifAdminStatus and ifOperStatus. */
    public static final int UP = 1;

    public static final int DOWN = 2;
    public static final int DORMANT = 5;

    /** What a UDP datagram in IPv4 with all options has room for (RFC 3371 3.1.2.1). */
    public static final int TUNNEL_MTU = 65_467;

    private static final String ESTABLISHED = "ESTABLISHED";

    public static InterfaceRow of(TunnelRow tunnel) {
        return tunnel == null ? null : new InterfaceRow(tunnel, null);
    }

    public static InterfaceRow of(SessionRow session) {
        return session == null ? null : new InterfaceRow(session.tunnel(), session);
    }

    public boolean isTunnel() {
        return session == null;
    }

    public int index() {
        return isTunnel() ? tunnel.interfaceIndex() : session.interfaceIndex();
    }

    public String description() {
        if (!isTunnel()) {
            String user = session.view().user();
            String device = session.view().device();
            return "L2TP session " + session.tunnelId() + "/" + session.id()
                    + (user.isEmpty() ? "" : " of " + user)
                    + (device.isEmpty() ? "" : " on " + device);
        }
        Views.Tunnel view = tunnel.view();
        String host = view.peerHostName().isEmpty() ? "" : view.peerHostName() + " at ";
        return "L2TP tunnel " + view.id() + " to " + host + view.peerAddress();
    }

    /** By its ids: a network device may serve many sessions. */
    public String name() {
        return isTunnel() ? "tunnel" + tunnel.id() : "session" + session.tunnelId() + "/" + session.id();
    }

    /** The name that the configuration gives it; empty for none. */
    public String alias() {
        return isTunnel() ? tunnel.view().name() : session.view().name();
    }

    public int mtu() {
        return isTunnel() ? TUNNEL_MTU : session.view().mtu();
    }

    /** Bits a second; 0 for a tunnel, and where it is not known. */
    public long speed() {
        return isTunnel() ? 0 : session.view().detail().txConnectSpeed();
    }

    /** Down from the moment when somebody closes it. */
    public boolean isAdministrativelyUp() {
        return !state().equals("CLOSING") && !state().equals("CLOSED") && !state().equals("GONE");
    }

    /** up(1), down(2) or dormant(5): waiting for the peer. */
    public int operStatus() {
        if (!isAdministrativelyUp()) {
            return DOWN;
        }
        boolean isUp = state().equals(ESTABLISHED)
                && (isTunnel() || session.view().pppPhase().isEmpty() || isNetworkPhase());
        return isUp ? UP : DORMANT;
    }

    private boolean isNetworkPhase() {
        return session.view().pppPhase().equals("NETWORK");
    }

    private String state() {
        return isTunnel() ? tunnel.view().state() : session.view().state();
    }

    public long createdNs() {
        return isTunnel()
                ? tunnel.view().detail().createdNs()
                : session.view().detail().createdNs();
    }

    /** 0 for not yet. */
    public long establishedNs() {
        return isTunnel()
                ? tunnel.view().detail().establishedNs()
                : session.view().detail().establishedNs();
    }

    private Map<String, Long> counters() {
        return isTunnel() ? tunnel.view().counters() : session.view().counters();
    }

    /** Control and payload; a session has no control counters of its own. */
    public long inOctets() {
        return sum(counters(), "rx_octets", "control_rx_octets");
    }

    public long inPackets() {
        return sum(counters(), "rx_packets", "control_rx_packets");
    }

    public long inDiscards() {
        return sum(counters(), "rx_sequence_discards", "ppp_dropped_frames", "duplicates", "out_of_window");
    }

    public long inErrors() {
        return sum(counters(), "rx_errors");
    }

    public long outOctets() {
        return sum(counters(), "tx_octets", "control_tx_octets");
    }

    public long outPackets() {
        return sum(counters(), "tx_packets", "control_tx_packets");
    }

    public long outErrors() {
        return sum(counters(), "tx_errors");
    }

    private static long sum(Map<String, Long> counters, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counters.getOrDefault(name, 0L);
        }
        return sum;
    }

    /** Whether the session's PPP ends here, so that it is stacked on its tunnel (RFC 3371 3.1.1). */
    public static boolean isStacked(SessionRow session) {
        return session.view().type().startsWith("LNS");
    }
}
