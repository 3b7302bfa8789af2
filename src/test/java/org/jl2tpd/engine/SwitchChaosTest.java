package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switch between LACs and an LNS in a network that loses, repeats and delays, with sessions and tunnels closed at any time. */
class SwitchChaosTest {
    private static final String MIDDLE = "192.0.2.3";
    private static final int SESSIONS = 4;

    private SeededRandom random;
    private Pair pair;
    private PairNode node;

    private void build(long seed) {
        random = new SeededRandom(seed);
        Conf lac = new Conf("lac.example").set(SystemAttributes.REDIAL_MAX_SECONDS, 4);
        var calls = List.of(
                Conf.session("a", "u@one.example", Conf.PASSWORD),
                Conf.session("b", "u@one.example", Conf.PASSWORD),
                Conf.session("c", Conf.USER, Conf.PASSWORD),
                Conf.session(
                        "d",
                        Conf.USER,
                        Conf.PASSWORD,
                        Map.of(org.jl2tpd.profile.SessionAttributes.CALLED_NUMBER, "555"),
                        Map.of()));
        lac.dial(Conf.tunnel("t", true, calls, MIDDLE));
        Conf lns = new Conf("lns.example").set(TunnelAttributes.ALLOW_PPP_PROXY, random.nextInt(2) == 0);
        pair = new Pair(lns, lac);
        pair.lns.users.put("u@one.example", Conf.PASSWORD);
        node = pair.add(
                "switch",
                new Conf("switch.example")
                        .dial(Conf.tunnel("onward", random.nextInt(2) == 0, 0, Pair.LNS))
                        .switches("", "555", "", "onward")
                        .switches("", "", "one.example", "onward"),
                MIDDLE);
    }

    private boolean passes(Pair.Datagram datagram) {
        int roll = random.nextInt(100);
        if (roll < 10) {
            return false;
        }
        if (roll < 20) {
            pair.deliver(datagram, Pair.MS * (1 + random.nextInt(3000)));
        }
        return roll >= 15;
    }

    private void closeSomething() {
        PairNode where = pair.nodes.get(random.nextInt(pair.nodes.size()));
        List<Views.Session> sessions =
                where.sessions().stream().filter(s -> s.id() != 0).toList();
        if (random.nextInt(6) == 0 && where != pair.lac) {
            where.tunnels().stream()
                    .filter(t -> t.id() != 0)
                    .findFirst()
                    .ifPresent(t -> where.execute(new Command.CloseTunnel(new Command.TunnelKey(t.id(), ""), "chaos")));
        } else if (!sessions.isEmpty() && where != pair.lac) {
            Views.Session session = sessions.get(random.nextInt(sessions.size()));
            where.execute(new Command.CloseSession(
                    new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "chaos"));
        }
    }

    /** No leg without its other one, and the counts are right, after whatever happened. */
    private void check() {
        Set<SwitchedCall> calls = new HashSet<>();
        int established = 0;
        for (SessionEntry entry : node.entries()) {
            established += entry.session.state() == org.jl2tpd.control.SessionState.ESTABLISHED ? 1 : 0;
            if (entry.isSwitched()) {
                SessionEntry partner = entry.switched.partnerOf(entry);
                calls.add(entry.switched);
                assertThat(entry.switched.stage).isNotEqualTo(SwitchedCall.Stage.ENDED);
                assertThat(partner == null || node.entries().contains(partner)).isTrue();
            }
        }
        assertThat(node.system().sessions()).isEqualTo(node.entries().size());
        assertThat(node.system().sessionsEstablished()).isEqualTo(established);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noHalfIsLeftWhateverIsLostOrClosed(long seed) {
        build(seed);
        node.users.put("u@one.example", Conf.PASSWORD);
        pair.start(1);
        pair.filter = this::passes;
        for (int i = 0; i < 60; i++) {
            pair.runFor(Pair.MS * (1 + random.nextInt(4000)));
            check();
            closeSomething();
            check();
        }
        pair.filter = datagram -> true;
        pair.runSeconds(400);
        check();
        assertThat(pair.lac.open).as("seed %d\n%s", seed, pair.lac.sessions()).hasSize(SESSIONS);
        assertThat(pair.lns.sessions()).hasSize(SESSIONS - 1);
        assertThat(node.sessions()).hasSize(2 * (SESSIONS - 1) + 1);
    }
}
