package org.jl2tpd.management.jmx;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.InterfaceRow;
import org.jl2tpd.management.model.Inventory.Whole;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.profile.SystemAttributes;

/** What there is to say of the daemon as a whole. */
class DaemonFacts implements DaemonTotals {
    final ManagedDaemon daemon;
    private final Supplier<Whole> source;

    DaemonFacts(ManagedDaemon daemon, Supplier<Whole> source) {
        this.daemon = daemon;
        this.source = source;
    }

    Whole whole() {
        return source.get();
    }

    @Override
    public int getApiVersion() {
        return DaemonMXBean.API_VERSION;
    }

    @Override
    public String getVersion() {
        return daemon.control().info().version();
    }

    @Override
    public String getVendorName() {
        return daemon.configuration().system().get(SystemAttributes.VENDOR_NAME);
    }

    @Override
    public long getProcessId() {
        return daemon.control().info().processId();
    }

    @Override
    public String getName() {
        return daemon.name();
    }

    @Override
    public long getTimeMilliseconds() {
        return System.currentTimeMillis();
    }

    @Override
    public long getStartedMilliseconds() {
        return Ages.wall(daemon.control().info().startedNs());
    }

    @Override
    public long getUptimeSeconds() {
        return Ages.seconds(daemon.control().info().startedNs());
    }

    @Override
    public long getTablesAgeMilliseconds() {
        return Ages.milliseconds(whole().readNs());
    }

    @Override
    public String getDatapath() {
        return system().datapath();
    }

    @Override
    public String getState() {
        return StateCodes.daemonState(system());
    }

    @Override
    public int getStateCode() {
        return StateCodes.daemon(system());
    }

    @Override
    public boolean isEnabled() {
        return system().enabled();
    }

    @Override
    public boolean isDraining() {
        return system().draining();
    }

    @Override
    public boolean isStopping() {
        return system().stopping();
    }

    @Override
    public boolean isConfigurationChanged() {
        return daemon.control().configuration().isChanged();
    }

    @Override
    public String getTrace() {
        return TraceNames.format(system().traceMask());
    }

    @Override
    public int getTraceMask() {
        return system().traceMask();
    }

    @Override
    public int getActiveTunnels() {
        return system().tunnels();
    }

    @Override
    public int getEstablishedTunnels() {
        return system().tunnelsEstablished();
    }

    @Override
    public int getOpeningTunnels() {
        return (int) daemon.inventory().tunnels().values().stream()
                .filter(row -> !row.view().state().equals("ESTABLISHED"))
                .filter(row -> InterfaceRow.of(row).isAdministrativelyUp())
                .count();
    }

    @Override
    public int getHalfOpenTunnels() {
        return system().halfOpen();
    }

    @Override
    public int getWaitingTunnels() {
        return whole().waitingTunnels().size();
    }

    @Override
    public int getActiveSessions() {
        return system().sessions();
    }

    @Override
    public int getEstablishedSessions() {
        return system().sessionsEstablished();
    }

    @Override
    public int getMaxTunnels() {
        return system().limits().tunnels();
    }

    @Override
    public int getMaxSessions() {
        return system().limits().sessions();
    }

    @Override
    public int getMaxHalfOpenTunnels() {
        return system().limits().halfOpen();
    }

    @Override
    public int getTunnelsUsagePercent() {
        return percent(system().tunnels(), system().limits().tunnels());
    }

    @Override
    public int getSessionsUsagePercent() {
        return percent(system().sessions(), system().limits().sessions());
    }

    @Override
    public int getHalfOpenUsagePercent() {
        return percent(system().halfOpen(), system().limits().halfOpen());
    }

    @Override
    public long getTunnelAttemptsTotal() {
        return sum(Views.Peer::tunnelsTotal);
    }

    @Override
    public long getTunnelsOpenedTotal() {
        return counter("tunnels_opened");
    }

    @Override
    public long getTunnelsClosedTotal() {
        return counter("tunnels_closed");
    }

    @Override
    public long getTunnelFailuresTotal() {
        return sum(Views.Peer::tunnelsFailed);
    }

    @Override
    public long getTunnelsDeniedTotal() {
        return counter("sccrq_denied");
    }

    @Override
    public long getTunnelAuthFailuresTotal() {
        return counter("control_authentication_failures");
    }

    @Override
    public long getTunnelLimitRefusalsTotal() {
        return counter("sccrq_tunnel_limit")
                + counter("sccrq_half_open_limit")
                + counter("sccrq_half_open_prefix_limit");
    }

    @Override
    public long getSessionAttemptsTotal() {
        return sum(Views.Peer::sessionsTotal);
    }

    @Override
    public long getSessionsOpenedTotal() {
        return counter("sessions_opened");
    }

    @Override
    public long getSessionsClosedTotal() {
        return counter("sessions_closed");
    }

    @Override
    public long getSessionFailuresTotal() {
        return sum(Views.Peer::sessionsFailed);
    }

    @Override
    public long getSessionsDeniedTotal() {
        return counter("control_sessions_refused");
    }

    @Override
    public long getSessionAuthFailuresTotal() {
        return counter("session_auth_failures");
    }

    @Override
    public long getSessionLimitRefusalsTotal() {
        return counter("sessions_limit");
    }

    @Override
    public long getDatagramsRxTotal() {
        return counter("datagrams_received");
    }

    @Override
    public long getDatagramsTxTotal() {
        return counter("datagrams_sent");
    }

    @Override
    public long getControlRxOctetsTotal() {
        return sum(Views.Peer::controlRxOctets);
    }

    @Override
    public long getControlRxPacketsTotal() {
        return sum(Views.Peer::controlRxPackets);
    }

    @Override
    public long getControlTxOctetsTotal() {
        return sum(Views.Peer::controlTxOctets);
    }

    @Override
    public long getControlTxPacketsTotal() {
        return sum(Views.Peer::controlTxPackets);
    }

    @Override
    public long getDataRxOctetsTotal() {
        return sum(Views.Peer::payloadRxOctets);
    }

    @Override
    public long getDataRxPacketsTotal() {
        return sum(Views.Peer::payloadRxPackets);
    }

    @Override
    public long getDataRxDiscardsTotal() {
        return sum(Views.Peer::payloadRxDiscards);
    }

    @Override
    public long getDataTxOctetsTotal() {
        return sum(Views.Peer::payloadTxOctets);
    }

    @Override
    public long getDataTxPacketsTotal() {
        return sum(Views.Peer::payloadTxPackets);
    }

    @Override
    public long getControlRetransmissionsTotal() {
        return counter("control_retransmissions");
    }

    @Override
    public long getEventsLostTotal() {
        return daemon.events().lost();
    }

    @Override
    public List<String> getAlarms() {
        return daemon.control().alarms();
    }

    private Views.System system() {
        return whole().system();
    }

    private long counter(String name) {
        return whole().counters().getOrDefault(name, 0L);
    }

    private long sum(ToLongFunction<Views.Peer> figure) {
        return whole().peers().stream().mapToLong(figure).sum();
    }

    private static int percent(long used, long limit) {
        return limit <= 0 ? 0 : (int) (used * 100 / limit);
    }
}
