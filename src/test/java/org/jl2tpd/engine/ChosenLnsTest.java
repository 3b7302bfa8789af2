package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.Choices.SessionType;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that go on to the LNS that their authorization names, or to the next one. */
class ChosenLnsTest extends ChosenLnsWorld {
    // Where it goes

    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP"})
    void theCallGoesOnToTheLnsThatIsNamedAndNobodyIsAskedTwice(AuthMethod method) {
        middle.set(PppAttributes.AUTH_ORDER, List.of(method));
        lns.set(PppAttributes.AUTH_ORDER, List.of(method));
        alice(Choice.to(Pair.LNS));
        pair.start(5);
        assertOnly(pair.lns);
        pair.lac.sendPacket();
        pair.lns.sendPacket();
        pair.runFor(20 * Pair.MS);
        assertThat(pair.lns.delivered).hasSize(1);
        assertThat(pair.lac.delivered).hasSize(1);
        assertThat(node.authRequests).hasSize(1);
        assertThat(pair.lns.authRequests)
                .singleElement()
                .isInstanceOf(method == AuthMethod.PAP ? AuthRequest.Pap.class : AuthRequest.Chap.class);
        assertThat(node.leases).as("its address is the LNS's").isEmpty();
        assertThat(pair.lns.leases).hasSize(1);
        assertThat(node.count(EngineCounter.SESSIONS_SWITCHED)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAP", "CHAP", "MSCHAPV2"})
    void anLnsThatTakesNoProxyNegotiatesAnew(AuthMethod method) {
        middle.set(PppAttributes.AUTH_ORDER, List.of(method));
        lns.set(PppAttributes.AUTH_ORDER, List.of(method)).set(TunnelAttributes.ALLOW_PPP_PROXY, false);
        alice(Choice.to(Pair.LNS));
        pair.start(20);
        assertOnly(pair.lns);
    }

    @Test
    void aUserWithoutLnsEndsHere() {
        alice(List.of());
        pair.start(5);
        assertThat(node.open).hasSize(1);
        assertThat(node.leases).hasSize(1);
    }

    /** One that we place ourselves is nobody's to hand on: letting its peer in would be letting it in without an address. */
    @Test
    void aCallThatCanNotGoOnIsRefused() {
        var outgoing = new Conf("lns.example")
                .set(SessionAttributes.SESSION_TYPE, SessionType.LNOC)
                .set(PppAttributes.AUTH_NONE, true)
                .set(PppAttributes.USE_RADIUS, true)
                .dial(1, Pair.LAC);
        pair = new Pair(outgoing, new Conf("lac.example"));
        pair.lns.choices.put("", List.of(Choice.to(OTHER)));
        pair.start(3);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("can't go on"));
    }

    @Test
    void theLowestPreferenceIsFirst() {
        alice(Choice.preferred(Choice.to(OTHER), 20), Choice.preferred(Choice.to(Pair.LNS), 10));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(other.tunnels()).isEmpty();
    }

    @Test
    void equalOnesShareTheCalls() {
        var users = new String[20];
        for (int i = 0; i < users.length; i++) {
            users[i] = "u" + i + "@isp";
        }
        world(users);
        for (String user : users) {
            node.choices.put(user, List.of(Choice.to(OTHER), Choice.to(Pair.LNS)));
        }
        pair.start(20);
        assertThat(pair.lac.open).hasSize(20);
        assertThat(other.open.size()).isBetween(4, 16);
        assertThat(pair.lns.open).hasSize(20 - other.open.size());
    }

    @Test
    void namesAreThoseOfTheAuthorization() {
        middle.set("lns.example", PeerAttributes.PEER_PORT, 1701);
        lns.set("isp-lac", PeerAttributes.ALLOW_TUNNELS, true).set("isp-lac", PeerAttributes.SECRET, SHARED);
        TunnelChoice named = Choice.names(Choice.to(Pair.LNS), "isp-lac", "LNS.example");
        alice(new TunnelChoice(named.serverEndpoint(), MIDDLE, "gold", SHARED, "isp-lac", "LNS.example", "group-7", 5));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(pair.lns.tunnels()).singleElement().satisfies(t -> {
            assertThat(t.peerHostName()).isEqualTo("isp-lac");
            assertThat(t.peerAddress()).isEqualTo(MIDDLE);
        });
        assertThat(chosen()).singleElement().satisfies(t -> {
            assertThat(t.name()).isEqualTo("radius:gold@" + Pair.LNS);
            assertThat(t.localAddress()).isEqualTo(MIDDLE);
            assertThat(t.peerProfile()).isEqualTo("lns.example");
            assertThat(t.persist()).isFalse();
        });
        var session = pair.lns.entries().get(0).session;
        assertThat(session.peerConnected().text(org.jl2tpd.wire.AvpType.PRIVATE_GROUP_ID))
                .isEqualTo("group-7");
        assertThat(node.told() + node.tunnels() + node.sessions() + denied()).doesNotContain("tunnel secret");
    }

    @Test
    void aHostNameIsResolved() {
        alice(Choice.to("lns.isp.example"));
        node.names.put("lns.isp.example", new ArrayDeque<>(List.of(List.of(IpAddress.parse(Pair.LNS)))));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(chosen()).singleElement().satisfies(t -> assertThat(t.name()).isEqualTo("radius:lns.isp.example"));
    }

    @Test
    void accountingHearsOfTheLnsAndThatAnOperatorClosedItsTunnel() {
        alice(Choice.to(Pair.LNS));
        pair.start(5);
        assertThat(node.events(EngineEvent.Kind.SESSION_UP)).allSatisfy(e -> {
            assertThat(e.facts().onward().lnsAddress()).hasToString(Pair.LNS.toString());
            assertThat(e.facts().onward().lnsName()).isNotEmpty();
        });
        long user = node.events(EngineEvent.Kind.SESSION_UP).get(0).facts().sessionSerial();
        assertThat(node.events(EngineEvent.Kind.SESSION_UP)
                        .get(1)
                        .facts()
                        .onward()
                        .userSerial())
                .isEqualTo(user);
        node.done(new Command.CloseTunnel(new Command.TunnelKey(0, "radius:" + Pair.LNS), "bye"));
        pair.runSeconds(1);
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN)).hasSize(2);
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN))
                .filteredOn(e -> e.facts().sessionSerial() == user)
                .allSatisfy(e -> assertThat(e.facts().resultCode()).isEqualTo(3));
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN))
                .filteredOn(e -> e.facts().sessionSerial() != user)
                .allSatisfy(e -> assertThat(e.facts().endedByOperator()).isTrue());
    }

    @Test
    void theOperatorSeesTheUserAndAccountingTheWholeCall() {
        alice(Choice.to(Pair.LNS));
        pair.start(5);
        assertThat(node.sessions())
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.user()).isEqualTo("alice@isp"));
        assertThat(node.events(EngineEvent.Kind.SESSION_UP))
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.user()).isEqualTo("alice@isp"));
        pair.lac.sendPacket();
        pair.runSeconds(1);
        long serial = node.events(EngineEvent.Kind.SESSION_UP).get(0).facts().sessionSerial();
        pair.lac.done(new Command.CloseTunnel(new Command.TunnelKey(0, "t"), "bye"));
        pair.runSeconds(1);
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN))
                .filteredOn(e -> e.facts().sessionSerial() == serial)
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.user()).isEqualTo("alice@isp");
                    assertThat(e.facts().wasUp()).isTrue();
                    assertThat(e.facts().rxOctets()).isPositive();
                    assertThat(e.facts().txOctets()).isPositive();
                });
    }

    @Test
    void theAuthorizationsTimesHold() {
        alice(Choice.to(Pair.LNS));
        node.sessionTimeoutSeconds = 60;
        pair.start(5);
        assertOnly(pair.lns);
        pair.runSeconds(60);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail()).contains("session timeout"));
    }

    // When one fails

    @Test
    void aSilentOneIsLeftForTheNextWhileTheCallerIsKept() {
        alice(Choice.inOrder(NOBODY, Pair.LNS));
        pair.start(5);
        assertThat(pair.lac.open).isEmpty();
        pair.runSeconds(6);
        assertOnly(pair.lns);
        assertThat(denied()).extracting(Views.Denied::endpoint).containsExactly(NOBODY);
    }

    @Test
    void oneThatHasNoAddressIsLeftForTheNext() {
        alice(Choice.inOrder("nowhere.example", Pair.LNS));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(denied()).extracting(Views.Denied::endpoint).containsExactly("nowhere.example");
    }

    /** It has an address, and is not to blame for a limit of ours. */
    @Test
    void aLimitOfOursDeniesNoLns() {
        middle.set(SystemAttributes.MAX_TUNNELS, 1);
        alice(Choice.to("lns.isp.example"));
        node.names.put("lns.isp.example", new ArrayDeque<>(List.of(List.of(IpAddress.parse(Pair.LNS)))));
        pair.start(3);
        assertThat(lastResult()).contains("tunnel limit reached");
        assertThat(denied()).isEmpty();
    }

    @Test
    void aNameThatIsEmptyIsNoLns() {
        alice(Choice.to(" "));
        pair.start(1);
        assertThat(node.asked).isEmpty();
        assertThat(lastResult()).contains("no LNS is named", "result 4");
    }

    /** Only so many tunnels are made of a server's words; a call that needs one more has to do with those that are there. */
    @Test
    void tunnelsToNamedLnssAreLimited() {
        world("alice@isp");
        node.choices.put("alice@isp", List.of(Choice.to(Pair.LNS)));
        pair.start(0);
        ChosenTunnels chosen = node.engine.core().chosen;
        for (int i = 0; i < ChosenTunnels.MAX_TUNNELS; i++) {
            assertThat(chosen.tunnelFor(pair.nowNs(), Choice.assigned(Choice.to(NOBODY), "id" + i)))
                    .isNotNull();
        }
        assertThat(chosen.tunnelFor(pair.nowNs(), Choice.to(Pair.LNS))).isNull();
        assertThat(chosen.tunnelFor(pair.nowNs(), Choice.assigned(Choice.to(NOBODY), "id7")))
                .as("one that is there is shared")
                .isNotNull();
        pair.runSeconds(3);
        assertThat(lastResult()).contains("too many tunnels");
        pair.runSeconds(120);
        assertThat(chosen.size()).isLessThan(2);
    }

    @Test
    void aResolverThatIsSilentHoldsUpNoCall() {
        alice(Choice.inOrder("slow.example", Pair.LNS));
        pair.start(0);
        node.resolverIsSilent = true;
        pair.runSeconds(12);
        assertOnly(pair.lns);
    }

    @Test
    void oneThatRefusesTheTunnelIsLeftForTheNext() {
        otherLns.set(PeerAttributes.ALLOW_TUNNELS, false);
        alice(Choice.inOrder(OTHER, Pair.LNS));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(denied()).extracting(Views.Denied::endpoint).containsExactly(OTHER + " for our own name");
    }

    @Test
    void oneThatRefusesTheCallIsLeftForTheNext() {
        otherLns.set(SystemAttributes.MAX_SESSIONS, 1);
        world("alice@isp", "bob@isp");
        node.choices.put("alice@isp", Choice.inOrder(OTHER, Pair.LNS));
        node.choices.put("bob@isp", Choice.inOrder(OTHER, Pair.LNS));
        pair.start(10);
        assertThat(pair.lac.open).hasSize(2);
        assertThat(other.open).hasSize(1);
        assertThat(pair.lns.open).hasSize(1);
        assertThat(denied()).hasSize(1);
    }

    /** Its tunnel stands, and it has crashed since. */
    @Test
    void oneThatIsSilentToTheCallIsLeftForTheNext() {
        world("alice@isp", "bob@isp");
        node.choices.put("alice@isp", List.of(Choice.to(OTHER)));
        node.choices.put("bob@isp", Choice.inOrder(OTHER, Pair.LNS));
        pair.start(5);
        other.crash();
        pair.lac.done(new Command.CloseSession(
                new Command.TunnelKey(0, "t"), new Command.SessionKey(0, "alice"), "once is enough"));
        again("bob");
        assertThat(node.sessions()).anySatisfy(s -> assertThat(s.pppState()).startsWith("being switched to"));
        pair.runSeconds(6);
        assertThat(pair.lns.open).as(node.told()).hasSize(1);
        assertThat(node.events(EngineEvent.Kind.SESSION_REFUSED)).isEmpty();
        assertThat(denied()).extracting(Views.Denied::endpoint).containsExactly(OTHER);
        pair.runSeconds(60);
        assertThat(pair.lns.open)
                .as("the end of the first one's tunnel is nothing to it")
                .hasSize(1);
    }

    @Test
    void oneThatShowsAnotherNameIsRefused() {
        alice(
                Choice.preferred(Choice.names(Choice.to(OTHER), "", "lns.example"), 1),
                Choice.preferred(Choice.to(Pair.LNS), 2));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(other.events(EngineEvent.Kind.TUNNEL_REFUSED))
                .singleElement()
                .satisfies(e -> assertThat(e.detail()).contains("another host name was expected", "result 4"));
        assertThat(node.events(EngineEvent.Kind.TUNNEL_AUTH_FAILURE)).hasSize(1);
    }

    @Test
    void oneThatDoesNotKnowTheSecretIsRefused() {
        otherLns.set("lac.example", PeerAttributes.ALLOW_TUNNELS, true)
                .set("lac.example", PeerAttributes.SECRET, Secret.of("an old secret"));
        alice(Choice.preferred(Choice.sharing(Choice.to(OTHER), SHARED), 1), Choice.preferred(Choice.to(Pair.LNS), 2));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(node.told()).doesNotContain("secret of isp");
    }

    @Test
    void aSecretHasToBeProved() {
        alice(Choice.sharing(Choice.to(OTHER), SHARED));
        pair.start(5);
        assertThat(other.open).as("an LNS without secret").isEmpty();
        assertThat(lastResult()).contains("no shared secret");
    }

    @Test
    void whenAllFailedTheLacHearsWhy() {
        alice(Choice.inOrder("nowhere.example", NOBODY));
        pair.start(40);
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.detail())
                        .contains("nowhere.example: no tunnel", "no such name", NOBODY + ": no answer in time"));
        assertThat(node.events(EngineEvent.Kind.SESSION_REFUSED))
                .anySatisfy(e -> assertThat(e.detail()).contains("not switched", "no such name", "no answer in time"));
        assertThat(node.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(e -> assertThat(e.facts().wasUp()).isFalse());
        assertThat(node.leases).isEmpty();
    }

    @Test
    void allTogetherHaveAsLongAsTheCallerWaits() {
        middle.set(PppAttributes.AUTH_TIMEOUT_SECONDS, 16);
        alice(Choice.inOrder("192.0.2.96", "192.0.2.97", "192.0.2.98", NOBODY));
        pair.start(11);
        assertThat(node.events(EngineEvent.Kind.SESSION_REFUSED)).isEmpty();
        pair.runSeconds(3);
        assertThat(node.events(EngineEvent.Kind.SESSION_REFUSED)).hasSize(1);
    }

    @Test
    void aTunnelThatLeadsBackIsFoundOut() {
        middle.set(TunnelAttributes.USE_TIEBREAKER, false);
        alice(Choice.inOrder(MIDDLE, Pair.LNS));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(node.count(EngineCounter.SWITCH_LOOPS)).isEqualTo(1);
    }

    @Test
    void aCircleOfAuthorizationsIsLimited() {
        lns.set(PppAttributes.USE_RADIUS, true);
        alice(Choice.to(Pair.LNS));
        pair.lns.choices.put("alice@isp", List.of(Choice.to(MIDDLE)));
        pair.start(6);
        assertThat(node.count(EngineCounter.SWITCH_LOOPS) + pair.lns.count(EngineCounter.SWITCH_LOOPS))
                .isPositive();
        assertThat(node.count(EngineCounter.SESSIONS_OPENED))
                .as("a client that calls again and again")
                .isLessThan(40 * pair.lac.count(EngineCounter.SESSIONS_OPENED));
    }

    // The denylist

    @Test
    void oneThatFailedIsTriedLastUntilItsTimeIsOver() {
        middle.radius(Choice.denyFor(100));
        world("alice@isp", "bob@isp");
        node.choices.put("alice@isp", Choice.inOrder(NOBODY, Pair.LNS));
        node.choices.put("bob@isp", Choice.inOrder(NOBODY, Pair.LNS));
        pair.start(15);
        assertThat(pair.lac.open).hasSize(2);
        long failures = node.count(EngineCounter.LNS_FAILURES);
        again("bob");
        assertThat(pair.lac.open).as("at once, though it is the second").hasSize(2);
        assertThat(node.count(EngineCounter.LNS_FAILURES)).isEqualTo(failures);
        pair.runSeconds(100);
        assertThat(denied()).isEmpty();
        again("bob");
        assertThat(pair.lac.open).hasSize(1);
        pair.runSeconds(8);
        assertThat(pair.lac.open).hasSize(2);
        assertThat(node.count(EngineCounter.LNS_FAILURES)).isGreaterThan(failures);
    }

    @Test
    void aDeniedOneIsTriedWhereThereIsNoOtherAndIsClearedWhenItAnswers() {
        alice(Choice.to(Pair.LNS));
        node.start();
        pair.lac.start();
        pair.runSeconds(40);
        assertThat(denied()).singleElement().satisfies(d -> {
            assertThat(d.endpoint()).isEqualTo(Pair.LNS);
            assertThat(d.seconds()).isBetween(1L, 60L);
        });
        pair.start(1);
        again("alice");
        pair.runSeconds(3);
        assertOnly(pair.lns);
        assertThat(denied()).isEmpty();
    }

    @Test
    void oneThatRefusedIsClearedWhenItTakesACall() {
        otherLns.set(SystemAttributes.MAX_SESSIONS, 1);
        world("alice@isp", "bob@isp");
        node.choices.put("alice@isp", List.of(Choice.to(OTHER)));
        node.choices.put("bob@isp", List.of(Choice.to(OTHER)));
        pair.start(3);
        assertThat(other.open).hasSize(1);
        assertThat(denied()).hasSize(1);
        for (String session : List.of("alice", "bob")) {
            pair.lac.done(new Command.CloseSession(
                    new Command.TunnelKey(0, "t"), new Command.SessionKey(0, session), "room"));
        }
        again("bob");
        assertThat(other.open).hasSize(1);
        assertThat(denied()).isEmpty();
    }

    @Test
    void aTunnelThatStandsTooLateClearsItsLnsAllTheSame() {
        alice(Choice.inOrder(OTHER, Pair.LNS));
        pair.lns.start();
        node.start();
        pair.lac.start();
        pair.runSeconds(10);
        assertThat(pair.lac.open).hasSize(1);
        assertThat(denied()).hasSize(1);
        pair.start(8);
        assertThat(other.tunnels()).hasSize(1);
        assertThat(denied()).isEmpty();
        assertOnly(pair.lns);
        pair.runSeconds(ChosenTunnels.IDLE_SECONDS);
        assertThat(other.tunnels()).extracting(Views.Tunnel::state).doesNotContain("ESTABLISHED");
    }

    @Test
    void withoutTimeNothingIsDenied() {
        middle.radius(Choice.denyFor(0));
        alice(Choice.inOrder("nowhere.example", Pair.LNS));
        pair.start(5);
        assertOnly(pair.lns);
        assertThat(denied()).isEmpty();
    }

    @Test
    void theDenylistIsBounded() {
        world("alice@isp");
        pair.start(0);
        Denylist list = node.engine.core().chosen.denied;
        for (int i = 0; i < Denylist.MAX_ENTRIES + 10; i++) {
            list.add(pair.nowNs(), Choice.to("lns" + i), Denylist.Fault.SILENCE);
        }
        assertThat(denied()).hasSize(Denylist.MAX_ENTRIES);
        assertThat(list.has(pair.nowNs(), Choice.to("lns9"))).isFalse();
        assertThat(list.has(pair.nowNs(), Choice.to("LNS10"))).isTrue();
    }

    /** Another customer's names and secret may be right. */
    @Test
    void aRefusalDeniesOnlyThoseOfTheSameName() {
        world("alice@isp");
        pair.start(0);
        Denylist list = node.engine.core().chosen.denied;
        list.add(pair.nowNs(), Choice.names(Choice.to("lns"), "a", ""), Denylist.Fault.REFUSAL);
        assertThat(list.has(pair.nowNs(), Choice.names(Choice.to("lns"), "a", "")))
                .isTrue();
        assertThat(list.has(pair.nowNs(), Choice.names(Choice.to("lns"), "b", "")))
                .isFalse();
        list.add(pair.nowNs(), Choice.to("lns"), Denylist.Fault.OURS);
        assertThat(list.has(pair.nowNs(), Choice.to("lns"))).isFalse();
    }
}
