package org.jl2tpd.management.snmp.radius;

import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.l2tp.MibGroup;
import org.jl2tpd.management.snmp.l2tp.ObjectTable;
import org.jl2tpd.management.snmp.l2tp.Syntax;

/** RADIUS-ACC-CLIENT-MIB (RFC 4670): servers that take accounting; deprecated objects, which know IPv4 alone, are left out. */
final class AccountingMib {
    private static final String ROOT = "1.3.6.1.2.1.67.2.2.1.1";

    private final RadiusModules radius;
    private final MibGroup group = new MibGroup("RADIUS-ACC-CLIENT-MIB");

    AccountingMib(RadiusModules radius) {
        this.radius = radius;
    }

    MibGroup group() {
        group.scalar(
                "radiusAccClientInvalidServerAddresses",
                ROOT + ".1",
                Syntax.COUNTER32,
                "RadiusView.invalidAddresses",
                () -> Smi.counter32(radius.view().invalidAddresses()));
        group.scalar(
                "radiusAccClientIdentifier", ROOT + ".2", Syntax.OCTETS, "radius.nas_identifier", radius::identifier);
        ObjectTable<RadiusView.Server> table =
                group.table("radiusAccServerExtTable", ROOT + ".4.1", radius.servers("accounting"));
        server(table);
        counters(table);
        return group;
    }

    private static void server(ObjectTable<RadiusView.Server> table) {
        table.show(
                        2,
                        "radiusAccServerInetAddressType",
                        Syntax.INTEGER,
                        "Server.address",
                        row -> Smi.addressType(row.address()))
                .show(
                        3,
                        "radiusAccServerInetAddress",
                        Syntax.OCTETS,
                        "Server.address",
                        row -> Smi.addressOctets(row.address()))
                .show(
                        4,
                        "radiusAccClientServerInetPortNumber",
                        Syntax.GAUGE32,
                        "Server.port",
                        row -> Smi.gauge(row.port()))
                .show(
                        5,
                        "radiusAccClientExtRoundTripTime",
                        Syntax.TIME_TICKS,
                        "Server.roundTripMicros",
                        row -> RadiusModules.ticks(row.roundTripMicros()));
    }

    private void counters(ObjectTable<RadiusView.Server> table) {
        table.show(
                        6,
                        "radiusAccClientExtRequests",
                        Syntax.COUNTER32,
                        "Server.requests",
                        row -> Smi.counter32(row.requests()))
                .show(
                        7,
                        "radiusAccClientExtRetransmissions",
                        Syntax.COUNTER32,
                        "Server.retransmissions",
                        row -> Smi.counter32(row.retransmissions()))
                .show(
                        8,
                        "radiusAccClientExtResponses",
                        Syntax.COUNTER32,
                        "Server.responses",
                        row -> Smi.counter32(row.responses()))
                .show(
                        9,
                        "radiusAccClientExtMalformedResponses",
                        Syntax.COUNTER32,
                        "Server.malformed",
                        row -> Smi.counter32(row.malformed()))
                .show(
                        10,
                        "radiusAccClientExtBadAuthenticators",
                        Syntax.COUNTER32,
                        "Server.badAuthenticators",
                        row -> Smi.counter32(row.badAuthenticators()))
                .show(
                        11,
                        "radiusAccClientExtPendingRequests",
                        Syntax.GAUGE32,
                        "Server.pending",
                        row -> Smi.gauge(row.pending()))
                .show(
                        12,
                        "radiusAccClientExtTimeouts",
                        Syntax.COUNTER32,
                        "Server.timeouts",
                        row -> Smi.counter32(row.timeouts()))
                .show(
                        13,
                        "radiusAccClientExtUnknownTypes",
                        Syntax.COUNTER32,
                        "Server.unknownTypes",
                        row -> Smi.counter32(row.unknownTypes()))
                .show(
                        14,
                        "radiusAccClientExtPacketsDropped",
                        Syntax.COUNTER32,
                        "Server.dropped",
                        row -> Smi.counter32(row.dropped()))
                .show(
                        15,
                        "radiusAccClientCounterDiscontinuity",
                        Syntax.TIME_TICKS,
                        "DaemonInfo.startedNs",
                        row -> radius.sinceStart());
    }
}
