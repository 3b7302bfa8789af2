package org.jl2tpd.management.snmp.l2tp;

import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.wire.IpAddress;
import org.snmp4j.smi.Variable;

/** TUNNEL-MIB (RFC 4087), read-only: tunnelIfTable and tunnelInetConfigTable; deprecated objects, which know IPv4 alone, are left out. */
final class TunnelMib {
    static final String NAME = "TUNNEL-MIB";
    static final String IF_ENTRY = "1.3.6.1.2.1.10.131.1.1.1.1";
    static final String INET_CONFIG_ENTRY = "1.3.6.1.2.1.10.131.1.1.3.1";

    static final int REMOTE_INET_ADDRESS = 10;

    /** IANAtunnelType. */
    static final int L2TP = 5;

    /** InetAddressType. */
    static final int IPV4 = 1;

    static final int IPV6 = 2;

    private static final int NO_SECURITY = 1;
    private static final int VOLATILE = 2;
    private static final int NO_LIMIT = -1;
    private static final int ANY_FLOW = -1;

    private final Inventory inventory;

    TunnelMib(SnmpContext context) {
        inventory = context.daemon().inventory();
    }

    void addTo(MibGroup group) {
        var rows = new IntRows<>(inventory, inventory.tunnelInterfaces());
        addPath(group.table("tunnelIfTable", IF_ENTRY, rows));
        group.table("tunnelInetConfigTable", INET_CONFIG_ENTRY, new SortedRows<>(new TunnelEndpoints(inventory)))
                .show(
                        6,
                        "tunnelInetConfigIfIndex",
                        Syntax.INTEGER,
                        "TunnelRow.interfaceIndex",
                        row -> Smi.integer(row.interfaceIndex()))
                .show(7, "tunnelInetConfigStatus", Syntax.INTEGER, "constant active(1)", row -> Smi.integer(Smi.ACTIVE))
                .show(
                        8,
                        "tunnelInetConfigStorageType",
                        Syntax.INTEGER,
                        "constant volatile(2)",
                        row -> Smi.integer(VOLATILE));
    }

    private void addPath(ObjectTable<TunnelRow> table) {
        table.show(3, "tunnelIfEncapsMethod", Syntax.INTEGER, "constant l2tp(5)", row -> Smi.integer(L2TP))
                .show(
                        4,
                        "tunnelIfHopLimit",
                        Syntax.INTEGER,
                        "the system's default",
                        row -> Smi.integer(inventory.interfaces().hopLimit(isIpv4(row))))
                .show(5, "tunnelIfSecurity", Syntax.INTEGER, "constant none(1)", row -> Smi.integer(NO_SECURITY))
                .show(6, "tunnelIfTOS", Syntax.INTEGER, "constant 0", row -> Smi.integer(0))
                .show(
                        7,
                        "tunnelIfFlowLabel",
                        Syntax.INTEGER,
                        "constant -1 over IPv6, none over IPv4",
                        row -> isIpv4(row) ? null : Smi.integer(ANY_FLOW))
                .show(
                        8,
                        "tunnelIfAddressType",
                        Syntax.INTEGER,
                        "Tunnel.peerAddress",
                        row -> Smi.integer(addressType(row)))
                .show(
                        9,
                        "tunnelIfLocalInetAddress",
                        Syntax.OCTETS,
                        "Tunnel.localAddress",
                        row -> Smi.octets(local(row).toBytes()))
                .show(
                        REMOTE_INET_ADDRESS,
                        "tunnelIfRemoteInetAddress",
                        Syntax.OCTETS,
                        "Tunnel.peerAddress",
                        TunnelMib::remoteAddress)
                .show(11, "tunnelIfEncapsLimit", Syntax.INTEGER, "constant -1", row -> Smi.integer(NO_LIMIT));
    }

    static Variable remoteAddress(TunnelRow row) {
        return Smi.octets(remote(row).toBytes());
    }

    static int addressType(TunnelRow row) {
        return isIpv4(row) ? IPV4 : IPV6;
    }

    private static boolean isIpv4(TunnelRow row) {
        return remote(row).isV4();
    }

    static IpAddress remote(TunnelRow row) {
        IpAddress address = IpAddress.parse(row.view().peerAddress());
        return address == null ? IpAddress.v4(0) : address;
    }

    /** Of the same kind as the remote one; unspecified where it is not known. */
    static IpAddress local(TunnelRow row) {
        IpAddress address = IpAddress.parse(row.view().localAddress());
        if (address != null && address.isV4() == isIpv4(row)) {
            return address;
        }
        return isIpv4(row) ? IpAddress.v4(0) : new IpAddress(0, 0);
    }
}
