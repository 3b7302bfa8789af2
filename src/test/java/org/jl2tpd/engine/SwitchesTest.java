package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.junit.jupiter.api.Test;

/** What operators switch: drains and administrative states of RFC 3371. */
class SwitchesTest {
    private final Conf lns = new Conf("lns.example").set("lac.example", PeerAttributes.ALLOW_TUNNELS, true);
    private final Conf lac = new Conf("lac.example").dial(1, Pair.LNS).set(SystemAttributes.REDIAL_MAX_SECONDS, 4);

    private static Command.TunnelKey key(int id) {
        return new Command.TunnelKey(id, "");
    }

    private static Command.TunnelKey named() {
        return new Command.TunnelKey(0, "t");
    }

    private static Command.CreateSession create(String name) {
        return new Command.CreateSession(named(), Conf.session(name));
    }

    private static Views.Tunnel tunnel(PairNode node) {
        List<Views.Tunnel> rows = node.tunnels();
        return rows.get(rows.size() - 1);
    }

    private static Views.Peer peer(PairNode node, String name) {
        return ((Views.Peers) node.done(new Command.ShowPeers()))
                .peers().stream()
                        .filter(p -> p.profile().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aDrainedTunnelRefusesSessionsAndKeepsThoseThatItHas() {
        Pair pair = new Pair(lns, lac).start(5);
        int id = tunnel(pair.lns).id();
        var drained = (Views.Tunnel) pair.lns.done(new Command.DrainTunnel(key(id), true));
        assertThat(drained.detail().draining()).isTrue();
        assertThat(drained.detail().drainingInEffect()).isTrue();
        pair.lac.done(create("more"));
        pair.runSeconds(2);
        assertThat(pair.lns.sessions()).hasSize(1);
        assertThat(pair.lac.counter("result_cdn_received_4")).isEqualTo(1);
        assertThat(pair.lns.counter("result_cdn_sent_4")).isEqualTo(1);
        assertThat(tunnel(pair.lns).detail().sessionsFailed()).isEqualTo(1);
        assertThat(tunnel(pair.lns).detail().resultCode()).isEqualTo(4);
        pair.lns.done(new Command.DrainTunnel(key(id), false));
        pair.runSeconds(60);
        assertThat(pair.lns.sessions()).hasSize(2);
    }

    @Test
    void anUpperDrainShowsBelowAndLeavesItsSwitchesAlone() {
        Pair pair = new Pair(lns, lac).start(5);
        int id = tunnel(pair.lns).id();
        pair.lns.done(new Command.Drain(true));
        assertThat(tunnel(pair.lns).detail().draining()).isFalse();
        assertThat(tunnel(pair.lns).detail().drainingInEffect()).isTrue();
        assertThat(peer(pair.lns, "lac.example").draining()).isFalse();
        assertThat(peer(pair.lns, "lac.example").drainingInEffect()).isTrue();
        pair.lns.done(new Command.DrainTunnel(key(id), false));
        pair.lac.done(create("more"));
        pair.runSeconds(1);
        assertThat(pair.lns.sessions()).as("the whole drains still").hasSize(1);
        pair.lns.done(new Command.Drain(false));
        assertThat(tunnel(pair.lns).detail().drainingInEffect()).isFalse();
    }

    @Test
    void ourOwnSessionsWaitWhileTheirTunnelDrains() {
        Pair pair = new Pair(lns, lac).start(5);
        pair.lac.done(new Command.DrainTunnel(named(), true));
        assertThat(pair.lac.execute(create("more")).problem()).contains("draining");
        int session = pair.lns.sessions().get(0).id();
        pair.lns.done(
                new Command.CloseSession(key(tunnel(pair.lns).id()), new Command.SessionKey(session, ""), "test"));
        pair.runSeconds(30);
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lac.sessions().get(0).lastResult()).isEqualTo("the tunnel is draining");
        pair.lac.done(new Command.DrainTunnel(named(), false));
        pair.runSeconds(10);
        assertThat(pair.lns.sessions()).hasSize(1);
    }

    @Test
    void switchedOffClosesAllAndRefuses() {
        Pair pair = new Pair(lns, lac).start(5);
        var off = (Views.System) pair.lns.done(new Command.SetEnabled(false));
        assertThat(off.enabled()).isFalse();
        pair.runSeconds(60);
        assertThat(pair.lac.counter("result_stopccn_received_6")).isGreaterThan(2);
        assertThat(pair.lns.system().tunnelsEstablished()).isZero();
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
        pair.lns.done(new Command.SetEnabled(true));
        pair.runSeconds(10);
        assertThat(pair.lns.system().sessionsEstablished()).isEqualTo(1);
    }

    @Test
    void whatWeDialWaitsUntilItIsSwitchedOnAgain() {
        Pair pair = new Pair(lns, lac).start(5);
        pair.lac.done(new Command.SetEnabled(false));
        pair.runSeconds(1);
        Views.Tunnel held = pair.lac.tunnels().get(0);
        assertThat(held.state()).isEqualTo("RETRY");
        assertThat(held.lastResult()).contains("switched off");
        assertThat(held.nextRetrySeconds()).isZero();
        assertThat(pair.lac
                        .execute(new Command.CreateTunnel(Conf.tunnel("u", true, 0, Pair.LNS)))
                        .problem())
                .contains("switched off");
        pair.runSeconds(120);
        assertThat(pair.lac.tunnels()).hasSize(1);
        assertThat(pair.lns.tunnels()).isEmpty();
        pair.lac.done(new Command.SetEnabled(true));
        pair.runSeconds(5);
        assertThat(pair.lac.system().sessionsEstablished()).isEqualTo(1);
    }

    @Test
    void aPeerProfileIsSwitchedOffAlone() {
        Pair pair = new Pair(lns, lac).start(5);
        pair.lns.done(new Command.SetPeerState("default", false, null));
        pair.runSeconds(1);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(1);
        pair.lns.done(new Command.SetPeerState("lac.example", false, null));
        pair.runSeconds(60);
        assertThat(pair.lns.system().tunnelsEstablished()).isZero();
        assertThat(pair.lac.counter("result_stopccn_received_1")).isEqualTo(1);
        assertThat(peer(pair.lns, "lac.example").enabled()).isFalse();
        pair.lns.done(new Command.SetPeerState("lac.example", true, null));
        pair.runSeconds(10);
        assertThat(pair.lns.system().sessionsEstablished()).isEqualTo(1);
        assertThat(pair.lns
                        .execute(new Command.SetPeerState("nobody", false, null))
                        .problem())
                .contains("nobody");
    }

    @Test
    void aDrainedPeerProfileRefusesTunnelsAndSessions() {
        Pair pair = new Pair(lns, lac).start(5);
        pair.lns.done(new Command.SetPeerState("lac.example", null, true));
        assertThat(peer(pair.lns, "lac.example").draining()).isTrue();
        assertThat(peer(pair.lns, "default").drainingInEffect()).isFalse();
        assertThat(tunnel(pair.lns).detail().drainingInEffect()).isTrue();
        pair.lac.done(create("more"));
        pair.lac.done(new Command.CreateTunnel(Conf.tunnel("u", true, 0, Pair.LNS)));
        pair.runSeconds(30);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(1);
        assertThat(pair.lns.sessions()).hasSize(1);
        pair.lns.done(new Command.SetPeerState("lac.example", null, false));
        pair.runSeconds(90);
        assertThat(pair.lns.system().tunnelsEstablished()).isEqualTo(2);
        assertThat(pair.lns.sessions()).hasSize(2);
    }

    @Test
    void figuresOfAPeerOutliveItsTunnels() {
        Pair pair = new Pair(lns, lac).start(5);
        pair.lac.sendPacket();
        pair.runSeconds(1);
        Views.Peer before = peer(pair.lns, "lac.example");
        assertThat(before.tunnelsTotal()).isEqualTo(1);
        assertThat(before.tunnelsActive()).isEqualTo(1);
        assertThat(before.sessionsActive()).isEqualTo(1);
        assertThat(before.payloadRxPackets()).isPositive();
        pair.lac.done(new Command.CloseTunnel(named(), "test"));
        pair.runSeconds(100);
        assertThat(pair.lns.tunnels()).isEmpty();
        Views.Peer after = peer(pair.lns, "lac.example");
        assertThat(after.tunnelsActive()).isZero();
        assertThat(after.sessionsActive()).isZero();
        assertThat(after.tunnelsTotal()).isEqualTo(1);
        assertThat(after.sessionsTotal()).isEqualTo(1);
        assertThat(after.payloadRxOctets()).isGreaterThanOrEqualTo(before.payloadRxOctets());
        assertThat(after.controlRxPackets()).isGreaterThan(before.controlRxPackets());
        assertThat(after.controlTxOctets()).isGreaterThanOrEqualTo(before.controlTxOctets());
    }
}
