package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.profile.SystemAttributes;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final int TUNNELS = Accounts.COUNTED_AT_ONCE + 100;

    private static Views.Peer peer(PairNode node) {
        return ((Views.Peers) node.done(new Command.ShowPeers())).peers().get(0);
    }

    private static long counted(PairNode node) {
        long sum = 0;
        int last = 0;
        for (boolean more = true; more; ) {
            var page = (Views.TunnelPage) node.done(new Command.ListTunnels(last, 500));
            for (Views.Tunnel tunnel : page.tunnels()) {
                sum += tunnel.counters().get("control_rx_packets");
                last = tunnel.id();
            }
            more = page.more();
        }
        return sum;
    }

    @Test
    void sumsOfManyTunnelsAreWholeAfterSomeLooksAndNeverGoBack() {
        Conf lns = new Conf("lns")
                .set(SystemAttributes.MAX_HALF_OPEN_TUNNELS, TUNNELS)
                .set(SystemAttributes.MAX_HALF_OPEN_PER_PREFIX, TUNNELS);
        Conf lac = new Conf("lac");
        for (int i = 0; i < TUNNELS; i++) {
            lac.dial(Conf.tunnel("t" + i, true, 0, Pair.LNS));
        }
        Pair pair = new Pair(lns, lac).start(20);
        long first = peer(pair.lns).controlRxPackets();
        long whole = counted(pair.lns);
        assertThat(first).isBetween(1L, whole - 1);
        assertThat(peer(pair.lns).controlRxPackets()).isEqualTo(whole);
        pair.lns.done(new Command.CloseTunnel(
                new Command.TunnelKey(pair.lns.tunnels().get(0).id(), ""), "trial"));
        pair.runSeconds(60);
        assertThat(peer(pair.lns).controlRxPackets()).isGreaterThanOrEqualTo(whole);
        peer(pair.lns);
        assertThat(peer(pair.lns).controlRxPackets()).isGreaterThan(whole);
    }
}
