package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.profile.PppAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one session of a user can have goes to the newest one. */
class TakeoverTest {
    private static final String WHY = "replaced by a newer session of the same user";
    private static final int CDN = 14;

    private final Conf lns = new Conf("lns.example");
    private final Conf lac = new Conf("lac.example");

    private Pair pair() {
        Pair pair = new Pair(lns, lac);
        pair.lns.newestReplaces = true;
        return pair;
    }

    private static void assertOneReplaced(Pair pair) {
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains(WHY, "result 3"));
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lns.mostOpen)
                .as("the old routes go before the new come")
                .isOne();
        assertThat(pair.lns.leases).hasSize(1);
        assertThat(pair.lns.system().sessionsEstablished()).isOne();
        assertThat(pair.lns.releases).containsExactly(pair.lns.tickets.get(0));
    }

    /** RFC 2661 5.4.2 and RFC 3145: the CDN is administrative, in result and PPP cause. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLacThatCrashedComesBackAtOnce(boolean late) {
        lac.dial(1, Pair.LNS);
        Pair pair = pair().start(10);
        assertThat(pair.lns.open).hasSize(1);
        pair.lac.crash();
        List<Pair.Datagram> sent = new ArrayList<>();
        pair.tap = sent::add;
        pair.lns.repliesAreHeld = late;
        pair.start(3);
        while (!pair.lns.heldReplies.isEmpty()) {
            pair.lns.heldReplies.poll().run();
        }
        pair.runSeconds(2);
        assertOneReplaced(pair);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(sent.stream().filter(d -> d.sender() == pair.lns && d.messageType() == CDN))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(text(d)).contains(WHY));
        pair.runSeconds(200);
        assertOneReplaced(pair);
    }

    private static String text(Pair.Datagram datagram) {
        return new String(datagram.octets(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void theOlderSessionMayBeInTheSameTunnel() {
        lac.dial(Conf.tunnel("t", false, 2, Pair.LNS));
        Pair pair = pair().start(10);
        assertOneReplaced(pair);
        assertThat(pair.lns.sessions()).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(pair.lac.told()).contains(WHY);
    }

    @Test
    void nothingIsToldOfASessionAfterItsEnd() {
        lns.set(PppAttributes.IPV6, true);
        lac.set(PppAttributes.IPV6, true).dial(1, Pair.LNS);
        Pair pair = pair().start(10);
        pair.lac.crash();
        pair.start(5);
        assertOneReplaced(pair);
        long replaced =
                pair.lns.events(EngineEvent.Kind.SESSION_DOWN).get(0).facts().sessionSerial();
        assertThat(pair.lns.events.stream()
                        .filter(event -> event.facts().sessionSerial() == replaced)
                        .reduce((first, second) -> second))
                .hasValueSatisfying(last -> assertThat(last.kind()).isEqualTo(EngineEvent.Kind.SESSION_DOWN));
    }

    @Test
    void aRefusalTellsTheOperatorMoreThanThePeer() {
        lac.dial(1, Pair.LNS);
        Pair pair = pair();
        pair.lns.poolSize = 0;
        pair.lns.refusalDetail = "route 192.168.77.0/24 is in use by another session";
        List<Pair.Datagram> sent = new ArrayList<>();
        pair.tap = sent::add;
        pair.start(3);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.detail())
                        .isEqualTo("user alice: no address is free, " + pair.lns.refusalDetail));
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.detail()).endsWith("; no address is free, " + pair.lns.refusalDetail));
        assertThat(((Views.Closed) pair.lns.done(new Command.ShowClosed())).sessions())
                .isNotEmpty()
                .allSatisfy(closed ->
                        assertThat(closed.words()).endsWith("; no address is free, " + pair.lns.refusalDetail));
        assertThat(sent).noneMatch(d -> text(d).contains("192.168.77"));
    }
}
