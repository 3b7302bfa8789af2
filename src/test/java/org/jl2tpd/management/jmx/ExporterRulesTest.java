package org.jl2tpd.management.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.PoolView;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus gets by the rules that are shipped, from the exporter itself. */
class ExporterRulesTest {
    private static final FakeEngine ENGINE = new FakeEngine();
    private static final EventHub EVENTS = EventHub.start("exporter");
    private static JmxFace face;
    private static Map<String, MetricSnapshot> metrics;

    @BeforeAll
    static void collect() throws Exception {
        ENGINE.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example"));
        ENGINE.sessions.add(FakeEngine.session(7, 1, "user"));
        Control control = ENGINE.control();
        control.showPoolsOf(() -> List.of(new PoolView("p", 10, 3, 0, 0, 0, 0)));
        var inventory = new Inventory(control);
        inventory.refresh();
        var daemon = new ManagedDaemon("", control, inventory, EVENTS, StateStore.inMemory());
        face = JmxFace.start(daemon, ManagementFactory.getPlatformMBeanServer());
        MetricSnapshots all = new JmxCollector(Path.of("etc/jmx_exporter.yml").toFile())
                .register(new PrometheusRegistry())
                .collect();
        metrics = new TreeMap<>(
                all.stream().collect(Collectors.toMap(m -> m.getMetadata().getName(), m -> m)));
    }

    @AfterAll
    static void close() {
        face.close();
        EVENTS.close();
    }

    private static CounterSnapshot.CounterDataPointSnapshot counter(String name) {
        assertThat(metrics).containsKey(name);
        assertThat(metrics.get(name)).as(name).isInstanceOf(CounterSnapshot.class);
        return ((CounterSnapshot) metrics.get(name)).getDataPoints().get(0);
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot gauge(String name) {
        assertThat(metrics).containsKey(name);
        assertThat(metrics.get(name)).as(name).isInstanceOf(GaugeSnapshot.class);
        return ((GaugeSnapshot) metrics.get(name)).getDataPoints().get(0);
    }

    @Test
    void totalsOfTheDaemonAreCountersAndGauges() {
        assertThat(counter("jl2tpd_datagrams_rx").getValue()).isEqualTo(123_456_789_012.0);
        assertThat(gauge("jl2tpd_active_tunnels").getValue()).isEqualTo(2);
        assertThat(gauge("jl2tpd_draining").getValue()).isZero();
    }

    @Test
    void everyCounterIsThereByName() {
        var all = ((CounterSnapshot) metrics.get("jl2tpd_counter")).getDataPoints();
        assertThat(all)
                .anyMatch(point -> "datagrams_received".equals(point.getLabels().get("name"))
                        && point.getValue() == 123_456_789_012.0);
    }

    @Test
    void aTunnelHasItsIdAsLabel() {
        assertThat(((GaugeSnapshot) metrics.get("jl2tpd_tunnel_state_code")).getDataPoints())
                .anyMatch(point -> "7".equals(point.getLabels().get("tunnel")));
        assertThat(((CounterSnapshot) metrics.get("jl2tpd_tunnel_control_tx_packets")).getDataPoints())
                .anyMatch(point -> "7".equals(point.getLabels().get("tunnel")));
    }

    @Test
    void profilesPoolsListenersAndRolesAreThere() {
        assertThat(counter("jl2tpd_peer_profile_tunnels").getLabels().get("profile"))
                .isEqualTo("default");
        assertThat(gauge("jl2tpd_address_pool_ipv4_addresses_used").getLabels().get("pool"))
                .isEqualTo("p");
        assertThat(gauge("jl2tpd_listener_active_tunnels").getLabels().get("listener"))
                .isEqualTo("1");
        assertThat(metrics).containsKeys("jl2tpd_lns_active_sessions", "jl2tpd_lac_active_sessions");
    }

    @Test
    void radiusHasItsNamesAsLabels() {
        assertThat(((CounterSnapshot) metrics.get("jl2tpd_radius_server_requests")).getDataPoints())
                .anyMatch(point -> "aaa1".equals(point.getLabels().get("server"))
                        && "accounting".equals(point.getLabels().get("role"))
                        && point.getValue() == 203);
        assertThat(((GaugeSnapshot) metrics.get("jl2tpd_radius_server_alive")).getDataPoints())
                .anyMatch(point -> "aaa2".equals(point.getLabels().get("server")) && point.getValue() == 0);
        assertThat(counter("jl2tpd_radius_client_coa_acks").getLabels().get("client"))
                .isEqualTo("portal");
        assertThat(counter("jl2tpd_radius_records_dropped").getValue()).isEqualTo(505);
        assertThat(gauge("jl2tpd_radius_records_waiting").getValue()).isEqualTo(501);
    }

    @Test
    void sessionsAndWhatPeopleReadAreLeftOut() {
        assertThat(metrics.keySet())
                .allMatch(name -> name.startsWith("jl2tpd_") || name.startsWith("jmx_"))
                .noneMatch(name ->
                        name.contains("session_table") || name.contains("snapshot") || name.contains("closed_tunnels"));
        assertThat(metrics.keySet()).doesNotContain("jl2tpd_session_rx_octets");
    }
}
