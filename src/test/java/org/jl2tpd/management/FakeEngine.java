package org.jl2tpd.management;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.wire.Secret;

/** A gateway that answers from fixed tables and remembers what it was asked. */
public final class FakeEngine implements CommandGateway {
    public static final Secret OFFICE = Secret.of("secret of the office");
    public static final Secret ALICE = Secret.of("secret of alice");

    public final List<Command> asked = new CopyOnWriteArrayList<>();
    public final List<Views.Tunnel> tunnels = new CopyOnWriteArrayList<>();
    public final List<Views.Session> sessions = new CopyOnWriteArrayList<>();
    public final List<Views.Peer> peers = new ArrayList<>();
    public volatile Views.Closed closed = new Views.Closed(List.of(), List.of());
    public volatile boolean silent;
    public volatile boolean gone;
    /** Nothing is decided on. */
    public volatile boolean busy;
    /** What happens before a command is answered, and after its answer was made up and before it arrives. */
    public volatile Consumer<Command> asking = command -> {};

    public volatile Consumer<Command> answering = command -> {};
    /** Looks of those who need no fresh figures. */
    public final AtomicInteger glances = new AtomicInteger();
    /** Answers that nobody gives, because it is {@link #silent}. */
    public final List<CompletableFuture<CommandResult>> unanswered = new CopyOnWriteArrayList<>();
    /** Commands of this kind are refused; null for none. */
    public volatile Class<? extends Command> refused;

    private int traceMask;
    private int debugMask;
    private static final List<DebugEffect> EFFECTS = List.of(
            new DebugEffect("setsockopt", false, "accepted and ignored"),
            new DebugEffect("tracepoints", true, "register_tunnel"));
    private final Configuration configuration = Configuration.builder()
            .profiles(defaults())
            .secrets(Map.of("office", OFFICE, "alice", ALICE))
            .radius(FakeRadius.DEFINITION)
            .build();

    private static Map<ProfileKind, Map<String, Profile>> defaults() {
        Map<ProfileKind, Map<String, Profile>> profiles = new EnumMap<>(ProfileKind.class);
        for (ProfileKind kind : ProfileKind.values()) {
            profiles.put(kind, Map.of("default", new Profile(kind, "default", Map.of())));
        }
        return profiles;
    }

    /** A facade in front of this engine. */
    public Control control() {
        var control = new Control(
                this,
                new ConfigurationStore(configuration),
                StateStore.inMemory(),
                new DaemonInfo("1.2.3", 4711, System.nanoTime()),
                Control.DEFAULT_WAIT);
        control.showStaticTunnelsOf(() -> List.of(staticTunnel("branch", ""), staticTunnel("depot", "it is taken")));
        control.showRadiusOf(() -> FakeRadius.VIEW);
        control.testRadiusBy(FakeRadius::ask);
        return control;
    }

    private static StaticTunnelView staticTunnel(String name, String problem) {
        String state = problem.isEmpty() ? "UP" : "FAILED";
        Map<String, Long> counters = Map.of("rx_octets", 84L);
        var session = new StaticTunnelView.Session("lan", state, "l2-" + name, 1000, 2000, problem, counters);
        return new StaticTunnelView(
                name,
                state,
                "udp",
                "192.0.2.1",
                5000,
                "192.0.2.2",
                5001,
                4_294_967_295L,
                4000,
                problem,
                counters,
                List.of(session));
    }

    @Override
    public CompletableFuture<CommandResult> submit(Command command) {
        if (command instanceof Command.Glance glance) {
            glances.incrementAndGet();
            return submit(glance.look());
        }
        asked.add(command);
        if (gone) {
            return CompletableFuture.failedFuture(new IllegalStateException("stopped"));
        }
        if (refused != null && refused.isInstance(command)) {
            return CompletableFuture.completedFuture(CommandResult.refused("not now"));
        }
        if (busy) {
            return CompletableFuture.completedFuture(CommandResult.unavailable("too many commands are waiting"));
        }
        if (silent) {
            return never();
        }
        asking.accept(command);
        CommandResult answer = answer(command);
        answering.accept(command);
        return CompletableFuture.completedFuture(answer);
    }

    private CompletableFuture<CommandResult> never() {
        var answer = new CompletableFuture<CommandResult>();
        unanswered.add(answer);
        return answer;
    }

    private CommandResult answer(Command command) {
        if (command instanceof Command.ShowSystem) {
            return CommandResult.done(new Views.System(
                    2, 1, 3, 2, 1, true, false, false, "memory", traceMask, new Views.Limits(65_535, 1000, 1000)));
        }
        if (command instanceof Command.ShowCounters) {
            Map<String, Long> values = new LinkedHashMap<>();
            values.put("datagrams_received", 123_456_789_012L);
            values.put("dropped_short", 0L);
            return CommandResult.done(new Views.Counters(values));
        }
        if (command instanceof Command.SetTrace set) {
            traceMask = set.mask();
            return CommandResult.done(null);
        }
        if (command instanceof Command.SetDebugMask set) {
            debugMask = set.mask();
            return CommandResult.done(new Views.DebugMask(7, 0, debugMask, EFFECTS));
        }
        if (command instanceof Command.ShowDebugMask) {
            return CommandResult.done(new Views.DebugMask(7, 0, debugMask, debugMask == 0 ? List.of() : EFFECTS));
        }
        return answerTables(command);
    }

    private CommandResult answerTables(Command command) {
        if (command instanceof Command.ListTunnels list) {
            var rows = tunnels.stream()
                    .filter(t -> t.id() > list.after() || list.after() == 0)
                    .toList();
            var page = rows.subList(0, Math.min(list.limit(), rows.size()));
            return CommandResult.done(new Views.TunnelPage(page, page.size() < rows.size()));
        }
        if (command instanceof Command.ListSessions list) {
            var rows = sessions.stream()
                    .filter(s -> list.tunnelId() == 0 || s.tunnelId() == list.tunnelId())
                    .filter(s -> s.tunnelId() > list.afterTunnel()
                            || s.tunnelId() == list.afterTunnel() && s.id() > list.afterSession())
                    .toList();
            var page = rows.subList(0, Math.min(list.limit(), rows.size()));
            return CommandResult.done(new Views.SessionPage(page, page.size() < rows.size()));
        }
        if (command instanceof Command.ShowTunnel show) {
            return tunnels.stream()
                    .filter(t -> isNamedBy(t, show.tunnel()))
                    .findFirst()
                    .map(CommandResult::done)
                    .orElseGet(() -> CommandResult.refused(
                            "there is no tunnel " + show.tunnel().id()));
        }
        if (command instanceof Command.ShowPeers) {
            return CommandResult.done(new Views.Peers(List.copyOf(peers)));
        }
        if (command instanceof Command.ShowDenied) {
            return CommandResult.done(new Views.DeniedLnss(List.of(new Views.Denied("192.0.2.99", 42))));
        }
        if (command instanceof Command.ShowClosed) {
            return CommandResult.done(closed);
        }
        if (command instanceof Command.ShowSession show && show.session().id() != 0) {
            return sessions.stream()
                    .filter(s -> s.tunnelId() == show.tunnel().id()
                            && s.id() == show.session().id())
                    .findFirst()
                    .map(CommandResult::done)
                    .orElseGet(() -> CommandResult.done(sessions.get(0)));
        }
        if (command instanceof Command.ShowSession || command instanceof Command.CreateSession) {
            return CommandResult.done(sessions.get(0));
        }
        if (command instanceof Command.CreateTunnel || command instanceof Command.ModifyTunnel) {
            return CommandResult.done(tunnels.get(0));
        }
        return CommandResult.done(null);
    }

    private static boolean isNamedBy(Views.Tunnel tunnel, Command.TunnelKey key) {
        return key.id() != 0 ? tunnel.id() == key.id() : tunnel.name().equals(key.name());
    }

    public static Views.Tunnel tunnel(int id, String name, String hostName) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("control_sent_packets", 17L);
        return new Views.Tunnel(
                id,
                id + 100,
                name,
                "ESTABLISHED",
                true,
                "192.0.2.1",
                1701,
                "192.0.2.2",
                1702,
                hostName,
                "vendor",
                "default",
                "default",
                false,
                2,
                3723,
                0,
                "",
                0,
                0,
                tunnelDetail(id),
                counters);
    }

    /** Serial numbers of tunnels are their ids. */
    private static Views.TunnelDetail tunnelDetail(int serial) {
        return new Views.TunnelDetail(
                serial,
                serial,
                serial,
                true,
                1,
                0x0100,
                3,
                3,
                16,
                false,
                false,
                60,
                -1,
                16,
                5,
                8,
                Views.PayloadSequencing.ON_DEMAND,
                0,
                false,
                1460,
                2,
                0,
                2,
                0,
                0,
                "");
    }

    /** Serial numbers of sessions are those of their tunnel and their id, and never a tunnel's. */
    private static Views.SessionDetail sessionDetail(int tunnelId, int id) {
        long serial = (long) tunnelId << 16 | id;
        return new Views.SessionDetail(
                serial,
                serial,
                serial,
                1_000_000,
                1_000_000,
                1,
                1,
                0,
                "",
                "",
                false,
                Views.AuthMethod.PPP_CHAP,
                false,
                false,
                0,
                0,
                0,
                0,
                0,
                "");
    }

    public static Views.Session session(int tunnelId, int id, String user) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("rx_octets", 840L);
        counters.put("tx_octets", 1_000_840L);
        counters.put("statistics_age_ms", id == 1 ? 900L : 4100L);
        return new Views.Session(
                tunnelId,
                id,
                id + 1000,
                "s" + id,
                "office",
                "LAIC",
                "ESTABLISHED",
                "NETWORK",
                "OPENED",
                true,
                user,
                "10.0.0.1",
                "10.0.0.2",
                "",
                "",
                "192.0.2.53,192.0.2.54",
                "l2tp0",
                "",
                1460,
                "",
                "",
                1,
                45,
                "",
                0,
                0,
                sessionDetail(tunnelId, id),
                counters);
    }
}
