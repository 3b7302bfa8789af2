package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.Secret;

/** A client, a LAC that asks which LNS its calls go on to (RFC 2868), and two LNSs. */
abstract class ChosenLnsWorld {
    static final String MIDDLE = "192.0.2.3";
    static final String OTHER = "192.0.2.4";
    static final String NOBODY = "192.0.2.99";
    static final Secret SHARED = Secret.of("tunnel secret of isp");

    final Conf lns = new Conf("lns.example").set(TunnelAttributes.ALLOW_PPP_PROXY, true);
    final Conf otherLns = new Conf("other.example").set(TunnelAttributes.ALLOW_PPP_PROXY, true);
    final Conf middle = new Conf("lac.example").set(PppAttributes.USE_RADIUS, true);
    Pair pair;
    PairNode node;
    PairNode other;

    /** Clients that call one after another; each user's LNSs are those that the test names. */
    void world(String... users) {
        var calls = new ArrayList<SessionDefinition>();
        for (String user : users) {
            calls.add(Conf.session(user.substring(0, user.indexOf('@')), user, Conf.PASSWORD));
        }
        pair = new Pair(
                lns,
                new Conf("client.example")
                        .set(SystemAttributes.SESSION_PERSIST_PEND_TIMEOUT, 1000)
                        .dial(Conf.tunnel("t", true, calls, MIDDLE)));
        node = pair.add("lac", middle, MIDDLE);
        other = pair.add("other", otherLns, OTHER);
        for (String user : users) {
            pair.nodes.forEach(n -> n.users.put(user, Conf.PASSWORD));
        }
    }

    void alice(TunnelChoice... choices) {
        alice(List.of(choices));
    }

    void alice(List<TunnelChoice> choices) {
        world("alice@isp");
        node.choices.put("alice@isp", choices);
    }

    List<Views.Denied> denied() {
        return ((Views.DeniedLnss) node.done(new Command.ShowDenied())).rows();
    }

    String lastResult() {
        return pair.lac.sessions().get(0).lastResult();
    }

    List<Views.Tunnel> chosen() {
        return node.tunnels().stream()
                .filter(t -> t.name().startsWith("radius:"))
                .toList();
    }

    void assertOnly(PairNode where) {
        assertThat(pair.lac.open).as(pair.lac.told() + node.told()).hasSize(1);
        assertThat(where.open).hasSize(1);
        assertThat(pair.nodes.stream().filter(n -> n != where && n != pair.lac))
                .allSatisfy(n -> assertThat(n.open).isEmpty());
        assertThat(node.engine.core().dialer.all())
                .as("calls that wait for nothing")
                .allSatisfy(t -> assertThat(t.calls).isEmpty());
    }

    /** Ends the call and waits until it is placed again, and 3 s more. */
    void again(String session) {
        pair.lac.execute(
                new Command.CloseSession(new Command.TunnelKey(0, "t"), new Command.SessionKey(0, session), "again"));
        pair.runSeconds(1);
        pair.lac.done(new Command.CreateSession(
                new Command.TunnelKey(0, "t"), Conf.session(session, session + "@isp", Conf.PASSWORD)));
        pair.runSeconds(3);
    }
}
