package org.jl2tpd.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jl2tpd.datapath.kernel.StaticTunnel;
import org.jl2tpd.datapath.kernel.StaticTunnels;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.management.StaticTunnelView;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.StaticTunnelDefinition;
import org.jl2tpd.wire.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the static tunnels of a configuration, says in the log how that went, and shows them. Thread-safe. */
final class StaticTunnelDesk implements Reloadable, AutoCloseable {
    private static final String TITLE = "static tunnel \"";
    private static final Logger LOG = LoggerFactory.getLogger(StaticTunnelDesk.class);

    private final Ledger ledger;
    /** Null as long as there was none: then the kernel's driver is not even asked for. */
    private volatile StaticTunnels tunnels;

    private StaticTunnelDesk(Ledger ledger) {
        this.ledger = ledger;
    }

    static StaticTunnelDesk start(Configuration configuration, Ledger ledger) {
        var desk = new StaticTunnelDesk(ledger);
        desk.start(configuration);
        return desk;
    }

    private void start(Configuration configuration) {
        if (!configuration.staticTunnels().isEmpty()) {
            tunnels = StaticTunnels.start(StaticTunnelSetup.of(configuration.staticTunnels()), ledger);
            tunnels.status().forEach(StaticTunnelDesk::log);
        }
    }

    /** Names of those that both have and that are the same. */
    private static Set<String> kept(Configuration before, Configuration after) {
        Set<String> other = ConfigurationDifference.lines(before, after).stream()
                .map(ConfigurationDifference.Line::title)
                .filter(title -> title.startsWith(TITLE))
                .map(title -> title.substring(TITLE.length(), title.indexOf('"', TITLE.length())))
                .collect(Collectors.toSet());
        return after.staticTunnels().stream()
                .map(StaticTunnelDefinition::name)
                .filter(name -> !other.contains(name))
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        Set<String> kept = kept(before, after);
        Set<String> old = names(before);
        Set<String> now = names(after);
        List<String> lines = new ArrayList<>();
        old.stream().filter(name -> !now.contains(name)).forEach(name -> lines.add("closed static tunnel " + name));
        now.stream()
                .filter(name -> !kept.contains(name))
                .forEach(name -> lines.add((old.contains(name) ? "reopened" : "opened") + " static tunnel " + name));
        return lines;
    }

    private static Set<String> names(Configuration configuration) {
        return configuration.staticTunnels().stream()
                .map(StaticTunnelDefinition::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) {
        Set<String> kept = kept(before, after);
        if (tunnels == null) {
            start(after);
        } else if (!kept.equals(names(before)) || !kept.equals(names(after))) {
            tunnels.change(StaticTunnelSetup.of(after.staticTunnels()), kept);
        }
        return tunnels == null
                ? List.of()
                : tunnels.status().stream()
                        .filter(status -> !kept.contains(status.wanted().name()))
                        .filter(status -> !status.problem().isEmpty())
                        .map(status -> "static tunnel " + status.wanted().name() + ": " + status.problem())
                        .toList();
    }

    private static void log(StaticTunnel.Status tunnel) {
        String name = tunnel.wanted().name();
        if (!tunnel.problem().isEmpty()) {
            LOG.atError()
                    .addKeyValue("static_tunnel", name)
                    .addKeyValue("reason", tunnel.problem())
                    .log("static_tunnel_failed");
            return;
        }
        LOG.atInfo().addKeyValue("static_tunnel", name).log("static_tunnel_up");
        for (StaticTunnel.SessionStatus session : tunnel.sessions()) {
            boolean up = session.problem().isEmpty();
            (up ? LOG.atInfo() : LOG.atError())
                    .addKeyValue("static_tunnel", name)
                    .addKeyValue("session", session.wanted().name())
                    .addKeyValue(up ? "device" : "reason", up ? session.device() : session.problem())
                    .log(up ? "static_session_up" : "static_session_failed");
        }
    }

    List<StaticTunnelView> views() {
        StaticTunnels now = tunnels;
        return now == null
                ? List.of()
                : now.status().stream().map(StaticTunnelDesk::view).toList();
    }

    private static StaticTunnelView view(StaticTunnel.Status status) {
        L2tpTunnel tunnel = status.wanted().tunnel();
        L2tpTunnel.Udp udp = tunnel.udp();
        return new StaticTunnelView(
                status.wanted().name(),
                state(status.problem()),
                udp == null ? "ip" : "udp",
                IpAddress.of(tunnel.localAddress()).toString(),
                udp == null ? 0 : udp.localPort(),
                IpAddress.of(tunnel.peerAddress()).toString(),
                udp == null ? 0 : udp.peerPort(),
                tunnel.tunnelId(),
                tunnel.peerTunnelId(),
                status.problem(),
                counters(status.statistics()),
                status.sessions().stream().map(StaticTunnelDesk::view).toList());
    }

    private static StaticTunnelView.Session view(StaticTunnel.SessionStatus status) {
        return new StaticTunnelView.Session(
                status.wanted().name(),
                state(status.problem()),
                status.device(),
                status.wanted().session().sessionId(),
                status.wanted().session().peerSessionId(),
                status.problem(),
                counters(status.statistics()));
    }

    private static String state(String problem) {
        return problem.isEmpty() ? "UP" : "FAILED";
    }

    private static Map<String, Long> counters(L2tpStatistics figures) {
        var all = new LinkedHashMap<String, Long>();
        all.put("rx_packets", figures.rxPackets());
        all.put("rx_octets", figures.rxOctets());
        all.put("rx_errors", figures.rxErrors());
        all.put("tx_packets", figures.txPackets());
        all.put("tx_octets", figures.txOctets());
        all.put("tx_errors", figures.txErrors());
        all.put("rx_sequence_discards", figures.rxSequenceDiscards());
        all.put("rx_out_of_sequence", figures.rxOutOfSequence());
        all.put("rx_cookie_discards", figures.rxCookieDiscards());
        all.put("rx_invalid", figures.rxInvalid());
        return all;
    }

    @Override
    public void close() {
        if (tunnels != null) {
            tunnels.close();
        }
    }
}
