package org.jl2tpd.management.snmp.jl2tpd;

import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.snmp4j.smi.Variable;

/** Tunnels by local id. */
final class TunnelTable {
    private final Moments moments;
    private final Table<TunnelRow> table = new Table<>("jl2tpdTunnel");

    TunnelTable(Moments moments) {
        this.moments = moments;
    }

    void register(MibRegistry registry, String root, TunnelRows rows, TunnelMaker maker) {
        identity();
        addresses();
        life();
        control();
        payload();
        settings();
        table.register(registry, root, rows, maker);
    }

    private static Variable detail(TunnelRow row, ToLongFunction<Views.TunnelDetail> figure) {
        return Smi.gauge(figure.applyAsLong(row.view().detail()));
    }

    private void identity() {
        table.add("PeerId", row -> Smi.gauge(row.view().peerId()))
                .add("Name", row -> Smi.text(row.view().name()))
                .add("PeerHostName", row -> Smi.text(row.view().peerHostName()))
                .add("PeerVendorName", row -> Smi.text(row.view().peerVendorName()))
                .add("State", row -> States.of(States.CONTROL, row.view().state()))
                .add("PeerProfile", row -> Smi.text(row.view().peerProfile()))
                .add("Profile", row -> Smi.text(row.view().tunnelProfile()))
                .add("Initiator", row -> States.end(row.view().detail().initiatedLocally()))
                .add("Persist", row -> Smi.truth(row.view().persist()))
                .add("IfIndex", row -> Smi.integer(row.interfaceIndex()));
    }

    private void addresses() {
        table.add("LocalAddressType", row -> Smi.addressType(row.view().localAddress()))
                .add("LocalAddress", row -> Smi.addressOctets(row.view().localAddress()))
                .add("LocalPort", row -> Smi.gauge(row.view().localPort()))
                .add("PeerAddressType", row -> Smi.addressType(row.view().peerAddress()))
                .add("PeerAddress", row -> Smi.addressOctets(row.view().peerAddress()))
                .add("PeerPort", row -> Smi.gauge(row.view().peerPort()));
    }

    private void life() {
        table.add("Sessions", row -> Smi.gauge(row.view().sessions()))
                .add("SessionsEstablished", row -> detail(row, Views.TunnelDetail::sessionsEstablished))
                .add("SessionsTotal", row -> Smi.counter64(row.view().detail().sessionsTotal()))
                .add("SessionsFailed", row -> Smi.counter64(row.view().detail().sessionsFailed()))
                .add("Age", row -> Smi.gauge(row.view().ageSeconds()))
                .add("CreationTime", row -> moments.date(row.view().detail().createdNs()))
                .add(
                        "DiscontinuityTime",
                        row -> moments.stamp(row.view().detail().createdNs()))
                .add("ResultCode", row -> detail(row, Views.TunnelDetail::resultCode))
                .add("ErrorCode", row -> detail(row, Views.TunnelDetail::errorCode))
                .add("LastResult", row -> Smi.text(row.view().lastResult()));
    }

    private void count(String column, String counter) {
        table.add(column, row -> Smi.counter64(counter(row, counter)));
    }

    private static long counter(TunnelRow row, String counter) {
        return row.view().counters().getOrDefault(counter, 0L);
    }

    private void control() {
        count("ControlRxOctets", "control_rx_octets");
        count("ControlRxPackets", "control_rx_packets");
        count("ControlTxOctets", "control_tx_octets");
        count("ControlTxPackets", "control_tx_packets");
        count("Retransmissions", "retransmits");
        count("Duplicates", "duplicates");
        count("OutOfWindow", "out_of_window");
        count("OutOfSequence", "out_of_sequence");
        count("RxHellos", "rx_hellos");
        count("TxHellos", "tx_hellos");
        count("RxZlbs", "rx_zlbs");
        count("TxZlbs", "tx_zlbs");
        table.add("QueuedMessages", row -> Smi.gauge(counter(row, "queued")))
                .add("CongestionWindow", row -> Smi.gauge(counter(row, "cwnd")));
    }

    private void payload() {
        count("PayloadRxOctets", "rx_octets");
        count("PayloadRxPackets", "rx_packets");
        count("PayloadRxErrors", "rx_errors");
        count("PayloadTxOctets", "tx_octets");
        count("PayloadTxPackets", "tx_packets");
        count("PayloadTxErrors", "tx_errors");
        table.add("StatisticsAge", row -> Smi.gauge(counter(row, "statistics_age_ms")));
    }

    private void settings() {
        table.add("HelloInterval", row -> detail(row, Views.TunnelDetail::helloIntervalSeconds))
                .add("IdleTimeout", row -> Smi.integer(row.view().detail().idleTimeoutSeconds()))
                .add("ReceiveWindow", row -> detail(row, Views.TunnelDetail::receiveWindow))
                .add("PeerReceiveWindow", row -> detail(row, Views.TunnelDetail::peerReceiveWindow))
                .add("Draining", row -> Smi.truth(row.view().detail().draining()))
                .add("DebugMask", row -> Smi.gauge(row.view().kernelDebugMask()))
                .add("TraceMask", row -> Smi.gauge(row.view().traceMask()))
                .add("CloseReason", row -> Smi.text(""))
                .add("RowStatus", row -> Smi.integer(status(row)));
    }

    private static int status(TunnelRow row) {
        boolean ends =
                row.view().state().equals("CLOSING") || row.view().state().equals("GONE");
        return ends ? Status.NOT_IN_SERVICE : Status.ACTIVE;
    }
}
