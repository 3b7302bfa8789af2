package org.jl2tpd.management.snmp.l2tp;

import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.engine.Views.TunnelDetail;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.snmp4j.smi.Variable;

/** l2tpTunnelConfigTable, l2tpTunnelStatsTable, l2tpTunnelMapTable and l2tpUdpStatsTable. */
final class TunnelTables {
    /** udpIp(3). */
    private static final int UDP_IP = 3;

    private static final int TRANSPORTS = 5;
    private static final int LIMIT_16 = 65_535;

    private final Inventory inventory;
    private final TunnelChanges changes;
    private final IntRows<TunnelRow> rows;

    TunnelTables(SnmpContext context) {
        inventory = context.daemon().inventory();
        changes = new TunnelChanges(context.daemon());
        rows = new IntRows<>(inventory, inventory.tunnelInterfaces());
    }

    void addTo(MibGroup group) {
        addConfig(group.table("l2tpTunnelConfigTable", L2tpMib.TUNNEL_CONFIG, rows));
        var stats = group.table("l2tpTunnelStatsTable", L2tpMib.TUNNEL_STATS, rows);
        addPeer(stats);
        addChannel(stats);
        addSessions(stats);
        group.table("l2tpTunnelMapTable", L2tpMib.TUNNEL_MAP, new IntRows<>(inventory, inventory.tunnels()))
                .show(
                        2,
                        "l2tpTunnelMapIfIndex",
                        Syntax.INTEGER,
                        "TunnelRow.interfaceIndex",
                        row -> Smi.integer(row.interfaceIndex()));
        group.table("l2tpUdpStatsTable", L2tpMib.UDP_STATS, rows)
                .show(
                        2,
                        "l2tpUdpStatsPeerPort",
                        Syntax.INTEGER,
                        "Tunnel.peerPort",
                        row -> Smi.integer(row.view().peerPort()))
                .show(
                        3,
                        "l2tpUdpStatsLocalPort",
                        Syntax.INTEGER,
                        "Tunnel.localPort",
                        row -> Smi.integer(row.view().localPort()));
    }

    private void addConfig(ObjectTable<TunnelRow> table) {
        table.show(2, "l2tpTunnelConfigDomainId", Syntax.OCTETS, "Tunnel.peerProfile", TunnelTables::domain)
                .change(
                        6,
                        "l2tpTunnelConfigHelloInterval",
                        Syntax.INTEGER,
                        "Tunnel.detail.helloIntervalSeconds",
                        detail(TunnelDetail::helloIntervalSeconds),
                        changes.hello())
                .change(
                        7,
                        "l2tpTunnelConfigIdleTimeout",
                        Syntax.INTEGER,
                        "Tunnel.detail.idleTimeoutSeconds",
                        detail(TunnelDetail::idleTimeoutSeconds),
                        changes.idle())
                .change(
                        8,
                        "l2tpTunnelConfigControlRWS",
                        Syntax.INTEGER,
                        "Tunnel.detail.receiveWindow",
                        detail(TunnelDetail::receiveWindow),
                        Writes.locked(1, LIMIT_16, row -> row.view().detail().receiveWindow()))
                .change(
                        9,
                        "l2tpTunnelConfigControlMaxRetx",
                        Syntax.INTEGER,
                        "Tunnel.detail.maxRetransmissions",
                        detail(TunnelDetail::maxRetransmissions),
                        changes.maxRetx())
                .change(
                        10,
                        "l2tpTunnelConfigControlMaxRetxTO",
                        Syntax.INTEGER,
                        "Tunnel.detail.maxRetransmitIntervalSeconds (32 for more)",
                        row -> TunnelChanges.maxRetxTimeout(row.view().detail().maxRetransmitIntervalSeconds()),
                        changes.maxRetxTimeout());
        addSessionConfig(table);
    }

    private void addSessionConfig(ObjectTable<TunnelRow> table) {
        table.change(
                        11,
                        "l2tpTunnelConfigPayloadSeq",
                        Syntax.INTEGER,
                        "Tunnel.detail.payloadSequencing",
                        detail(d -> Enumerations.payloadSequencing(d.payloadSequencing())),
                        changes.payloadSequencing())
                .change(
                        12,
                        "l2tpTunnelConfigReassemblyTO",
                        Syntax.INTEGER,
                        "Tunnel.detail.reorderTimeoutMs",
                        detail(TunnelDetail::reorderTimeoutMs),
                        changes.reassembly())
                .change(
                        13,
                        "l2tpTunnelConfigTransport",
                        Syntax.INTEGER,
                        "constant udpIp(3)",
                        row -> Smi.integer(UDP_IP),
                        Writes.locked(1, TRANSPORTS, row -> UDP_IP))
                .change(
                        14,
                        "l2tpTunnelConfigDrainTunnel",
                        Syntax.INTEGER,
                        "Tunnel.detail.draining",
                        row -> Smi.truth(row.view().detail().draining()),
                        changes.drain())
                .show(
                        15,
                        "l2tpTunnelConfigProxyPPPAuth",
                        Syntax.INTEGER,
                        "Tunnel.detail.proxyPpp",
                        row -> Smi.truth(row.view().detail().proxyPpp()));
    }

    private static void addPeer(ObjectTable<TunnelRow> table) {
        table.show(1, name("LocalTID"), Syntax.INTEGER, "Tunnel.id", row -> Smi.integer(row.id()))
                .show(
                        2,
                        name("RemoteTID"),
                        Syntax.INTEGER,
                        "Tunnel.peerId",
                        row -> Smi.integer(row.view().peerId()))
                .show(3, name("State"), Syntax.INTEGER, "Tunnel.state", TunnelTables::state)
                .show(4, name("Initiated"), Syntax.INTEGER, "Tunnel.detail.initiatedLocally", TunnelTables::initiated)
                .show(5, name("RemoteHostName"), Syntax.OCTETS, "Tunnel.peerHostName", TunnelTables::hostName)
                .show(
                        6,
                        name("RemoteVendorName"),
                        Syntax.OCTETS,
                        "Tunnel.peerVendorName",
                        row -> Smi.text(row.view().peerVendorName()))
                .show(
                        7,
                        name("RemoteFirmwareRev"),
                        Syntax.INTEGER,
                        "Tunnel.detail.peerFirmwareRevision",
                        detail(TunnelDetail::peerFirmwareRevision))
                .show(
                        8,
                        name("RemoteProtocolVer"),
                        Syntax.OCTETS,
                        "Tunnel.detail.peerProtocolVersion",
                        TunnelTables::protocolVersion)
                .show(
                        9,
                        name("InitialRemoteRWS"),
                        Syntax.INTEGER,
                        "Tunnel.detail.peerReceiveWindow",
                        detail(TunnelDetail::peerReceiveWindow))
                .show(
                        10,
                        name("BearerCaps"),
                        Syntax.INTEGER,
                        "Tunnel.detail.peerBearerCapabilities",
                        detail(d -> Enumerations.bearerCapabilities(d.peerBearerCapabilities())))
                .show(
                        11,
                        name("FramingCaps"),
                        Syntax.INTEGER,
                        "Tunnel.detail.peerFramingCapabilities",
                        detail(d -> Enumerations.framingCapabilities(d.peerFramingCapabilities())));
    }

    private static void addChannel(ObjectTable<TunnelRow> table) {
        counter(table, 12, "ControlRxPkts", "control_rx_packets");
        counter(table, 13, "ControlRxZLB", "rx_zlbs");
        counter(table, 14, "ControlOutOfSeq", "out_of_sequence", "out_of_window");
        counter(table, 15, "ControlOutOfWin", "out_of_window");
        counter(table, 16, "ControlTxPkts", "control_tx_packets");
        counter(table, 17, "ControlTxZLB", "tx_zlbs");
        counter(table, 18, "ControlAckTO", "retransmits");
        table.show(19, name("CurrentRemoteRWS"), Syntax.GAUGE32, "least of Tunnel.counters[cwnd], [tx_window]", row -> {
            var counters = row.view().counters();
            return Smi.gauge(Math.min(Smi.sum(counters, "cwnd"), Smi.sum(counters, "tx_window")));
        });
        sequence(table, 20, "TxSeq", "ns");
        sequence(table, 21, "TxSeqAck", "peer_nr");
        sequence(table, 22, "RxSeq", "nr");
        sequence(table, 23, "RxSeqAck", "nr");
    }

    private static void addSessions(ObjectTable<TunnelRow> table) {
        wide(table, 24, "TotalSessions", "sessionsTotal", TunnelDetail::sessionsTotal);
        wide(table, 25, "FailedSessions", "sessionsFailed", TunnelDetail::sessionsFailed);
        table.show(
                        26,
                        name("ActiveSessions"),
                        Syntax.GAUGE32,
                        "Tunnel.detail.sessionsEstablished",
                        row -> Smi.gauge(row.view().detail().sessionsEstablished()))
                .show(
                        27,
                        name("LastResultCode"),
                        Syntax.INTEGER,
                        "Tunnel.detail.resultCode",
                        detail(TunnelDetail::resultCode))
                .show(
                        28,
                        name("LastErrorCode"),
                        Syntax.INTEGER,
                        "Tunnel.detail.errorCode",
                        detail(TunnelDetail::errorCode))
                .show(
                        29,
                        name("LastErrorMessage"),
                        Syntax.OCTETS,
                        "Tunnel.detail.errorMessage",
                        row -> Smi.text(row.view().detail().errorMessage()))
                .show(
                        30,
                        name("DrainingTunnel"),
                        Syntax.INTEGER,
                        "Tunnel.detail.drainingInEffect, while Tunnel.sessions is not 0",
                        row -> Smi.truth(row.isDraining()));
    }

    private static String name(String rest) {
        return "l2tpTunnelStats" + rest;
    }

    private static void counter(ObjectTable<TunnelRow> table, int number, String name, String... counters) {
        table.show(
                number,
                name(name),
                Syntax.COUNTER32,
                "Tunnel.counters[" + String.join("] + [", counters) + "]",
                row -> Smi.counter32(Smi.sum(row.view().counters(), counters)));
    }

    private static void sequence(ObjectTable<TunnelRow> table, int number, String name, String counter) {
        table.show(
                number,
                name(name),
                Syntax.INTEGER,
                "Tunnel.counters[" + counter + "]",
                row -> Smi.integer((int) Smi.sum(row.view().counters(), counter) & LIMIT_16));
    }

    private static void wide(
            ObjectTable<TunnelRow> table, int number, String name, String field, ToLongFunction<TunnelDetail> value) {
        table.show(
                number,
                name(name),
                Syntax.COUNTER32,
                "Tunnel.detail." + field,
                row -> Smi.counter32(value.applyAsLong(row.view().detail())));
    }

    private static java.util.function.Function<TunnelRow, Variable> detail(ToIntFunction<TunnelDetail> value) {
        return row -> Smi.integer(value.applyAsInt(row.view().detail()));
    }

    private static Variable domain(TunnelRow row) {
        Views.Tunnel view = row.view();
        return Smi.octets(Smi.utf8(view.peerProfile(), L2tpMib.DOMAIN_ID_LIMIT));
    }

    static Variable state(TunnelRow row) {
        return Smi.integer(L2tpCodes.tunnel(row.view().state()));
    }

    /** locally(1), remotely(2). */
    static Variable initiated(TunnelRow row) {
        return Smi.truth(row.view().detail().initiatedLocally());
    }

    static Variable hostName(TunnelRow row) {
        return Smi.text(row.view().peerHostName());
    }

    private static Variable protocolVersion(TunnelRow row) {
        int version = row.view().detail().peerProtocolVersion();
        return Smi.octets((byte) (version >> 8), (byte) version);
    }
}
