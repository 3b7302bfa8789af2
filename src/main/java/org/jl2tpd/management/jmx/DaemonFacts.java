package org.jl2tpd.management.jmx;

import java.util.function.Supplier;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.TraceNames;
import org.jl2tpd.management.model.Inventory.Whole;
import org.jl2tpd.management.model.ManagedDaemon;

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
    public long getTunnelsOpenedTotal() {
        return counter("tunnels_opened");
    }

    @Override
    public long getTunnelsClosedTotal() {
        return counter("tunnels_closed");
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
    public long getTunnelAuthFailuresTotal() {
        return counter("control_authentication_failures");
    }

    @Override
    public long getSessionAuthFailuresTotal() {
        return counter("session_auth_failures");
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
    public long getDataRxPacketsTotal() {
        return counter("data_received_packets");
    }

    @Override
    public long getDataRxOctetsTotal() {
        return counter("data_received_octets");
    }

    @Override
    public long getDataTxPacketsTotal() {
        return counter("data_sent_packets");
    }

    @Override
    public long getDataTxOctetsTotal() {
        return counter("data_sent_octets");
    }

    @Override
    public long getControlRetransmissionsTotal() {
        return counter("control_retransmissions");
    }

    @Override
    public long getEventsLostTotal() {
        return daemon.events().lost();
    }

    private Views.System system() {
        return whole().system();
    }

    private long counter(String name) {
        return whole().counters().getOrDefault(name, 0L);
    }
}
