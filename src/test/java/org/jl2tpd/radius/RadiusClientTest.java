package org.jl2tpd.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.radius.ClientLab.MS;
import static org.jl2tpd.radius.ClientLab.SECOND;
import static org.jl2tpd.radius.ClientLab.address;
import static org.jl2tpd.radius.ClientLab.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.radius.ClientLab.Sent;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.radius.RadiusResult.Answered;
import org.jl2tpd.radius.RadiusResult.Failed;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

class RadiusClientTest {
    /** Three sendings at 2, 4 and 8 s, a tenth more or less each. */
    private static final long WHOLE_REQUEST = 20 * SECOND;

    private final ClientLab lab = new ClientLab();

    private Failed failed() {
        assertThat(lab.results).hasSize(1);
        return (Failed) lab.results.get(0);
    }

    private Answered answered() {
        assertThat(lab.results).hasSize(1);
        return (Answered) lab.results.get(0);
    }

    @Test
    void hearsTheAnswer() {
        lab.with(server(1)).authenticate("alice");
        lab.nowNs += 3 * MS;
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().server()).isEqualTo("r1");
        assertThat(lab.status("r1").accepts()).isEqualTo(1);
        assertThat(lab.status("r1").requests()).isEqualTo(1);
        assertThat(lab.status("r1").pending()).isZero();
        assertThat(lab.status("r1").roundTripNs()).isEqualTo(3 * MS);
        assertThat(lab.client.slotsInUse()).isZero();
        assertThat(lab.client.timersInUse()).isZero();
    }

    @Test
    void countsRejectsChallengesAndResponses() {
        lab.with(server(1)).authenticate("alice").answer(lab.last(), RadiusCode.ACCESS_REJECT);
        lab.authenticate("alice").answer(lab.last(), RadiusCode.ACCESS_CHALLENGE);
        lab.account("alice", 0).answer(lab.last(), RadiusCode.ACCOUNTING_RESPONSE);
        assertThat(lab.status("r1").rejects()).isEqualTo(1);
        assertThat(lab.status("r1").challenges()).isEqualTo(1);
        assertThat(lab.status("r1", Kind.ACCOUNTING).responses()).isEqualTo(1);
        assertThat(lab.results).hasSize(3);
    }

    @Test
    void saysWhoItIs() {
        lab.with(server(1)).authenticate("alice");
        RadiusPacket request = lab.last().decoded();
        assertThat(request.code()).isEqualTo(RadiusCode.ACCESS_REQUEST);
        assertThat(request.attributes().values().get(0).type()).isEqualTo(Attributes.MESSAGE_AUTHENTICATOR);
        assertThat(request.attributes().text(Attributes.NAS_IDENTIFIER)).isEqualTo("lns1");
        assertThat(request.attributes().address(Attributes.NAS_IP_ADDRESS)).isEqualTo(lab.ours);
        assertThat(request.attributes().has(Attributes.ACCT_DELAY_TIME)).isFalse();
    }

    @Test
    void sendsTheSameOctetsAgain() {
        lab.with(server(1)).authenticate("alice").pass(7 * SECOND);
        assertThat(lab.sent).hasSize(3);
        assertThat(lab.sent.get(1).packet()).isEqualTo(lab.sent.get(0).packet());
        assertThat(lab.sent.get(2).packet()).isEqualTo(lab.sent.get(0).packet());
        assertThat(lab.sent).extracting(Sent::index).containsOnly(0);
        assertThat(lab.sent.get(1).nowNs()).isBetween(1800 * MS, 2201 * MS);
        assertThat(lab.sent.get(2).nowNs() - lab.sent.get(1).nowNs()).isBetween(3200 * MS, 4900 * MS);
        assertThat(lab.status("r1").retransmissions()).isEqualTo(2);
        assertThat(lab.status("r1").requests()).isEqualTo(1);
        assertThat(lab.status("r1").timeouts()).isEqualTo(2);
    }

    @Test
    void accountsAgainWithAnotherIdentifierAndTheDelay() {
        lab.nowNs = 50 * SECOND;
        lab.with(server(1)).account("alice", 45 * SECOND).pass(7 * SECOND);
        assertThat(lab.sent).hasSize(3);
        assertThat(lab.sent).extracting(Sent::identifier).doesNotHaveDuplicates();
        List<Long> delays = lab.sent.stream()
                .map(s -> s.decoded().attributes().number(Attributes.ACCT_DELAY_TIME, -1))
                .toList();
        assertThat(delays.get(0)).isEqualTo(5);
        assertThat(delays.get(1)).isBetween(6L, 7L);
        assertThat(delays.get(2)).isBetween(9L, 12L);
    }

    @Test
    void takesTheAnswerToAnEarlierSendingOfAccounting() {
        lab.with(server(1)).account("alice", 0).pass(3 * SECOND);
        lab.answer(lab.sent.get(0), RadiusCode.ACCOUNTING_RESPONSE);
        assertThat(answered().code()).isEqualTo(RadiusCode.ACCOUNTING_RESPONSE);
        assertThat(lab.client.slotsInUse()).isZero();
    }

    @Test
    void asksTheNextServerWhenOneIsSilent() {
        lab.with(server(1), server(2)).authenticate("alice").pass(WHOLE_REQUEST);
        assertThat(lab.askedServers().subList(0, 4)).containsExactly("1", "1", "1", "2");
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().server()).isEqualTo("r2");
        assertThat(lab.status("r1").dead()).isTrue();
        assertThat(lab.news.get(0))
                .startsWith(
                        "dead r1 AUTHENTICATION: no answer (down, a firewall, or another secret: see the server's log) to a request sent 3 times");
        lab.authenticate("bob");
        assertThat(lab.last().server()).isEqualTo(address(2));
        assertThat(lab.status("r1", Kind.ACCOUNTING).dead()).isFalse();
    }

    @Test
    void failsWhenAllAreSilentAndSaysWho() {
        lab.with(server(1), server(2)).authenticate("alice").pass(2 * WHOLE_REQUEST);
        assertThat(failed().failure()).isEqualTo(Failure.SILENT);
        assertThat(failed().words())
                .isEqualTo("r1: no answer; r2: no answer (down, a firewall, or another secret: see the server's log)");
        assertThat(lab.client.slotsInUse()).isZero();
    }

    @Test
    void asksDeadServersLastAndRefusesNothing() {
        lab.with(server(1), server(2)).authenticate("alice").pass(2 * WHOLE_REQUEST);
        lab.sent.clear();
        lab.authenticate("bob");
        assertThat(lab.askedServers()).containsExactly("1");
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.status("r1").dead()).isFalse();
        assertThat(lab.news.get(2)).isEqualTo("alive r1 AUTHENTICATION: it answers");
    }

    @Test
    void movesAllThatWaitForADeadServer() {
        lab.with(server(1), server(2));
        lab.authenticate("first").pass(8 * SECOND);
        for (int i = 0; i < 300; i++) {
            lab.authenticate("u" + i);
        }
        lab.pass(8 * SECOND);
        assertThat(lab.status("r1").dead()).isTrue();
        assertThat(lab.status("r1").pending()).isZero();
        assertThat(lab.status("r2").pending()).isEqualTo(301);
        assertThat(lab.results).isEmpty();
    }

    @Test
    void keepsWaitingForADeadServerWithoutAnother() {
        lab.with(server(1))
                .authenticate("first")
                .pass(8 * SECOND)
                .authenticate("second")
                .pass(8 * SECOND);
        assertThat(lab.status("r1").dead()).isTrue();
        assertThat(lab.results).hasSize(1);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.results.get(1)).isInstanceOf(Answered.class);
    }

    @Test
    void isNotDeadWhileItAnswersOthers() {
        lab.with(server(1), server(2)).authenticate("lost").pass(3 * SECOND);
        lab.authenticate("alice").answer(lab.last(), RadiusCode.ACCESS_ACCEPT).pass(WHOLE_REQUEST);
        assertThat(lab.status("r1").dead()).isFalse();
        assertThat(lab.status("r2").requests()).isEqualTo(1);
    }

    @Test
    void isAskedInItsTurnAfterItsDeadTimeAndAliveWhenItAnswers() {
        lab.with(server(1), server(2)).authenticate("alice").pass(WHOLE_REQUEST);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        lab.pass(60 * SECOND).sent.clear();
        assertThat(lab.status("r1").dead()).isTrue();
        assertThat(lab.client.timersInUse()).isZero();
        lab.authenticate("bob");
        assertThat(lab.askedServers()).containsExactly("1");
        assertThat(lab.news).hasSize(1);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.status("r1").dead()).isFalse();
        assertThat(lab.news.get(1)).isEqualTo("alive r1 AUTHENTICATION: it answers");
    }

    @Test
    void isToldToBeDeadOnceHoweverOftenItIsTriedAgain() {
        lab.with(server(1), server(2)).authenticate("alice").pass(WHOLE_REQUEST);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        lab.pass(60 * SECOND).authenticate("bob").pass(WHOLE_REQUEST);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.news).hasSize(1);
        assertThat(lab.status("r1").dead()).isTrue();
        lab.sent.clear();
        lab.authenticate("carol");
        assertThat(lab.askedServers()).containsExactly("2");
    }

    @Test
    void probesADeadServerLessAndLessOften() {
        lab.with(server(1, "", true)).authenticate("alice").pass(WHOLE_REQUEST + 12 * SECOND);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        lab.authenticate("bob").pass(WHOLE_REQUEST);
        lab.news.remove(0);
        lab.news.remove(0);
        lab.sent.clear();
        lab.pass(1000 * SECOND);
        assertThat(lab.status("r1").dead()).as(lab.news.toString()).isTrue();
        assertThat(lab.sent.size()).isBetween(12, 18);
        assertThat(lab.client.slotsInUse()).isEqualTo(1);
        RadiusPacket probe = lab.last().decoded();
        assertThat(probe.code()).isEqualTo(RadiusCode.STATUS_SERVER);
        assertThat(probe.attributes().has(Attributes.MESSAGE_AUTHENTICATOR)).isTrue();
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.status("r1").dead()).isFalse();
        assertThat(lab.news.get(1)).isEqualTo("alive r1 AUTHENTICATION: it answers Status-Server");
        assertThat(lab.client.slotsInUse()).isZero();
        assertThat(lab.client.timersInUse()).isZero();
        assertThat(lab.status("r1").requests()).isEqualTo(2);
    }

    @Test
    void isAskedInItsTurnAfterItsDeadTimeWhenItNeverAnsweredAProbe() {
        lab.with(server(1, "", true)).authenticate("alice").pass(WHOLE_REQUEST);
        lab.sent.clear();
        lab.pass(62 * SECOND);
        assertThat(lab.news).hasSize(1);
        assertThat(lab.sent).hasSizeBetween(2, 3);
        assertThat(lab.client.slotsInUse()).isZero();
        assertThat(lab.client.timersInUse()).isZero();
    }

    @Test
    void takesAnAnswerToAProbeWithoutMessageAuthenticator() {
        lab.with(server(1, "", true)).authenticate("alice").pass(WHOLE_REQUEST + 12 * SECOND);
        RadiusPacket probe = lab.last().decoded();
        assertThat(probe.code()).isEqualTo(RadiusCode.STATUS_SERVER);
        lab.deliver(
                lab.last(),
                new PacketCodec(ClientLab.SECRET)
                        .encodeAnswer(RadiusCode.ACCESS_ACCEPT, probe.identifier(), probe.authenticator(), false));
        assertThat(lab.status("r1").dead()).isFalse();
    }

    @Test
    void probesAccountingOnItsOwnPort() {
        lab.with(server(1, "", true)).account("alice", 0).pass(WHOLE_REQUEST + 12 * SECOND);
        assertThat(lab.last().decoded().code()).isEqualTo(RadiusCode.STATUS_SERVER);
        assertThat(lab.last().port()).isEqualTo(1813);
        lab.answer(lab.last(), RadiusCode.ACCOUNTING_RESPONSE);
        assertThat(lab.status("r1", Kind.ACCOUNTING).dead()).isFalse();
    }

    @Test
    void failsAtOnceWithoutAServer() {
        lab.with().authenticate("alice");
        assertThat(failed())
                .isEqualTo(new Failed(Failure.NO_SERVER, "no RADIUS server without a group is asked who may come in"));
    }

    @Test
    void asksServersOfTheGroupAlone() {
        lab.with(server(1), server(2, "isp", false));
        lab.client.send(lab.nowNs, ClientLab.authentication("alice", "isp"), lab.results::add);
        assertThat(lab.askedServers()).containsExactly("2");
        lab.client.send(lab.nowNs, ClientLab.authentication("alice", "other"), lab.results::add);
        assertThat(failed().words()).isEqualTo("no RADIUS server of group other is asked who may come in");
    }

    @Test
    void refusesMoreThanItsLimitAndLeavesRoomForAuthentication() {
        lab.with(server(1));
        for (int i = 0; i < 1000; i++) {
            lab.account("u", 0);
        }
        assertThat(lab.results)
                .hasSize(500)
                .allSatisfy(result -> assertThat(((Failed) result).failure()).isEqualTo(Failure.TOO_MANY));
        for (int i = 0; i < 501; i++) {
            lab.authenticate("u");
        }
        assertThat(lab.results).hasSize(501);
        assertThat(lab.client.outstanding()).isEqualTo(1000);
        assertThat(lab.portsOpen).isEqualTo(2);
    }

    @Test
    void usesEachSlotOnceAndOpensPortsOnDemand() {
        lab.with(server(1));
        for (int i = 0; i < 1000; i++) {
            lab.authenticate("u" + i);
        }
        assertThat(lab.portsOpen).isEqualTo(4);
        Set<Integer> slots = new HashSet<>();
        lab.sent.forEach(sent -> slots.add(sent.index() * 256 + sent.identifier()));
        assertThat(slots).hasSize(1000);
        lab.sent.forEach(sent -> lab.answer(sent, RadiusCode.ACCESS_REJECT));
        assertThat(lab.results).hasSize(1000);
        assertThat(lab.client.slotsInUse()).isZero();
    }

    @Test
    void usesTheNextServerWhenAllSlotsAreUsed() {
        lab.portsPossible = 1;
        lab.with(server(1), server(2));
        for (int i = 0; i < 513; i++) {
            lab.authenticate("u" + i);
        }
        assertThat(lab.status("r1").pending()).isEqualTo(256);
        assertThat(lab.status("r2").pending()).isEqualTo(256);
        assertThat(failed().failure()).isEqualTo(Failure.TOO_MANY);
        assertThat(failed().words()).contains("no identifier and source port is free");
    }

    @Test
    void usesAFreedIdentifierAsLateAsPossible() {
        lab.with(server(1));
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            lab.authenticate("u").answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
            used.add(lab.last().identifier());
        }
        assertThat(used).hasSize(256);
        assertThat(lab.portsOpen).isEqualTo(1);
    }

    @Test
    void dropsAnAnswerOfAnotherAddress() {
        lab.with(server(1), server(2)).authenticate("alice");
        byte[] answer = ClientLab.answerTo(lab.last(), RadiusCode.ACCESS_ACCEPT);
        lab.client.onDatagram(lab.nowNs, 0, address(77), 1812, answer, answer.length);
        lab.client.onDatagram(lab.nowNs, 0, address(1), 1814, answer, answer.length);
        lab.client.onDatagram(lab.nowNs, 0, address(2), 1812, answer, answer.length);
        lab.client.onDatagram(lab.nowNs, 5, address(1), 1812, answer, answer.length);
        assertThat(lab.results).isEmpty();
        assertThat(lab.client.invalidAddresses()).isEqualTo(2);
        assertThat(lab.status("r2").dropped()).isEqualTo(1);
        assertThat(lab.status("r1").dropped()).isEqualTo(1);
    }

    @Test
    void dropsAReplayedAnswer() {
        lab.with(server(1)).authenticate("alice");
        Sent first = lab.last();
        lab.answer(first, RadiusCode.ACCESS_ACCEPT).answer(first, RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.results).hasSize(1);
        assertThat(lab.status("r1").dropped()).isEqualTo(1);
        for (int i = 0; i < 256; i++) {
            lab.authenticate("bob" + i);
        }
        lab.answer(first, RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.results).hasSize(1);
        assertThat(lab.status("r1").badAuthenticators()).isEqualTo(1);
    }

    @Test
    void dropsALateAnswerAfterTheNextServerWasAsked() {
        lab.with(server(1), server(2)).authenticate("alice").pass(WHOLE_REQUEST);
        lab.answer(lab.sent.get(0), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.results).isEmpty();
        assertThat(lab.status("r1").dropped()).isEqualTo(1);
    }

    @Test
    void saysThatTheSecretMayBeWrong() {
        lab.with(server(1)).authenticate("alice");
        RadiusPacket request = lab.last().decoded();
        PacketCodec wrong = new PacketCodec(Secret.of("other"));
        lab.deliver(lab.last(), wrong.encodeAnswer(RadiusCode.ACCESS_ACCEPT, 0, request.authenticator(), true));
        assertThat(lab.status("r1").badAuthenticators()).isEqualTo(1);
        lab.pass(WHOLE_REQUEST);
        assertThat(failed().words())
                .contains("wrong authenticator")
                .contains("secret")
                .doesNotContain("radsecret");
        assertThat(lab.news.get(0)).contains("wrong authenticator");
    }

    @Test
    void dropsAnAnswerWithoutMessageAuthenticatorUnlessTheServerIsExcused() {
        lab.with(server(1)).authenticate("alice");
        byte[] authenticator = lab.last().decoded().authenticator();
        byte[] bare = new PacketCodec(ClientLab.SECRET).encodeAnswer(RadiusCode.ACCESS_ACCEPT, 0, authenticator, false);
        lab.deliver(lab.last(), bare);
        assertThat(lab.results).isEmpty();
        assertThat(lab.status("r1").badAuthenticators()).isEqualTo(1);
        lab.with(new ClientSettings.Server("r1", "", address(1), 1812, 1813, ClientLab.SECRET, false, false));
        lab.deliver(lab.last(), bare);
        assertThat(answered().code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
    }

    @Test
    void dropsAnAnswerOfACodeThatAnswersSomethingElse() {
        lab.with(server(1)).authenticate("alice").answer(lab.last(), RadiusCode.ACCOUNTING_RESPONSE);
        byte[] unknown = ClientLab.answerTo(lab.last(), RadiusCode.ACCESS_ACCEPT);
        unknown[0] = 99;
        lab.deliver(lab.last(), unknown).deliver(lab.last(), new byte[7]);
        assertThat(lab.results).isEmpty();
        assertThat(lab.status("r1").dropped()).isEqualTo(1);
        assertThat(lab.status("r1").unknownTypes()).isEqualTo(1);
        assertThat(lab.status("r1").malformed()).isEqualTo(1);
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(lab.results).hasSize(1);
    }

    @Test
    void hearsTheAnswerAmongAnyOctets() {
        lab.with(server(1)).authenticate("alice");
        byte[] good = ClientLab.answerTo(lab.last(), RadiusCode.ACCESS_ACCEPT);
        SeededRandom random = new SeededRandom(8);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = random.nextInt(2) == 0 ? good.clone() : new byte[random.nextInt(300)];
            if (octets.length != good.length) {
                random.nextBytes(octets);
            }
            if (octets.length > 0) {
                octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
            }
            lab.deliver(lab.last(), octets);
        }
        assertThat(lab.results).isEmpty();
        ServerStatus status = lab.status("r1");
        assertThat(status.malformed()).isPositive();
        assertThat(status.badAuthenticators()).isPositive();
        assertThat(status.unknownTypes()).isPositive();
        assertThat(status.malformed() + status.badAuthenticators() + status.unknownTypes() + status.dropped())
                .isEqualTo(20_000);
        lab.deliver(lab.last(), good);
        assertThat(answered().code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
    }

    @Test
    void keepsWhatWaitsForAServerThatStays() {
        lab.with(server(1), server(2)).authenticate("alice").with(server(3), server(1));
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().server()).isEqualTo("r1");
        assertThat(lab.status("r1").accepts()).isEqualTo(1);
        lab.authenticate("bob");
        assertThat(lab.last().server()).isEqualTo(address(3));
    }

    @Test
    void asksTheNextWhenItsServerGoes() {
        lab.with(server(1)).authenticate("alice").with(server(2));
        assertThat(lab.askedServers()).containsExactly("1", "2");
        lab.answer(lab.last(), RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().server()).isEqualTo("r2");
    }

    @Test
    void failsWhenAllServersGo() {
        lab.with(server(1)).authenticate("alice").with();
        assertThat(failed().failure()).isEqualTo(Failure.SILENT);
        assertThat(failed().words()).isEqualTo("r1: removed from the configuration");
        assertThat(lab.client.timersInUse()).isZero();
    }

    @Test
    void probesAsChangedSettingsWant() {
        lab.with(server(1, "", true)).authenticate("alice").pass(WHOLE_REQUEST);
        lab.with(server(1));
        lab.sent.clear();
        lab.pass(61 * SECOND);
        assertThat(lab.sent).isEmpty();
        assertThat(lab.client.timersInUse()).isZero();
        lab.with();
        assertThat(lab.client.timersInUse()).isZero();
    }

    @Test
    void tellsGroupsOfOneAddressApart() {
        ClientSettings.Server other =
                new ClientSettings.Server("r9", "isp", address(1), 1812, 1813, Secret.of("isps"), true, false);
        lab.with(server(1), other).authenticate("alice");
        Sent first = lab.last();
        lab.client.send(lab.nowNs, ClientLab.authentication("bob", "isp"), lab.results::add);
        assertThat(lab.last().identifier()).isNotEqualTo(first.identifier());
        lab.answer(first, RadiusCode.ACCESS_ACCEPT);
        assertThat(answered().server()).isEqualTo("r1");
    }

    @Test
    void refusesARequestThatFitsInNoPacket() {
        AttributeSet set = new AttributeSet();
        for (int i = 0; i < 20; i++) {
            set.add(Attributes.CLASS, new byte[253]);
        }
        lab.with(server(1), server(2));
        lab.client.send(lab.nowNs, new RadiusRequest(Kind.AUTHENTICATION, "", set, 0), lab.results::add);
        assertThat(failed().failure()).isEqualTo(Failure.TOO_LONG);
        assertThat(lab.client.slotsInUse()).isZero();
    }

    @Test
    void saysWhySendingFailed() {
        lab.sendProblem = "Network is unreachable";
        lab.with(server(1)).authenticate("alice").pass(WHOLE_REQUEST);
        assertThat(failed().words()).isEqualTo("r1: no answer, sending failed (Network is unreachable)");
    }

    @Test
    void endsWithAResultForEach() {
        lab.with(server(1)).authenticate("alice").account("alice", 0);
        lab.client.close();
        lab.authenticate("late");
        assertThat(lab.results)
                .hasSize(3)
                .allSatisfy(result -> assertThat(((Failed) result).failure()).isEqualTo(Failure.CLOSED));
        assertThat(lab.client.slotsInUse()).isZero();
        assertThat(lab.client.timersInUse()).isZero();
    }
}
