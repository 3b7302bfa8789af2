package org.jl2tpd.management.snmp.l2tp;

import java.util.function.Function;
import org.jl2tpd.engine.Views.SessionDetail;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.L2tpCodes;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.snmp4j.smi.Variable;

/** l2tpSessionStatsTable and l2tpSessionMapTable. No binding of an interface can be made: calls come by the configuration. */
final class SessionTables {
    private final Inventory inventory;

    SessionTables(SnmpContext context) {
        inventory = context.daemon().inventory();
    }

    void addTo(MibGroup group) {
        var stats = group.table("l2tpSessionStatsTable", L2tpMib.SESSION_STATS, new SessionRows(inventory));
        addCall(stats);
        addLine(stats);
        addData(stats);
        group.table("l2tpSessionMapTable", L2tpMib.SESSION_MAP, new IntRows<>(inventory, inventory.sessionInterfaces()))
                .show(
                        2,
                        "l2tpSessionMapTunnelIfIndex",
                        Syntax.INTEGER,
                        "SessionRow.tunnel.interfaceIndex",
                        row -> Smi.integer(row.tunnel().interfaceIndex()))
                .show(3, "l2tpSessionMapLocalSID", Syntax.INTEGER, "Session.id", row -> Smi.integer(row.id()))
                .show(4, "l2tpSessionMapStatus", Syntax.INTEGER, "constant active(1)", row -> Smi.integer(Smi.ACTIVE));
    }

    private static void addCall(ObjectTable<SessionRow> table) {
        table.show(
                        2,
                        name("IfIndex"),
                        Syntax.INTEGER,
                        "SessionRow.interfaceIndex",
                        row -> Smi.integer(row.interfaceIndex()))
                .show(
                        4,
                        name("RemoteSID"),
                        Syntax.INTEGER,
                        "Session.peerId",
                        row -> Smi.integer(row.view().peerId()))
                .show(
                        5,
                        name("UserName"),
                        Syntax.OCTETS,
                        "Session.user",
                        row -> Smi.text(row.view().user()))
                .show(
                        6,
                        name("State"),
                        Syntax.INTEGER,
                        "Session.state",
                        row -> Smi.integer(L2tpCodes.session(row.view().state())))
                .show(
                        7,
                        name("CallType"),
                        Syntax.INTEGER,
                        "Session.type",
                        row -> Smi.integer(L2tpCodes.callType(row.view().type())))
                .show(
                        8,
                        name("CallSerialNumber"),
                        Syntax.GAUGE32,
                        "Session.callSerialNumber",
                        row -> Smi.gauge(row.view().callSerialNumber()));
    }

    private static void addLine(ObjectTable<SessionRow> table) {
        table.show(
                        9,
                        name("TxConnectSpeed"),
                        Syntax.GAUGE32,
                        "Session.detail.txConnectSpeed",
                        row -> Smi.gauge(row.view().detail().txConnectSpeed()))
                .show(
                        10,
                        name("RxConnectSpeed"),
                        Syntax.GAUGE32,
                        "Session.detail.rxConnectSpeed",
                        row -> Smi.gauge(row.view().detail().rxConnectSpeed()))
                .show(
                        11,
                        name("CallBearerType"),
                        Syntax.INTEGER,
                        "Session.detail.bearerType",
                        integer(d -> Enumerations.bearerType(d.bearerType())))
                .show(
                        12,
                        name("FramingType"),
                        Syntax.INTEGER,
                        "Session.detail.framingType",
                        integer(d -> Enumerations.framingType(d.framingType())))
                .show(
                        13,
                        name("PhysChanId"),
                        Syntax.GAUGE32,
                        "Session.detail.physicalChannelId",
                        row -> Smi.gauge(row.view().detail().physicalChannelId()))
                .show(
                        14,
                        name("DNIS"),
                        Syntax.OCTETS,
                        "Session.calledNumber",
                        row -> Smi.text(row.view().calledNumber()))
                .show(
                        15,
                        name("CLID"),
                        Syntax.OCTETS,
                        "Session.callingNumber",
                        row -> Smi.text(row.view().callingNumber()))
                .show(
                        16,
                        name("SubAddress"),
                        Syntax.OCTETS,
                        "Session.detail.subAddress",
                        row -> Smi.text(row.view().detail().subAddress()))
                .show(
                        17,
                        name("PrivateGroupID"),
                        Syntax.OCTETS,
                        "Session.detail.privateGroupId",
                        row -> Smi.text(row.view().detail().privateGroupId()))
                .show(
                        18,
                        name("ProxyLcp"),
                        Syntax.INTEGER,
                        "Session.detail.proxyLcp",
                        row -> Smi.truth(row.view().detail().proxyLcp()))
                .show(
                        19,
                        name("AuthMethod"),
                        Syntax.INTEGER,
                        "Session.detail.authMethod",
                        integer(d -> Enumerations.authMethod(d.authMethod())));
    }

    private static void addData(ObjectTable<SessionRow> table) {
        table.show(
                        20,
                        name("SequencingState"),
                        Syntax.INTEGER,
                        "Session.detail.sequencingByUs, sequencingByPeer",
                        integer(d -> Enumerations.sequencingState(d.sequencingByUs(), d.sequencingByPeer())))
                .show(
                        21,
                        name("OutSequence"),
                        Syntax.COUNTER32,
                        "Session.counters[rx_out_of_sequence]",
                        row -> Smi.counter32(Smi.sum(row.view().counters(), "rx_out_of_sequence")))
                .show(
                        22,
                        name("ReassemblyTO"),
                        Syntax.COUNTER32,
                        "Session.counters[reorder_timeouts]",
                        row -> Smi.counter32(Smi.sum(row.view().counters(), "reorder_timeouts")))
                .show(23, name("TxSeq"), Syntax.INTEGER, "Session.detail.ns", integer(SessionDetail::ns))
                .show(24, name("RxSeq"), Syntax.INTEGER, "Session.detail.nr", integer(SessionDetail::nr));
    }

    private static String name(String rest) {
        return "l2tpSessionStats" + rest;
    }

    private static Function<SessionRow, Variable> integer(java.util.function.ToIntFunction<SessionDetail> value) {
        return row -> Smi.integer(value.applyAsInt(row.view().detail()));
    }
}
