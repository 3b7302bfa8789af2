package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.snmp.MibRegistry;
import org.jl2tpd.management.snmp.Smi;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.wire.TraceFacility;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/** Scalars of the daemon as a whole: totals, traffic, limits. */
final class WholeScalars {
    private static final long PERCENT = 100;

    private final Inventory inventory;
    private final Control control;
    private final Moments moments;

    WholeScalars(Inventory inventory, Control control, Moments moments) {
        this.inventory = inventory;
        this.control = control;
        this.moments = moments;
    }

    private Inventory.Whole whole() {
        inventory.look();
        return inventory.whole();
    }

    private Views.System system() {
        return whole().system();
    }

    private Variable gauge(ToLongFunction<Views.System> figure) {
        return Smi.gauge(figure.applyAsLong(system()));
    }

    private long sum(ToLongFunction<Views.Peer> figure) {
        return whole().peers().stream().mapToLong(figure).sum();
    }

    private Variable count32(String... counters) {
        long sum = 0;
        for (String counter : counters) {
            sum += whole().counters().getOrDefault(counter, 0L);
        }
        return Smi.counter32(sum);
    }

    void register(MibRegistry registry, String root) {
        identity(new Scalars(registry, root, "jl2tpdSystem"));
        state(new Scalars(registry, root, "jl2tpdSystem"));
        attempts(new Scalars(registry, root, "jl2tpdSystem"));
        traffic(new Scalars(registry, root, "jl2tpdTraffic"));
        limits(new Scalars(registry, root, "jl2tpdLimits"));
    }

    private void identity(Scalars to) {
        var info = control.info();
        to.add("Version", () -> Smi.text(info.version()))
                .add("Datapath", () -> Smi.text(system().datapath()))
                .add("ProcessId", () -> Smi.gauge(info.processId()))
                .add("StartTime", () -> moments.date(info.startedNs()))
                .add("UpTime", () -> Smi.gauge(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - info.startedNs())));
    }

    private void state(Scalars to) {
        to.addClosing("Enabled", () -> system().enabled(), (row, value) -> {
                    control.setEnabled(value);
                    Scalars.show(inventory::refreshTunnels);
                })
                .add("Draining", () -> system().draining(), (row, value) -> {
                    control.drain(value);
                    Scalars.show(inventory::refreshWhole);
                })
                .add("Stopping", () -> Smi.truth(system().stopping()))
                .add("Tunnels", () -> gauge(Views.System::tunnels))
                .add("TunnelsEstablished", () -> gauge(Views.System::tunnelsEstablished))
                .add("TunnelsHalfOpen", () -> gauge(Views.System::halfOpen))
                .add("TunnelsWaiting", () -> Smi.gauge(whole().waitingTunnels().size()))
                .add("Sessions", () -> gauge(Views.System::sessions))
                .add("SessionsEstablished", () -> gauge(Views.System::sessionsEstablished))
                .add("TraceMask", () -> gauge(Views.System::traceMask), new TraceWrite());
    }

    private void attempts(Scalars to) {
        to.add("TunnelAttempts", () -> Smi.counter32(sum(Views.Peer::tunnelsTotal)))
                .add("TunnelSuccesses", () -> count32("tunnels_opened"))
                .add("TunnelFailures", () -> Smi.counter32(sum(Views.Peer::tunnelsFailed)))
                .add("TunnelsDenied", () -> count32("sccrq_denied"))
                .add("TunnelAuthFailures", () -> count32("control_authentication_failures"))
                .add("SessionAttempts", () -> Smi.counter32(sum(Views.Peer::sessionsTotal)))
                .add("SessionSuccesses", () -> count32("sessions_opened"))
                .add("SessionFailures", () -> Smi.counter32(sum(Views.Peer::sessionsFailed)))
                .add("SessionsDenied", () -> count32("control_sessions_refused"))
                .add("SessionAuthFailures", () -> count32("session_auth_failures"));
    }

    private void traffic(Scalars to) {
        to.add("ControlRxOctets", () -> Smi.counter64(sum(Views.Peer::controlRxOctets)))
                .add("ControlRxPackets", () -> Smi.counter64(sum(Views.Peer::controlRxPackets)))
                .add("ControlTxOctets", () -> Smi.counter64(sum(Views.Peer::controlTxOctets)))
                .add("ControlTxPackets", () -> Smi.counter64(sum(Views.Peer::controlTxPackets)))
                .add("PayloadRxOctets", () -> Smi.counter64(sum(Views.Peer::payloadRxOctets)))
                .add("PayloadRxPackets", () -> Smi.counter64(sum(Views.Peer::payloadRxPackets)))
                .add("PayloadRxDiscards", () -> Smi.counter64(sum(Views.Peer::payloadRxDiscards)))
                .add("PayloadTxOctets", () -> Smi.counter64(sum(Views.Peer::payloadTxOctets)))
                .add("PayloadTxPackets", () -> Smi.counter64(sum(Views.Peer::payloadTxPackets)));
    }

    private void limits(Scalars to) {
        to.add("Tunnels", () -> gauge(s -> s.limits().tunnels()))
                .add("Sessions", () -> gauge(s -> s.limits().sessions()))
                .add("HalfOpen", () -> gauge(s -> s.limits().halfOpen()))
                .add(
                        "TunnelsUsage",
                        () -> gauge(s -> percent(s.tunnels(), s.limits().tunnels())))
                .add(
                        "SessionsUsage",
                        () -> gauge(s -> percent(s.sessions(), s.limits().sessions())))
                .add(
                        "HalfOpenUsage",
                        () -> gauge(s -> percent(s.halfOpen(), s.limits().halfOpen())))
                .add(
                        "TunnelRefusals",
                        () -> count32("sccrq_tunnel_limit", "sccrq_half_open_limit", "sccrq_half_open_prefix_limit"))
                .add("SessionRefusals", () -> count32("sessions_limit"));
    }

    private static long percent(long used, long limit) {
        return limit <= 0 ? 0 : used * PERCENT / limit;
    }

    /** Words for {@link Control#setTrace} that make a mask. */
    static List<String> traceWords(long mask) {
        return List.of(TraceNames.format((int) mask).toLowerCase(Locale.ROOT).split(","));
    }

    /** The trace of the whole. */
    private final class TraceWrite implements Write<Variable> {
        @Override
        public int check(Variable row, Variable value) {
            return Writes.unsigned(value, TraceFacility.ALL);
        }

        @Override
        public Undo apply(Variable row, Variable value) throws ControlException {
            int before = control.trace(null, null);
            set(((UnsignedInteger32) value).getValue());
            return () -> set(before);
        }

        private void set(long mask) throws ControlException {
            control.setTrace(null, null, traceWords(mask));
            Scalars.show(inventory::refreshWhole);
        }
    }
}
