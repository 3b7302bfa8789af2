package org.jl2tpd.management.snmp.l2tp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ConfigurationStore;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.DaemonInfo;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.management.snmp.MibModule;
import org.jl2tpd.management.snmp.SnmpContext;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** A daemon whose engine answers from tables that a test fills. */
final class Stage implements AutoCloseable {
    /** A notification that was sent. */
    record Sent(OID notification, OctetString source, List<VariableBinding> objects) {}

    final List<Views.Tunnel> tunnels = new ArrayList<>();
    final List<Views.Session> sessions = new ArrayList<>();
    final List<Views.Peer> peers = new ArrayList<>();
    final List<Command> asked = new CopyOnWriteArrayList<>();
    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final EventHub events = EventHub.start("test-events");
    final Inventory inventory;
    final SnmpContext context;
    final List<MibModule> modules;
    final FakeRegistry registry = new FakeRegistry();
    Views.System system =
            new Views.System(1, 1, 1, 1, 0, true, false, false, "memory", 0, new Views.Limits(65_535, 1000, 1000));
    String problem;

    Stage(boolean sessionInterfaces) {
        Control control = new Control(
                this::submit,
                new ConfigurationStore(configuration(sessionInterfaces)),
                StateStore.inMemory(),
                new DaemonInfo("1", 1, System.nanoTime()),
                Control.DEFAULT_WAIT);
        inventory = new Inventory(control);
        var daemon = new ManagedDaemon("", control, inventory, events, StateStore.inMemory());
        context = new SnmpContext(
                daemon,
                System.nanoTime() - 100_000_000_000L,
                (notification, source, objects) -> sent.add(new Sent(notification, source, List.of(objects))));
        modules = L2tpModules.of(context);
        modules.forEach(module -> module.register(registry));
    }

    private static Configuration configuration(boolean sessionInterfaces) {
        var isp = new Profile(ProfileKind.PEER, "isp.example", Map.of(PeerAttributes.TUNNEL_PROFILE_NAME, "isp"));
        var isps = new Profile(
                ProfileKind.TUNNEL,
                "isp",
                Map.of(TunnelAttributes.HELLO_TIMEOUT, 30, TunnelAttributes.MAX_RETRY_TIMEOUT, 60));
        Map<ProfileKind, Map<String, Profile>> profiles = new HashMap<>();
        profiles.put(ProfileKind.PEER, Map.of("isp.example", isp));
        profiles.put(ProfileKind.TUNNEL, Map.of("isp", isps));
        var snmp = new Profile(ProfileKind.SNMP, "snmp", Map.of(SnmpAttributes.SESSION_INTERFACES, sessionInterfaces));
        var none = ManagementDefinition.NONE;
        return Configuration.builder()
                .profiles(profiles)
                .management(new ManagementDefinition(
                        snmp, List.of(), List.of(), List.of(), none.jmx(), none.http(), List.of()))
                .build();
    }

    void addTunnel(int id, long serial) {
        tunnels.add(Records.with(FakeEngine.tunnel(id, "", "lac" + id), "detail.serial", serial));
    }

    void addSession(int tunnelId, int id, long serial, String type) {
        Views.Session session = Records.with(FakeEngine.session(tunnelId, id, "u" + id), "type", type);
        sessions.add(Records.with(session, "detail.serial", serial));
    }

    void addPeer(String name) {
        peers.add(new Views.Peer(
                name, true, false, false, 5, 2, 1, 3, 50, 4, 20, 1L << 33, 11, 12, 13, 1L << 34, 15, 16, 17, 18));
    }

    void change(int tunnelId, String component, Object value) {
        tunnels.replaceAll(t -> t.id() == tunnelId ? Records.with(t, component, value) : t);
    }

    void refresh() throws ControlException {
        inventory.refresh();
    }

    EngineEvent event(EngineEvent.Kind kind, int tunnelId, int sessionId) {
        return new EngineEvent(kind, tunnelId, sessionId, "", IpAddress.parse("192.0.2.2"), "", null, "", "");
    }

    private CompletableFuture<CommandResult> submit(Command command) {
        asked.add(command);
        return CompletableFuture.completedFuture(answer(command));
    }

    private CommandResult answer(Command command) {
        if (command instanceof Command.ShowSystem) {
            return CommandResult.done(system);
        }
        if (command instanceof Command.ShowCounters) {
            return CommandResult.done(new Views.Counters(Map.of()));
        }
        if (command instanceof Command.ShowPeers) {
            return CommandResult.done(new Views.Peers(List.copyOf(peers)));
        }
        if (command instanceof Command.ShowClosed) {
            return CommandResult.done(new Views.Closed(List.of(), List.of()));
        }
        if (command instanceof Command.ListTunnels) {
            return CommandResult.done(new Views.TunnelPage(List.copyOf(tunnels), false));
        }
        if (command instanceof Command.ListSessions) {
            return CommandResult.done(new Views.SessionPage(List.copyOf(sessions), false));
        }
        return problem == null ? change(command) : CommandResult.refused(problem);
    }

    private CommandResult change(Command command) {
        if (command instanceof Command.ShowTunnel show) {
            return tunnel(show.tunnel().id());
        }
        if (command instanceof Command.ShowSession show) {
            return sessions.stream()
                    .filter(s -> s.tunnelId() == show.tunnel().id()
                            && s.id() == show.session().id())
                    .findFirst()
                    .map(CommandResult::done)
                    .orElseGet(() -> CommandResult.refused("there is no such session"));
        }
        if (command instanceof Command.SetEnabled set) {
            system = Records.with(system, "enabled", set.enabled());
        } else if (command instanceof Command.Drain set) {
            system = Records.with(system, "draining", set.drain());
        } else if (command instanceof Command.DrainTunnel set) {
            change(set.tunnel().id(), "detail.draining", set.drain());
            return tunnel(set.tunnel().id());
        } else if (command instanceof Command.ModifyTunnel set) {
            if (set.changes().sets(TunnelAttributes.HELLO_TIMEOUT)) {
                int seconds = set.changes().get(TunnelAttributes.HELLO_TIMEOUT);
                change(set.tunnel().id(), "detail.helloIntervalSeconds", seconds);
            }
            return tunnel(set.tunnel().id());
        } else if (command instanceof Command.CloseTunnel close) {
            change(close.tunnel().id(), "state", "CLOSING");
        } else if (command instanceof Command.SetPeerState set) {
            peers.replaceAll(p -> p.profile().equals(set.profile()) ? changed(p, set) : p);
        }
        return CommandResult.done(null);
    }

    private static Views.Peer changed(Views.Peer peer, Command.SetPeerState set) {
        Views.Peer changed = set.enabled() == null ? peer : Records.with(peer, "enabled", set.enabled());
        return set.drain() == null ? changed : Records.with(changed, "draining", set.drain());
    }

    private CommandResult tunnel(int id) {
        return tunnels.stream()
                .filter(t -> t.id() == id)
                .findFirst()
                .map(CommandResult::done)
                .orElseGet(() -> CommandResult.refused("there is no tunnel " + id));
    }

    @Override
    public void close() {
        events.close();
    }
}
