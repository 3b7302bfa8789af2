package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;

/**
 * A row of ifTable: a tunnel, or a session.
 *
 * @param tunnel the tunnel, or the one that the session is in
 * @param session null for a tunnel
 */
record InterfaceRow(TunnelRow tunnel, SessionRow session) {
    private static final String ESTABLISHED = "ESTABLISHED";

    static InterfaceRow of(TunnelRow tunnel) {
        return tunnel == null ? null : new InterfaceRow(tunnel, null);
    }

    static InterfaceRow of(SessionRow session) {
        return session == null ? null : new InterfaceRow(session.tunnel(), session);
    }

    boolean isTunnel() {
        return session == null;
    }

    int index() {
        return isTunnel() ? tunnel.interfaceIndex() : session.interfaceIndex();
    }

    String description() {
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
    String name() {
        return isTunnel() ? "tunnel" + tunnel.id() : "session" + session.tunnelId() + "/" + session.id();
    }

    /** The name that the configuration gives it; empty for none. */
    String alias() {
        return isTunnel() ? tunnel.view().name() : session.view().name();
    }

    int mtu() {
        return isTunnel() ? IfMib.TUNNEL_MTU : session.view().mtu();
    }

    /** Bits a second; 0 for a tunnel, and where it is not known. */
    long speed() {
        return isTunnel() ? 0 : session.view().detail().txConnectSpeed();
    }

    /** Down from the moment when somebody closes it. */
    boolean isAdministrativelyUp() {
        return !state().equals("CLOSING") && !state().equals("CLOSED") && !state().equals("GONE");
    }

    /** up(1), down(2) or dormant(5): waiting for the peer. */
    int operStatus() {
        if (!isAdministrativelyUp()) {
            return IfMib.DOWN;
        }
        boolean isUp = state().equals(ESTABLISHED)
                && (isTunnel() || session.view().pppPhase().isEmpty() || isNetworkPhase());
        return isUp ? IfMib.UP : IfMib.DORMANT;
    }

    private boolean isNetworkPhase() {
        return session.view().pppPhase().equals("NETWORK");
    }

    private String state() {
        return isTunnel() ? tunnel.view().state() : session.view().state();
    }

    long createdNs() {
        return isTunnel()
                ? tunnel.view().detail().createdNs()
                : session.view().detail().createdNs();
    }

    /** 0 for not yet. */
    long establishedNs() {
        return isTunnel()
                ? tunnel.view().detail().establishedNs()
                : session.view().detail().establishedNs();
    }

    private Map<String, Long> counters() {
        return isTunnel() ? tunnel.view().counters() : session.view().counters();
    }

    /** Control and payload; a session has no control counters of its own. */
    long inOctets() {
        return Smi.sum(counters(), "rx_octets", "control_rx_octets");
    }

    long inPackets() {
        return Smi.sum(counters(), "rx_packets", "control_rx_packets");
    }

    long inDiscards() {
        return Smi.sum(counters(), "rx_sequence_discards", "ppp_dropped_frames", "duplicates", "out_of_window");
    }

    long inErrors() {
        return Smi.sum(counters(), "rx_errors");
    }

    long outOctets() {
        return Smi.sum(counters(), "tx_octets", "control_tx_octets");
    }

    long outPackets() {
        return Smi.sum(counters(), "tx_packets", "control_tx_packets");
    }

    long outErrors() {
        return Smi.sum(counters(), "tx_errors");
    }

    /** Whether the session's PPP ends here, so that it is stacked on its tunnel (RFC 3371 3.1.1). */
    static boolean isStacked(SessionRow session) {
        return session.view().type().startsWith("LNS");
    }
}
