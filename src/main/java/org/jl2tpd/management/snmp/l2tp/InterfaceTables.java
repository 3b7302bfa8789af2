package org.jl2tpd.management.snmp.l2tp;

import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.InterfaceMemory;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** ifTable, ifXTable and ifStackTable with the values that RFC 3371 3.1.2.1 gives tunnels; deprecated objects are left out. */
final class InterfaceTables {
    private static final String REASON = "closed by an operator";
    private static final long MEGA = 1_000_000;

    private final SnmpContext context;
    private final InterfaceRows rows;
    private final InterfaceMemory memory;

    InterfaceTables(SnmpContext context, InterfaceRows rows) {
        this.context = context;
        this.rows = rows;
        this.memory = context.daemon().inventory().interfaces();
    }

    void addTo(MibGroup group) {
        group.scalar("ifNumber", IfMib.IF_NUMBER, Syntax.INTEGER, "rows of ifTable", () -> Smi.integer(rows.count()));
        group.scalar(
                "ifTableLastChange",
                IfMib.IF_TABLE_LAST_CHANGE,
                Syntax.TIME_TICKS,
                "Inventory.changedNs",
                this::lastChange);
        group.scalar(
                "ifStackLastChange",
                IfMib.IF_STACK_LAST_CHANGE,
                Syntax.TIME_TICKS,
                "Inventory.changedNs",
                this::lastChange);
        var table = group.table("ifTable", IfMib.IF_ENTRY, rows);
        addDescription(table);
        addStatus(table);
        addCounters(table);
        var extension = group.table("ifXTable", IfMib.IF_X_ENTRY, rows);
        addWideCounters(extension);
        addExtension(extension);
        group.table("ifStackTable", IfMib.IF_STACK_ENTRY, new StackRows(rows))
                .show(3, "ifStackStatus", Syntax.INTEGER, "constant active(1)", row -> Smi.integer(Smi.ACTIVE));
    }

    private static void addDescription(ObjectTable<InterfaceRow> table) {
        table.show(1, "ifIndex", Syntax.INTEGER, "interfaceIndex", row -> Smi.integer(row.index()))
                .show(
                        2,
                        "ifDescr",
                        Syntax.OCTETS,
                        "Tunnel.id, peerHostName, peerAddress; Session.tunnelId, id, user, device",
                        row -> Smi.displayText(row.description()))
                .show(
                        3,
                        "ifType",
                        Syntax.INTEGER,
                        "constant tunnel(131); ppp(23)",
                        row -> Smi.integer(row.isTunnel() ? IfMib.TUNNEL : IfMib.PPP))
                .show(4, "ifMtu", Syntax.INTEGER, "constant 65467; Session.mtu", row -> Smi.integer(row.mtu()))
                .show(
                        5,
                        "ifSpeed",
                        Syntax.GAUGE32,
                        "constant 0; Session.detail.txConnectSpeed",
                        row -> Smi.gauge(row.speed()))
                .show(6, "ifPhysAddress", Syntax.OCTETS, "Tunnel.id; none", InterfaceTables::physicalAddress);
    }

    private void addStatus(ObjectTable<InterfaceRow> table) {
        table.change(
                        IfMib.IF_ADMIN_STATUS,
                        "ifAdminStatus",
                        Syntax.INTEGER,
                        "Tunnel.state, Session.state",
                        InterfaceTables::adminStatus,
                        close())
                .show(
                        IfMib.IF_OPER_STATUS,
                        "ifOperStatus",
                        Syntax.INTEGER,
                        "Tunnel.state; Session.state, pppPhase",
                        row -> Smi.integer(row.operStatus()))
                .show(9, "ifLastChange", Syntax.TIME_TICKS, "detail.createdNs, establishedNs", this::statusChange);
    }

    private static void addCounters(ObjectTable<InterfaceRow> table) {
        counter(table, 10, "ifInOctets", "[rx_octets] + [control_rx_octets]", InterfaceRow::inOctets);
        counter(table, 11, "ifInUcastPkts", "[rx_packets] + [control_rx_packets]", InterfaceRow::inPackets);
        counter(
                table,
                13,
                "ifInDiscards",
                "[rx_sequence_discards] + [ppp_dropped_frames] + [duplicates] + [out_of_window]",
                InterfaceRow::inDiscards);
        counter(table, 14, "ifInErrors", "[rx_errors]", InterfaceRow::inErrors);
        counter(table, 15, "ifInUnknownProtos", "constant 0", row -> 0);
        counter(table, 16, "ifOutOctets", "[tx_octets] + [control_tx_octets]", InterfaceRow::outOctets);
        counter(table, 17, "ifOutUcastPkts", "[tx_packets] + [control_tx_packets]", InterfaceRow::outPackets);
        counter(table, 19, "ifOutDiscards", "constant 0", row -> 0);
        counter(table, 20, "ifOutErrors", "[tx_errors]", InterfaceRow::outErrors);
    }

    private static void addWideCounters(ObjectTable<InterfaceRow> table) {
        table.show(1, "ifName", Syntax.OCTETS, "Tunnel.id; Session.tunnelId, id", row -> Smi.displayText(row.name()));
        String[] narrow = {"ifInMulticastPkts", "ifInBroadcastPkts", "ifOutMulticastPkts", "ifOutBroadcastPkts"};
        for (int i = 0; i < narrow.length; i++) {
            counter(table, 2 + i, narrow[i], "constant 0", row -> 0);
        }
        wide(table, 6, "ifHCInOctets", "[rx_octets] + [control_rx_octets]", InterfaceRow::inOctets);
        wide(table, 7, "ifHCInUcastPkts", "[rx_packets] + [control_rx_packets]", InterfaceRow::inPackets);
        wide(table, 8, "ifHCInMulticastPkts", "constant 0", row -> 0);
        wide(table, 9, "ifHCInBroadcastPkts", "constant 0", row -> 0);
        wide(table, 10, "ifHCOutOctets", "[tx_octets] + [control_tx_octets]", InterfaceRow::outOctets);
        wide(table, 11, "ifHCOutUcastPkts", "[tx_packets] + [control_tx_packets]", InterfaceRow::outPackets);
        wide(table, 12, "ifHCOutMulticastPkts", "constant 0", row -> 0);
        wide(table, 13, "ifHCOutBroadcastPkts", "constant 0", row -> 0);
    }

    private void addExtension(ObjectTable<InterfaceRow> table) {
        table.change(
                        14,
                        "ifLinkUpDownTrapEnable",
                        Syntax.INTEGER,
                        "of the agent: enabled(1) for tunnels, disabled(2) for sessions until set",
                        row -> Smi.truth(memory.isLinkTold(row)),
                        tellLinks())
                .show(
                        15,
                        "ifHighSpeed",
                        Syntax.GAUGE32,
                        "constant 0; Session.detail.txConnectSpeed / 1000000",
                        row -> Smi.gauge((row.speed() + MEGA / 2) / MEGA))
                .show(16, "ifPromiscuousMode", Syntax.INTEGER, "constant false(2)", row -> Smi.truth(false))
                .show(17, "ifConnectorPresent", Syntax.INTEGER, "constant false(2)", row -> Smi.truth(false))
                .show(18, "ifAlias", Syntax.OCTETS, "Tunnel.name; Session.name", row -> Smi.displayText(row.alias()))
                .show(
                        19,
                        "ifCounterDiscontinuityTime",
                        Syntax.TIME_TICKS,
                        "detail.createdNs",
                        row -> context.ticks(row.createdNs()));
    }

    private static void counter(
            ObjectTable<InterfaceRow> table,
            int number,
            String name,
            String shows,
            ToLongFunction<InterfaceRow> value) {
        table.show(number, name, Syntax.COUNTER32, shows, row -> Smi.counter32(value.applyAsLong(row)));
    }

    private static void wide(
            ObjectTable<InterfaceRow> table,
            int number,
            String name,
            String shows,
            ToLongFunction<InterfaceRow> value) {
        table.show(number, name, Syntax.COUNTER64, shows, row -> Smi.counter64(value.applyAsLong(row)));
    }

    private static Variable physicalAddress(InterfaceRow row) {
        int id = row.tunnel().id();
        return row.isTunnel() ? Smi.octets((byte) (id >> 8), (byte) id) : Smi.octets();
    }

    static Variable adminStatus(InterfaceRow row) {
        return Smi.integer(row.isAdministrativelyUp() ? InterfaceRow.UP : InterfaceRow.DOWN);
    }

    /** 0 where the present state is older than the agent. */
    private Variable statusChange(InterfaceRow row) {
        return context.ticks(memory.changedNs(row));
    }

    private Variable lastChange() {
        Inventory inventory = context.daemon().inventory();
        inventory.look();
        long momentNs = memory.listChangedNs(rows.withSessions());
        return momentNs == 0 ? new TimeTicks(0) : context.ticks(momentNs);
    }

    /** Down closes the tunnel or session, which nothing brings back; up is what a row is that lives. */
    private Write<InterfaceRow> close() {
        return new Write<>() {
            @Override
            public int check(InterfaceRow row, Variable value) {
                if (!(value instanceof Integer32 number)) {
                    return PDU.wrongType;
                }
                return switch (number.getValue()) {
                    case InterfaceRow.UP -> row.isAdministrativelyUp() ? 0 : PDU.inconsistentValue;
                    case InterfaceRow.DOWN -> 0;
                    default -> PDU.wrongValue;
                };
            }

            @Override
            public boolean isFinal(InterfaceRow row, Variable value) {
                return value.toInt() == InterfaceRow.DOWN && row.isAdministrativelyUp();
            }

            @Override
            public Undo apply(InterfaceRow row, Variable value) throws ControlException {
                if (value.toInt() == InterfaceRow.UP || !row.isAdministrativelyUp()) {
                    return () -> {};
                }
                close(row);
                return () -> {
                    throw new ControlException(ControlException.Kind.REFUSED, "what was closed can't be opened again");
                };
            }
        };
    }

    private void close(InterfaceRow row) throws ControlException {
        Control control = context.daemon().control();
        Inventory inventory = context.daemon().inventory();
        var tunnel = TunnelChanges.key(row.tunnel());
        if (row.isTunnel()) {
            control.closeTunnel(tunnel, REASON);
        } else {
            control.closeSession(tunnel, new SessionKey(row.session().id(), ""), REASON);
        }
        try {
            if (row.isTunnel()) {
                inventory.refreshTunnel(row.tunnel().id());
            } else {
                inventory.refreshSession(row.tunnel().id(), row.session().id());
            }
        } catch (ControlException e) {
            // It is gone already, and leaves the tables with the event of its end or the next reading.
        }
    }

    private Write<InterfaceRow> tellLinks() {
        return Writes.integer(
                (row, value) -> {
                    int status = Writes.<InterfaceRow>truth().check(row, value);
                    return status == 0 && !memory.hasRoom() ? PDU.resourceUnavailable : status;
                },
                row -> memory.isLinkTold(row) ? 1 : 2,
                (row, value) -> memory.tellLink(row, value == 1));
    }
}
