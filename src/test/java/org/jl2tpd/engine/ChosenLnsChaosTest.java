package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls whose authorization names LNSs, in a network that loses, repeats and delays, with late answers, LNSs that crash, and sessions and tunnels
 * closed at any time.
 */
class ChosenLnsChaosTest {
    private static final String MIDDLE = "192.0.2.3";
    private static final String OTHER = "192.0.2.4";
    private static final int CALLS = 4;
    private static final int SEEDS = Integer.getInteger("lns.chaos.seeds", 300);

    private SeededRandom random;
    private Pair pair;
    private PairNode node;
    private PairNode other;
    /** The LAC's datapath where that carries frames, null otherwise. */
    private FrameNode frames;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    private void build(long seed) {
        random = new SeededRandom(seed);
        var calls = new ArrayList<SessionDefinition>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(Conf.session("c" + i, "u" + i + "@isp", Conf.PASSWORD));
        }
        var client = new Conf("client.example")
                .set(SystemAttributes.REDIAL_MAX_SECONDS, 4)
                .set(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT, 4)
                .dial(Conf.tunnel("t", true, calls, MIDDLE));
        pair = new Pair(lns("lns.example"), client);
        node = pair.add("lac", lac(), MIDDLE);
        other = pair.add("other", lns("other.example"), OTHER);
        frames = null;
        if (seed % 3 == 0) {
            frames = new FrameNode(node);
            pair.nodes.stream().filter(n -> n != node).forEach(FrameNode::new);
        }
        node.names.put("lns", new ArrayDeque<>(List.of(List.of(IpAddress.parse(Pair.LNS)), List.of())));
        for (int i = 0; i < CALLS; i++) {
            String user = "u" + i + "@isp";
            pair.nodes.forEach(n -> n.users.put(user, Conf.PASSWORD));
            node.choices.put(user, choices());
        }
    }

    private Conf lns(String name) {
        return new Conf(name).set(TunnelAttributes.ALLOW_PPP_PROXY, random.nextInt(2) == 0);
    }

    private Conf lac() {
        Conf conf = new Conf("lac.example")
                .set(PppAttributes.USE_RADIUS, true)
                .set("client.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("client.example", PeerAttributes.TUNNEL_PROFILE_NAME, "roomy")
                .set("roomy", TunnelAttributes.MAX_SESSIONS, 0)
                .radius(Choice.denyFor(random.nextInt(3) * 20));
        return random.nextInt(2) == 0 ? conf : conf.set(TunnelAttributes.MAX_SESSIONS, 1 + random.nextInt(2));
    }

    /** Some that may not do, and both LNSs. */
    private List<TunnelChoice> choices() {
        List<TunnelChoice> all = new ArrayList<>();
        all.add(Choice.assigned(Choice.to(Pair.LNS), random.nextInt(2) == 0 ? "gold" : ""));
        all.add(Choice.names(Choice.to(OTHER), "isp", random.nextInt(2) == 0 ? "other.example" : ""));
        if (random.nextInt(3) == 0) {
            all.add(Choice.to("lns"));
        }
        if (random.nextInt(3) == 0) {
            all.add(Choice.to("192.0.2.99"));
        }
        if (random.nextInt(3) == 0) {
            all.add(Choice.names(Choice.to(OTHER), "", "lns.example"));
        }
        if (random.nextInt(3) == 0) {
            all.add(Choice.sharing(Choice.to(Pair.LNS), Secret.of("nobody knows it")));
        }
        all.replaceAll(c -> Choice.preferred(c, random.nextInt(3)));
        return all;
    }

    private boolean passes(Pair.Datagram datagram) {
        int roll = random.nextInt(100);
        if (roll >= 10 && roll < 20) {
            pair.deliver(datagram, Pair.MS * (1 + random.nextInt(3000)));
        }
        return roll >= 15;
    }

    private void disturb() {
        int roll = random.nextInt(12);
        if (roll == 0) {
            node.repliesAreHeld = !node.repliesAreHeld;
        } else if (roll == 1) {
            node.resolverIsSilent = !node.resolverIsSilent;
        } else if (roll == 2 && frames == null) {
            PairNode victim = random.nextInt(2) == 0 ? pair.lns : other;
            if (victim.engine == null) {
                victim.start();
            } else {
                victim.crash();
            }
        } else {
            closeSomething(roll);
        }
        while (!node.heldReplies.isEmpty() && random.nextInt(3) > 0) {
            node.heldReplies.poll().run();
        }
    }

    private void closeSomething(int roll) {
        PairNode where = List.of(node, pair.lns, other).get(random.nextInt(3));
        if (where.engine == null) {
            return;
        }
        List<Views.Tunnel> tunnels =
                where.tunnels().stream().filter(t -> t.id() != 0).toList();
        List<Views.Session> sessions =
                where.sessions().stream().filter(s -> s.id() != 0).toList();
        if (roll < 5 && !tunnels.isEmpty()) {
            int id = tunnels.get(random.nextInt(tunnels.size())).id();
            where.execute(new Command.CloseTunnel(new Command.TunnelKey(id, ""), "chaos"));
        } else if (roll < 9 && !sessions.isEmpty()) {
            Views.Session session = sessions.get(random.nextInt(sessions.size()));
            where.execute(new Command.CloseSession(
                    new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "chaos"));
        }
    }

    /** No leg without its other one, no call that waits for what is gone, and the counts are right, after whatever happened. */
    private void check() {
        Set<SwitchedCall> calls = new HashSet<>();
        int established = 0;
        for (SessionEntry entry : node.entries()) {
            established += entry.session.state() == SessionState.ESTABLISHED ? 1 : 0;
            if (entry.isSwitched()) {
                calls.add(entry.switched);
                assertThat(entry.switched.stage).isNotEqualTo(SwitchedCall.Stage.ENDED);
                SessionEntry partner = entry.switched.partnerOf(entry);
                assertThat(partner == null || node.entries().contains(partner)).isTrue();
                assertThat(partner != null || entry.switched.awaited != null)
                        .as("something goes on with it")
                        .isTrue();
            }
        }
        for (ClientTunnel tunnel : node.engine.core().dialer.all()) {
            assertThat(calls).containsAll(tunnel.calls);
        }
        assertThat(node.system().sessions()).isEqualTo(node.entries().size());
        assertThat(node.system().sessionsEstablished()).isEqualTo(established);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCallFindsItsLnsAndNothingIsLeft(long seed) {
        build(seed);
        pair.start(1);
        pair.filter = this::passes;
        for (int i = 0; i < 40; i++) {
            pair.runFor(Pair.MS * (1 + random.nextInt(4000)));
            check();
            disturb();
            check();
        }
        pair.filter = datagram -> true;
        node.repliesAreHeld = false;
        node.resolverIsSilent = false;
        while (!node.heldReplies.isEmpty()) {
            node.heldReplies.poll().run();
        }
        pair.nodes.stream().filter(n -> n.engine == null).forEach(PairNode::start);
        pair.runSeconds(300);
        check();
        assertThat(pair.lac.sessions())
                .as("seed %d", seed)
                .hasSize(CALLS)
                .allSatisfy(s -> assertThat(s.localIpv4()).isNotEmpty());
        assertThat(pair.lns.sessions().size() + other.sessions().size()).isEqualTo(CALLS);
        assertThat(node.leases).isEmpty();
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(150);
        assertThat(node.sessions()).isEmpty();
        assertThat(node.tunnels()).isEmpty();
        assertThat(node.engine.core().chosen.size()).isZero();
        assertThat(node.sockets).containsOnlyKeys(0);
        assertThat(frames == null || frames.isEmpty() && frames.bridged.isEmpty())
                .isTrue();
        assertThat(node.deadlineNs()).as("nothing is to be done").isEqualTo(Long.MAX_VALUE);
    }
}
