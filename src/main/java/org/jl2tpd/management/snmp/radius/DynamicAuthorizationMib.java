package org.jl2tpd.management.snmp.radius;

import org.jl2tpd.management.RadiusView;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.l2tp.MibGroup;
import org.jl2tpd.management.snmp.l2tp.ObjectTable;
import org.jl2tpd.management.snmp.l2tp.Syntax;

/** RADIUS-DYNAUTH-SERVER-MIB (RFC 4673): clients that end and change sessions, each with the first address of its prefix. Requests of Authorize Only are refused and have no counters of their own. */
final class DynamicAuthorizationMib {
    private static final String ROOT = "1.3.6.1.2.1.146.1";

    private final RadiusModules radius;
    private final MibGroup group = new MibGroup("RADIUS-DYNAUTH-SERVER-MIB");

    DynamicAuthorizationMib(RadiusModules radius) {
        this.radius = radius;
    }

    MibGroup group() {
        group.scalar(
                "radiusDynAuthServerDisconInvalidClientAddresses",
                ROOT + ".1.1",
                Syntax.COUNTER32,
                "RadiusView.disconnectStrangers",
                () -> Smi.counter32(radius.view().disconnectStrangers()));
        group.scalar(
                "radiusDynAuthServerCoAInvalidClientAddresses",
                ROOT + ".1.2",
                Syntax.COUNTER32,
                "RadiusView.coaStrangers",
                () -> Smi.counter32(radius.view().coaStrangers()));
        group.scalar(
                "radiusDynAuthServerIdentifier",
                ROOT + ".1.3",
                Syntax.OCTETS,
                "radius.nas_identifier",
                radius::identifier);
        ObjectTable<RadiusView.Client> table =
                group.table("radiusDynAuthClientTable", ROOT + ".2.1", radius.numbered(RadiusView::clients));
        client(table);
        disconnects(table);
        changes(table);
        rest(table);
        return group;
    }

    private static void client(ObjectTable<RadiusView.Client> table) {
        table.show(
                        2,
                        "radiusDynAuthClientAddressType",
                        Syntax.INTEGER,
                        "Client.source",
                        row -> Smi.prefixType(row.source()))
                .show(
                        3,
                        "radiusDynAuthClientAddress",
                        Syntax.OCTETS,
                        "Client.source",
                        row -> Smi.prefixOctets(row.source()));
    }

    private static void disconnects(ObjectTable<RadiusView.Client> table) {
        table.show(
                        4,
                        "radiusDynAuthServDisconRequests",
                        Syntax.COUNTER32,
                        "Client.disconnectRequests",
                        row -> Smi.counter32(row.disconnectRequests()))
                .show(
                        6,
                        "radiusDynAuthServDupDisconRequests",
                        Syntax.COUNTER32,
                        "Client.disconnectDuplicates",
                        row -> Smi.counter32(row.disconnectDuplicates()))
                .show(
                        7,
                        "radiusDynAuthServDisconAcks",
                        Syntax.COUNTER32,
                        "Client.disconnectAcks",
                        row -> Smi.counter32(row.disconnectAcks()))
                .show(
                        8,
                        "radiusDynAuthServDisconNaks",
                        Syntax.COUNTER32,
                        "Client.disconnectNaks",
                        row -> Smi.counter32(row.disconnectNaks()))
                .show(
                        10,
                        "radiusDynAuthServDisconNakSessNoContext",
                        Syntax.COUNTER32,
                        "Client.disconnectNoSession",
                        row -> Smi.counter32(row.disconnectNoSession()))
                .show(
                        11,
                        "radiusDynAuthServDisconUserSessRemoved",
                        Syntax.COUNTER32,
                        "Client.disconnectSessions",
                        row -> Smi.counter32(row.disconnectSessions()))
                .show(
                        12,
                        "radiusDynAuthServMalformedDisconRequests",
                        Syntax.COUNTER32,
                        "Client.disconnectMalformed",
                        row -> Smi.counter32(row.disconnectMalformed()))
                .show(
                        13,
                        "radiusDynAuthServDisconBadAuthenticators",
                        Syntax.COUNTER32,
                        "Client.disconnectBadAuthenticators",
                        row -> Smi.counter32(row.disconnectBadAuthenticators()))
                .show(
                        14,
                        "radiusDynAuthServDisconPacketsDropped",
                        Syntax.COUNTER32,
                        "Client.disconnectDropped",
                        row -> Smi.counter32(row.disconnectDropped()));
    }

    private static void changes(ObjectTable<RadiusView.Client> table) {
        table.show(
                        15,
                        "radiusDynAuthServCoARequests",
                        Syntax.COUNTER32,
                        "Client.coaRequests",
                        row -> Smi.counter32(row.coaRequests()))
                .show(
                        17,
                        "radiusDynAuthServDupCoARequests",
                        Syntax.COUNTER32,
                        "Client.coaDuplicates",
                        row -> Smi.counter32(row.coaDuplicates()))
                .show(
                        18,
                        "radiusDynAuthServCoAAcks",
                        Syntax.COUNTER32,
                        "Client.coaAcks",
                        row -> Smi.counter32(row.coaAcks()))
                .show(
                        19,
                        "radiusDynAuthServCoANaks",
                        Syntax.COUNTER32,
                        "Client.coaNaks",
                        row -> Smi.counter32(row.coaNaks()))
                .show(
                        21,
                        "radiusDynAuthServCoANakSessNoContext",
                        Syntax.COUNTER32,
                        "Client.coaNoSession",
                        row -> Smi.counter32(row.coaNoSession()))
                .show(
                        22,
                        "radiusDynAuthServCoAUserSessChanged",
                        Syntax.COUNTER32,
                        "Client.coaSessions",
                        row -> Smi.counter32(row.coaSessions()))
                .show(
                        23,
                        "radiusDynAuthServMalformedCoARequests",
                        Syntax.COUNTER32,
                        "Client.coaMalformed",
                        row -> Smi.counter32(row.coaMalformed()))
                .show(
                        24,
                        "radiusDynAuthServCoABadAuthenticators",
                        Syntax.COUNTER32,
                        "Client.coaBadAuthenticators",
                        row -> Smi.counter32(row.coaBadAuthenticators()))
                .show(
                        25,
                        "radiusDynAuthServCoAPacketsDropped",
                        Syntax.COUNTER32,
                        "Client.coaDropped",
                        row -> Smi.counter32(row.coaDropped()));
    }

    private void rest(ObjectTable<RadiusView.Client> table) {
        table.show(
                        26,
                        "radiusDynAuthServUnknownTypes",
                        Syntax.COUNTER32,
                        "Client.unknownTypes",
                        row -> Smi.counter32(row.unknownTypes()))
                .show(
                        27,
                        "radiusDynAuthServerCounterDiscontinuity",
                        Syntax.TIME_TICKS,
                        "DaemonInfo.startedNs",
                        row -> radius.sinceStart());
    }
}
