package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SortedRows;

/** Tunnels and sessions that ended lately. */
final class ClosedTables {
    private final Inventory inventory;
    private final Moments moments;

    ClosedTables(Inventory inventory, Moments moments) {
        this.inventory = inventory;
        this.moments = moments;
    }

    void register(MibRegistry registry, String root) {
        tunnels()
                .register(
                        registry,
                        root,
                        SortedRows.of(() -> closed().tunnels(), rows -> byNumber(rows, Views.ClosedTunnel::number)));
        sessions()
                .register(
                        registry,
                        root,
                        SortedRows.of(() -> closed().sessions(), rows -> byNumber(rows, Views.ClosedSession::number)));
    }

    private Views.Closed closed() {
        inventory.look();
        return inventory.whole().closed();
    }

    private static <R> NavigableMap<int[], R> byNumber(List<R> rows, ToLongFunction<R> number) {
        NavigableMap<int[], R> all = new TreeMap<>(Index.ORDER);
        rows.forEach(row -> all.put(new int[] {(int) number.applyAsLong(row)}, row));
        return all;
    }

    private Table<Views.ClosedTunnel> tunnels() {
        return new Table<Views.ClosedTunnel>("jl2tpdClosedTunnel")
                .add("Time", row -> moments.date(row.closedNs()))
                .add("Lived", row -> Smi.gauge(TimeUnit.MILLISECONDS.toSeconds(row.livedMs())))
                .add("Id", row -> Smi.gauge(row.id()))
                .add("PeerId", row -> Smi.gauge(row.peerId()))
                .add("Name", row -> Smi.text(row.name()))
                .add("PeerAddressType", row -> Smi.addressType(row.peerAddress()))
                .add("PeerAddress", row -> Smi.addressOctets(row.peerAddress()))
                .add("PeerPort", row -> Smi.gauge(row.peerPort()))
                .add("PeerHostName", row -> Smi.text(row.peerHostName()))
                .add("PeerProfile", row -> Smi.text(row.peerProfile()))
                .add("WasEstablished", row -> Smi.truth(row.established()))
                .add("EndedBy", row -> States.end(!row.byPeer()))
                .add("Sessions", row -> Smi.gauge(row.sessionsTotal()))
                .add("ResultCode", row -> Smi.gauge(row.resultCode()))
                .add("ErrorCode", row -> Smi.gauge(row.errorCode()))
                .add("Cause", row -> Smi.text(row.words()));
    }

    private Table<Views.ClosedSession> sessions() {
        return new Table<Views.ClosedSession>("jl2tpdClosedSession")
                .add("Time", row -> moments.date(row.closedNs()))
                .add("Lived", row -> Smi.gauge(TimeUnit.MILLISECONDS.toSeconds(row.livedMs())))
                .add("TunnelId", row -> Smi.gauge(row.tunnelId()))
                .add("Id", row -> Smi.gauge(row.id()))
                .add("PeerId", row -> Smi.gauge(row.peerId()))
                .add("UserName", row -> Smi.text(row.user()))
                .add("TunnelPeerAddressType", row -> Smi.addressType(row.peerAddress()))
                .add("TunnelPeerAddress", row -> Smi.addressOctets(row.peerAddress()))
                .add("PeerAddressType", row -> Smi.addressType(row.peerIpv4()))
                .add("PeerAddress", row -> Smi.addressOctets(row.peerIpv4()))
                .add("WasEstablished", row -> Smi.truth(row.established()))
                .add("EndedBy", row -> States.end(!row.byPeer()))
                .add("RxOctets", row -> Smi.counter64(row.rxOctets()))
                .add("TxOctets", row -> Smi.counter64(row.txOctets()))
                .add("ResultCode", row -> Smi.gauge(row.resultCode()))
                .add("ErrorCode", row -> Smi.gauge(row.errorCode()))
                .add("PppCause", row -> Smi.integer(row.pppCause()))
                .add("Cause", row -> Smi.text(row.words()));
    }
}
