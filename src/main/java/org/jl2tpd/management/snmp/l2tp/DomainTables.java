package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ProfileEdit;
import org.jl2tpd.management.model.Domain;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.TunnelSettings;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.management.snmp.SortedRows;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Variable;

/**
 * l2tpDomainConfigTable and l2tpDomainStatsTable: a row for each peer profile, see {@link Domain}.
 */
final class DomainTables {
    /** StorageType (RFC 2579) of a row that lasts until the restart. */
    private static final int VOLATILE = 2;

    /** StorageType of a row whose states can be changed, and which can't be destroyed: readOnly(5) would forbid the former. */
    private static final int PERMANENT = 4;

    private final ManagedDaemon daemon;
    private final Rows<Domain> rows;

    DomainTables(SnmpContext context) {
        this.daemon = context.daemon();
        this.rows = new SortedRows<>(new Domains(daemon));
    }

    void addTo(MibGroup group) {
        addConfig(group.table("l2tpDomainConfigTable", L2tpMib.DOMAIN_CONFIG, rows));
        var stats = group.table("l2tpDomainStatsTable", L2tpMib.DOMAIN_STATS, rows);
        addTunnelsAndSessions(stats);
        addCounters(stats);
        addWideCounters(stats);
    }

    private void addConfig(ObjectTable<Domain> table) {
        table.change(
                        2,
                        "l2tpDomainConfigAdminState",
                        Syntax.INTEGER,
                        "Peer.enabled",
                        d -> Smi.truth(d.peer().enabled()),
                        state(
                                d -> d.peer().enabled(),
                                (control, name, on) -> control.setPeerState(name, on, null),
                                Writes.closing(d -> d.peer().enabled())))
                .change(
                        3,
                        "l2tpDomainConfigDrainTunnels",
                        Syntax.INTEGER,
                        "Peer.draining",
                        d -> Smi.truth(d.peer().draining()),
                        state(
                                d -> d.peer().draining(),
                                (control, name, on) -> control.setPeerState(name, null, on),
                                (d, value) -> false))
                .change(
                        7,
                        "l2tpDomainConfigTunnelHelloInt",
                        Syntax.INTEGER,
                        "tunnel_profile hello_timeout",
                        d -> Smi.integer(d.helloInterval()),
                        setting(Writes.range(0, TunnelChanges.MAX_HELLO_S), TunnelSettings::helloInterval))
                .change(
                        8,
                        "l2tpDomainConfigTunnelIdleTO",
                        Syntax.INTEGER,
                        "tunnel_profile idle_timeout (-1 for its 0)",
                        d -> Smi.integer(d.idleTimeout()),
                        setting(TunnelChanges::checkIdle, TunnelSettings::idleTimeout));
        addReadOnlyConfig(table);
    }

    private static void addReadOnlyConfig(ObjectTable<Domain> table) {
        table.show(
                        9,
                        "l2tpDomainConfigControlRWS",
                        Syntax.INTEGER,
                        "tunnel_profile rx_window_size",
                        d -> Smi.integer(d.tunnel().get(TunnelAttributes.RX_WINDOW_SIZE)))
                .show(
                        10,
                        "l2tpDomainConfigControlMaxRetx",
                        Syntax.INTEGER,
                        "tunnel_profile max_retries",
                        d -> Smi.integer(d.tunnel().get(TunnelAttributes.MAX_RETRIES)))
                .show(
                        11,
                        "l2tpDomainConfigControlMaxRetxTO",
                        Syntax.INTEGER,
                        "tunnel_profile max_retry_timeout (32 for more)",
                        d -> TunnelChanges.maxRetxTimeout(d.tunnel().get(TunnelAttributes.MAX_RETRY_TIMEOUT)))
                .show(
                        12,
                        "l2tpDomainConfigPayloadSeq",
                        Syntax.INTEGER,
                        "session_profile sequencing_required, use_sequence_numbers",
                        d -> Smi.integer(Enumerations.payloadSequencing(d.payloadSequencing())))
                .show(
                        13,
                        "l2tpDomainConfigReassemblyTO",
                        Syntax.INTEGER,
                        "session_profile reorder_timeout",
                        d -> Smi.integer(d.session().get(SessionAttributes.REORDER_TIMEOUT)))
                .show(
                        14,
                        "l2tpDomainConfigProxyPPPAuth",
                        Syntax.INTEGER,
                        "tunnel_profile allow_ppp_proxy",
                        d -> Smi.truth(d.tunnel().get(TunnelAttributes.ALLOW_PPP_PROXY)))
                .show(
                        15,
                        "l2tpDomainConfigStorageType",
                        Syntax.INTEGER,
                        "whether the file has the profile",
                        d -> Smi.integer(d.filed() ? PERMANENT : VOLATILE))
                .show(16, "l2tpDomainConfigStatus", Syntax.INTEGER, "constant active(1)", d -> Smi.integer(Smi.ACTIVE));
    }

    private static void addTunnelsAndSessions(ObjectTable<Domain> table) {
        counter(table, 1, "TotalTunnels", "tunnelsTotal", Views.Peer::tunnelsTotal);
        counter(table, 2, "FailedTunnels", "tunnelsFailed", Views.Peer::tunnelsFailed);
        counter(table, 3, "FailedAuths", "authFailures", Views.Peer::authFailures);
        gauge(table, 4, "ActiveTunnels", "tunnelsActive", Views.Peer::tunnelsActive);
        counter(table, 5, "TotalSessions", "sessionsTotal", Views.Peer::sessionsTotal);
        counter(table, 6, "FailedSessions", "sessionsFailed", Views.Peer::sessionsFailed);
        gauge(table, 7, "ActiveSessions", "sessionsActive", Views.Peer::sessionsActive);
        table.show(
                8,
                "l2tpDomainStatsDrainingTunnels",
                Syntax.INTEGER,
                "Peer.drainingInEffect",
                d -> Smi.truth(d.peer().drainingInEffect()));
    }

    private static void addCounters(ObjectTable<Domain> table) {
        counter(table, 9, "ControlRxOctets", "controlRxOctets", Views.Peer::controlRxOctets);
        counter(table, 10, "ControlRxPkts", "controlRxPackets", Views.Peer::controlRxPackets);
        counter(table, 11, "ControlTxOctets", "controlTxOctets", Views.Peer::controlTxOctets);
        counter(table, 12, "ControlTxPkts", "controlTxPackets", Views.Peer::controlTxPackets);
        counter(table, 13, "PayloadRxOctets", "payloadRxOctets", Views.Peer::payloadRxOctets);
        counter(table, 14, "PayloadRxPkts", "payloadRxPackets", Views.Peer::payloadRxPackets);
        counter(table, 15, "PayloadRxDiscs", "payloadRxDiscards", Views.Peer::payloadRxDiscards);
        counter(table, 16, "PayloadTxOctets", "payloadTxOctets", Views.Peer::payloadTxOctets);
        counter(table, 17, "PayloadTxPkts", "payloadTxPackets", Views.Peer::payloadTxPackets);
    }

    private static void addWideCounters(ObjectTable<Domain> table) {
        wide(table, 18, "ControlHCRxOctets", "controlRxOctets", Views.Peer::controlRxOctets);
        wide(table, 19, "ControlHCRxPkts", "controlRxPackets", Views.Peer::controlRxPackets);
        wide(table, 20, "ControlHCTxOctets", "controlTxOctets", Views.Peer::controlTxOctets);
        wide(table, 21, "ControlHCTxPkts", "controlTxPackets", Views.Peer::controlTxPackets);
        wide(table, 22, "PayloadHCRxOctets", "payloadRxOctets", Views.Peer::payloadRxOctets);
        wide(table, 23, "PayloadHCRxPkts", "payloadRxPackets", Views.Peer::payloadRxPackets);
        wide(table, 24, "PayloadHCRxDiscs", "payloadRxDiscards", Views.Peer::payloadRxDiscards);
        wide(table, 25, "PayloadHCTxOctets", "payloadTxOctets", Views.Peer::payloadTxOctets);
        wide(table, 26, "PayloadHCTxPkts", "payloadTxPackets", Views.Peer::payloadTxPackets);
    }

    private static void counter(
            ObjectTable<Domain> table, int number, String name, String field, ToLongFunction<Views.Peer> value) {
        table.show(
                number,
                "l2tpDomainStats" + name,
                Syntax.COUNTER32,
                "Peer." + field,
                d -> Smi.counter32(value.applyAsLong(d.peer())));
    }

    private static void gauge(
            ObjectTable<Domain> table, int number, String name, String field, ToLongFunction<Views.Peer> value) {
        table.show(
                number,
                "l2tpDomainStats" + name,
                Syntax.GAUGE32,
                "Peer." + field,
                d -> Smi.gauge(value.applyAsLong(d.peer())));
    }

    private static void wide(
            ObjectTable<Domain> table, int number, String name, String field, ToLongFunction<Views.Peer> value) {
        table.show(
                number,
                "l2tpDomainStats" + name,
                Syntax.COUNTER64,
                "Peer." + field,
                d -> Smi.counter64(value.applyAsLong(d.peer())));
    }

    private interface PeerSwitch {
        void set(Control control, String profile, boolean value) throws ControlException;
    }

    private Write<Domain> state(Predicate<Domain> present, PeerSwitch control, Writes.Finality<Domain> isFinal) {
        Writes.Change<Domain> change = (d, value) -> {
            control.set(daemon.control(), d.peer().profile(), value == 1);
            daemon.inventory().refreshWhole();
        };
        return Writes.integer(Writes.truth(), d -> present.test(d) ? 1 : 2, change, isFinal);
    }

    /** Makes attributes of a value. */
    private interface Settings {
        Map<String, String> of(int value) throws ControlException;
    }

    /** A setting of the domain's tunnel profile, which is taken back by value: unset again where it was not set. */
    private Write<Domain> setting(Writes.Check<Domain> range, Settings settings) {
        return new Write<>() {
            @Override
            public int check(Domain domain, Variable value) {
                if (!(value instanceof Integer32 number)) {
                    return PDU.wrongType;
                }
                int status = range.check(domain, number.getValue());
                return status == PDU.noError ? tried(domain, number.getValue()) : status;
            }

            private int tried(Domain domain, int value) {
                try {
                    domain.edit(settings.of(value))
                            .on(daemon.control().configuration().get());
                    return PDU.noError;
                } catch (ControlException e) {
                    return PDU.inconsistentValue;
                }
            }

            @Override
            public Undo apply(Domain domain, Variable value) throws ControlException {
                ProfileEdit edit = domain.edit(settings.of(value.toInt()));
                return edit.make(daemon.control().configuration())::undo;
            }
        };
    }
}
