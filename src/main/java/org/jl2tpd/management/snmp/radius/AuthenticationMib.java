package org.jl2tpd.management.snmp.radius;

import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.l2tp.MibGroup;
import org.jl2tpd.management.snmp.l2tp.ObjectTable;
import org.jl2tpd.management.snmp.l2tp.Syntax;

/** RADIUS-AUTH-CLIENT-MIB (RFC 4668): servers that say who may come in; deprecated objects, which know IPv4 alone, are left out. */
final class AuthenticationMib {
    private static final String ROOT = "1.3.6.1.2.1.67.1.2.1.1";

    private final RadiusModules radius;
    private final MibGroup group = new MibGroup("RADIUS-AUTH-CLIENT-MIB");

    AuthenticationMib(RadiusModules radius) {
        this.radius = radius;
    }

    MibGroup group() {
        group.scalar(
                "radiusAuthClientInvalidServerAddresses",
                ROOT + ".1",
                Syntax.COUNTER32,
                "RadiusView.invalidAddresses",
                () -> Smi.counter32(radius.view().invalidAddresses()));
        group.scalar(
                "radiusAuthClientIdentifier", ROOT + ".2", Syntax.OCTETS, "radius.nas_identifier", radius::identifier);
        ObjectTable<RadiusView.Server> table =
                group.table("radiusAuthServerExtTable", ROOT + ".4.1", radius.servers("authentication"));
        server(table);
        counters(table);
        return group;
    }

    private static void server(ObjectTable<RadiusView.Server> table) {
        table.show(
                        2,
                        "radiusAuthServerInetAddressType",
                        Syntax.INTEGER,
                        "Server.address",
                        row -> Smi.addressType(row.address()))
                .show(
                        3,
                        "radiusAuthServerInetAddress",
                        Syntax.OCTETS,
                        "Server.address",
                        row -> Smi.addressOctets(row.address()))
                .show(
                        4,
                        "radiusAuthClientServerInetPortNumber",
                        Syntax.GAUGE32,
                        "Server.port",
                        row -> Smi.gauge(row.port()))
                .show(
                        5,
                        "radiusAuthClientExtRoundTripTime",
                        Syntax.TIME_TICKS,
                        "Server.roundTripMicros",
                        row -> RadiusModules.ticks(row.roundTripMicros()));
    }

    private void counters(ObjectTable<RadiusView.Server> table) {
        table.show(
                        6,
                        "radiusAuthClientExtAccessRequests",
                        Syntax.COUNTER32,
                        "Server.requests",
                        row -> Smi.counter32(row.requests()))
                .show(
                        7,
                        "radiusAuthClientExtAccessRetransmissions",
                        Syntax.COUNTER32,
                        "Server.retransmissions",
                        row -> Smi.counter32(row.retransmissions()))
                .show(
                        8,
                        "radiusAuthClientExtAccessAccepts",
                        Syntax.COUNTER32,
                        "Server.accepts",
                        row -> Smi.counter32(row.accepts()))
                .show(
                        9,
                        "radiusAuthClientExtAccessRejects",
                        Syntax.COUNTER32,
                        "Server.rejects",
                        row -> Smi.counter32(row.rejects()))
                .show(
                        10,
                        "radiusAuthClientExtAccessChallenges",
                        Syntax.COUNTER32,
                        "Server.challenges",
                        row -> Smi.counter32(row.challenges()))
                .show(
                        11,
                        "radiusAuthClientExtMalformedAccessResponses",
                        Syntax.COUNTER32,
                        "Server.malformed",
                        row -> Smi.counter32(row.malformed()))
                .show(
                        12,
                        "radiusAuthClientExtBadAuthenticators",
                        Syntax.COUNTER32,
                        "Server.badAuthenticators",
                        row -> Smi.counter32(row.badAuthenticators()))
                .show(
                        13,
                        "radiusAuthClientExtPendingRequests",
                        Syntax.GAUGE32,
                        "Server.pending",
                        row -> Smi.gauge(row.pending()))
                .show(
                        14,
                        "radiusAuthClientExtTimeouts",
                        Syntax.COUNTER32,
                        "Server.timeouts",
                        row -> Smi.counter32(row.timeouts()))
                .show(
                        15,
                        "radiusAuthClientExtUnknownTypes",
                        Syntax.COUNTER32,
                        "Server.unknownTypes",
                        row -> Smi.counter32(row.unknownTypes()))
                .show(
                        16,
                        "radiusAuthClientExtPacketsDropped",
                        Syntax.COUNTER32,
                        "Server.dropped",
                        row -> Smi.counter32(row.dropped()))
                .show(
                        17,
                        "radiusAuthClientCounterDiscontinuity",
                        Syntax.TIME_TICKS,
                        "DaemonInfo.startedNs",
                        row -> radius.sinceStart());
    }
}
