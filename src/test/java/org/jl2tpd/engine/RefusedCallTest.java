package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators hear of calls that are refused, and of protocols that a link cannot carry. */
class RefusedCallTest {
    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothEndsAreToldOfACallBeyondTheTunnelsLimit(boolean persist) {
        lns.set(TunnelAttributes.MAX_SESSIONS, 2);
        lac.dial(Conf.tunnel("t", persist, 3, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        assertThat(pair.lns.open).hasSize(2);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_REFUSED)).hasSize(1);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_REFUSED))
                .hasSize(1)
                .allMatch(event -> event.detail().contains("peer: too many sessions"));
    }

    @Test
    void noCallIsCalledRefusedWhenItsTunnelEnds() {
        lac.dial(Conf.tunnel("t", false, 3, Pair.LNS));
        Pair pair = new Pair(lns, lac).start(5);
        pair.lns.done(new Command.Stop());
        pair.runSeconds(5);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_REFUSED)).isEmpty();
    }

    /** RFC 8200 5: a link with a smaller MTU carries no IPv6, so that none is offered. */
    @ParameterizedTest
    @CsvSource({"1279, false", "1280, true"})
    void ipv6NeedsItsSmallestMtu(int mru, boolean carried) {
        lns.set(PppAttributes.IPV6, true);
        lac.set(PppAttributes.IPV6, true).set(PppAttributes.MRU, mru).dial(1, Pair.LNS);
        Pair pair = new Pair(lns, lac).start(5);
        SessionNetwork network = pair.lns.open.values().iterator().next();
        assertThat(network.peerIpv4()).isNotNull();
        assertThat(network.localInterfaceId() != 0).isEqualTo(carried);
    }
}
