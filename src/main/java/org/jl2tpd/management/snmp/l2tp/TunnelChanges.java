package org.jl2tpd.management.snmp.l2tp;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views.PayloadSequencing;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.TunnelRow;
import org.jl2tpd.management.model.TunnelSettings;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.PDU;
import org.snmp4j.smi.Variable;

/** What SNMP changes of a living tunnel, and within what range: L2TP-MIB's, as far as the daemon's attributes go. */
final class TunnelChanges {
    /** l2tpTunnelConfigPayloadSeq. */
    static final int ON_DEMAND = 1;

    static final int ALWAYS = 3;

    /** Greatest hello interval in seconds. */
    static final int MAX_HELLO_S = 3600;

    /** The cap of the back-off in seconds: RFC 2661 5.8 wants at least 8, the MIB has at most 32. */
    static final int MIN_RETX_TIMEOUT_S = 8;

    static final int MAX_RETX_TIMEOUT_S = 32;

    /** Retransmissions that the attribute max_retries takes. */
    static final int MIN_RETX = 1;

    static final int MAX_RETX = 30;

    /** Most milliseconds of reorder_timeout. */
    static final int MAX_REASSEMBLY_MS = 10_000;

    /** Our attributes of a value. */
    @FunctionalInterface
    private interface Settings {
        Map<String, String> of(int value) throws ControlException;
    }

    private final ManagedDaemon daemon;

    TunnelChanges(ManagedDaemon daemon) {
        this.daemon = daemon;
    }

    /** Values that idle timeouts take: -1 for never, or seconds; 0, at once, is none that the daemon can do. */
    static <R> int checkIdle(R row, int value) {
        return TunnelSettings.isIdleTimeout(value) ? 0 : PDU.wrongValue;
    }

    /** What the MIB's range can show of it. */
    static Variable maxRetxTimeout(int seconds) {
        return Smi.integer(Math.min(seconds, MAX_RETX_TIMEOUT_S));
    }

    Write<TunnelRow> hello() {
        return attribute(
                Writes.range(0, MAX_HELLO_S),
                row -> row.view().detail().helloIntervalSeconds(),
                TunnelSettings::helloInterval);
    }

    Write<TunnelRow> idle() {
        return attribute(
                TunnelChanges::checkIdle, row -> row.view().detail().idleTimeoutSeconds(), TunnelSettings::idleTimeout);
    }

    Write<TunnelRow> maxRetx() {
        return attribute(
                Writes.range(MIN_RETX, MAX_RETX),
                row -> row.view().detail().maxRetransmissions(),
                TunnelSettings::maxRetransmissions);
    }

    Write<TunnelRow> maxRetxTimeout() {
        return attribute(
                Writes.range(MIN_RETX_TIMEOUT_S, MAX_RETX_TIMEOUT_S),
                row -> row.view().detail().maxRetransmitIntervalSeconds(),
                TunnelSettings::maxRetransmitInterval);
    }

    Write<TunnelRow> payloadSequencing() {
        return attribute(
                Writes.range(ON_DEMAND, ALWAYS),
                row -> Enumerations.payloadSequencing(row.view().detail().payloadSequencing()),
                value -> TunnelSettings.payloadSequencing(PayloadSequencing.values()[value - ON_DEMAND]));
    }

    Write<TunnelRow> reassembly() {
        return attribute(
                Writes.range(0, MAX_REASSEMBLY_MS),
                row -> row.view().detail().reorderTimeoutMs(),
                TunnelSettings::reorderTimeout);
    }

    Write<TunnelRow> drain() {
        return Writes.integer(Writes.truth(), row -> row.view().detail().draining() ? 1 : 2, (row, value) -> {
            daemon.control().drainTunnel(key(row), value == 1);
            daemon.inventory().refreshTunnel(row.id());
        });
    }

    private Write<TunnelRow> attribute(
            Writes.Check<TunnelRow> check, ToIntFunction<TunnelRow> before, Settings settings) {
        return Writes.integer(check, before, (row, value) -> modify(row, settings.of(value)));
    }

    private void modify(TunnelRow row, Map<String, String> changes) throws ControlException {
        daemon.control().modifyTunnel(key(row), changes);
        daemon.inventory().refreshTunnel(row.id());
    }

    static TunnelKey key(TunnelRow row) {
        return new TunnelKey(row.id(), "");
    }
}
