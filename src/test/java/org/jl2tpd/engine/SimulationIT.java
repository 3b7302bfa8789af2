package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds of {@link Simulation}: {@code -Dseeds=N} for the number of them, {@code -Dseed=N} for one again. */
class SimulationIT {
    private static final int SEEDS_PER_CASE = 10;
    private static final long DEFAULT_SEEDS = 210;

    static List<long[]> ranges() {
        Long one = Long.getLong("seed");
        if (one != null) {
            return List.of(new long[] {one, one + 1});
        }
        long seeds = Long.getLong("seeds", DEFAULT_SEEDS);
        return LongStream.range(0, (seeds + SEEDS_PER_CASE - 1) / SEEDS_PER_CASE)
                .mapToObj(i -> new long[] {i * SEEDS_PER_CASE, Math.min(seeds, (i + 1) * SEEDS_PER_CASE)})
                .toList();
    }

    @ParameterizedTest(name = "seeds {0}")
    @MethodSource("ranges")
    void everythingComesUpAgainAfterABadNetwork(long[] range) {
        for (long seed = range[0]; seed < range[1]; seed++) {
            var world = new Simulation(seed);
            try {
                run(world);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " failed at " + world.nowNs() / 1e9 + " s: " + e + "\n"
                                + String.join("\n", world.history()) + "\nagain: mvn verify -Dseed=" + seed,
                        e);
            }
        }
    }

    /** What makes a failing seed worth having. */
    @Test
    void aSeedReplaysToTheLastOctet() {
        for (long seed : new long[] {3, 11, 42, 65, 172}) {
            var first = new Simulation(seed);
            var second = new Simulation(seed);
            for (Simulation world : List.of(first, second)) {
                world.nodes().forEach(SimNode::start);
                trouble(world);
            }
            assertThat(second.fingerprint()).as("seed " + seed).isEqualTo(first.fingerprint());
        }
    }

    private static void run(Simulation world) {
        world.nodes().forEach(SimNode::start);
        if (world.scenario.longRun) {
            churn(world);
        } else {
            trouble(world);
        }
        Operators.undo(world);
        world.calmDown();
        world.runFor(400);
        if (!world.scenario.longRun) {
            assertAllUp(world);
        }
        assertStops(world);
    }

    /** Two minutes of bad network, with pings, closed sessions and (in some) a daemon that dies and comes back. */
    private static void trouble(Simulation world) {
        for (int i = 0; i < 24; i++) {
            world.runFor(5);
            world.nodes().forEach(SimNode::pingAll);
            if (world.random(4) == 0) {
                closeSomething(world);
            }
            if (world.scenario.managed) {
                Operators.changeSomething(world);
            }
            if (world.scenario.restarts && world.random(12) == 0) {
                world.nodes().get(world.random(2)).start();
            }
        }
    }

    /** A session or tunnel is closed by its far side; persistence brings it back. */
    private static void closeSomething(Simulation world) {
        SimNode node = world.lns;
        var tunnels = node.tunnels().stream()
                .filter(t -> t.tunnel.state() == TunnelState.ESTABLISHED && t.client == null)
                .toList();
        if (tunnels.isEmpty()) {
            return;
        }
        TunnelEntry tunnel = tunnels.get(world.random(tunnels.size()));
        var key = new Command.TunnelKey(tunnel.id, "");
        var sessions = List.copyOf(tunnel.tunnel.sessions());
        if (sessions.isEmpty() || world.random(3) == 0) {
            node.engine.execute(world.nowNs(), new Command.CloseTunnel(key, "test"));
        } else {
            int id = sessions.get(world.random(sessions.size())).localId();
            node.engine.execute(world.nowNs(), new Command.CloseSession(key, new Command.SessionKey(id, ""), "test"));
        }
    }

    /** Opens and closes sessions until the sequence numbers have passed 65535 (B2, B5, B30). */
    private static void churn(Simulation world) {
        world.runFor(20);
        SimNode node = world.lac;
        var key = new Command.TunnelKey(0, "lac-0");
        long wraps = 0;
        int before = 0;
        for (int i = 0; wraps < 1 || before < 1_000; i++) {
            String name = "churn" + i;
            node.engine.execute(world.nowNs(), new Command.CreateSession(key, Scenario.session(name)));
            world.runUntil(world.nowNs() + 20_000_000L);
            node.engine.execute(world.nowNs(), new Command.CloseSession(key, new Command.SessionKey(0, name), "test"));
            TunnelEntry tunnel = node.engine.core().dialer.find("lac-0").current;
            assertThat(tunnel).as("the tunnel stays up").isNotNull();
            int ns = tunnel.tunnel.channelStatus().ns();
            wraps += ns < before ? 1 : 0;
            before = ns;
            assertThat(i).as("sequence numbers go on").isLessThan(100_000);
        }
    }

    private static void assertAllUp(Simulation world) {
        int expected = world.scenario.tunnels * world.scenario.sessions;
        long answered = world.lac.pingsAnswered;
        assertDialledUp(world.lac, expected);
        if (world.scenario.bothDial) {
            assertDialledUp(world.lns, expected);
        }
        world.lac.pingAll();
        world.runFor(1);
        assertThat(world.lac.pingsAnswered - answered)
                .as("pings answered")
                .isEqualTo(world.lac.open.size())
                .isGreaterThanOrEqualTo(expected);
    }

    private static void assertDialledUp(SimNode node, int expected) {
        long up = node.engine.core().dialer.all().stream()
                .flatMap(t -> t.sessions.stream())
                .filter(s -> s.current != null
                        && s.current.session.state() == SessionState.ESTABLISHED
                        && s.current.link.ipv4Open())
                .count();
        assertThat(up).as(node.name + " dialled sessions with IPCP open").isEqualTo(expected);
    }

    private static void assertStops(Simulation world) {
        world.nodes().forEach(n -> n.engine.execute(world.nowNs(), new Command.Stop()));
        world.runFor(2);
        for (SimNode node : world.nodes()) {
            assertThat(node.engine.isStopped())
                    .as(node.name + " has told its peers")
                    .isTrue();
            assertThat(node.open).as(node.name + " open networks").isEmpty();
            assertThat(node.granted).as(node.name + " addresses").isEmpty();
        }
        world.runFor(120);
        for (SimNode node : world.nodes()) {
            assertThat(node.tunnels()).as(node.name + " tunnels").isEmpty();
            assertThat(node.engine.core().byPeer).as(node.name + " peers").isEmpty();
            assertThat(node.sockets).as(node.name + " sockets").hasSize(1);
        }
    }
}
