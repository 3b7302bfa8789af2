package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Choices.LacLns;
import org.jl2tpd.profile.Choices.SessionType;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.SessionAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The four kinds of call from the request to a packet each way, and who may place them. */
class CallTypesTest {
    private static Conf lns() {
        return new Conf("lns.example");
    }

    private static Conf lac() {
        return new Conf("lac.example");
    }

    private static void exchangesPackets(Pair pair) {
        assertThat(pair.lns.open).hasSize(1);
        assertThat(pair.lac.open).hasSize(1);
        SessionNetwork lns = pair.lns.open.values().iterator().next();
        SessionNetwork lac = pair.lac.open.values().iterator().next();
        assertThat(lns.localIpv4()).isEqualTo(lac.peerIpv4()).isNotNull();
        assertThat(lns.peerIpv4()).isEqualTo(lac.localIpv4()).isNotNull();
        assertThat(lac.client()).isTrue();
        assertThat(lns.client()).isFalse();
        pair.lns.sendPacket();
        pair.lac.sendPacket();
        pair.runFor(10 * Pair.MS);
        assertThat(pair.lns.delivered).filteredOn(packet -> packet[0] == 0x45).hasSize(1);
        assertThat(pair.lac.delivered).filteredOn(packet -> packet[0] == 0x45).hasSize(1);
    }

    private static Views.Session only(PairNode node) {
        List<Views.Session> all = node.sessions();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** L2TP-7.4-01, L2TP-7.4.1-T01 to -T05, L2TP-7.4.2-T01, -T05. */
    @ParameterizedTest
    @EnumSource(Choices.AuthMethod.class)
    void anIncomingCallCarriesPackets(Choices.AuthMethod method) {
        Pair pair = new Pair(lns().set(PppAttributes.AUTH_ORDER, List.of(method)), lac().dial(1, Pair.LNS)).start(5);
        exchangesPackets(pair);
        assertThat(only(pair.lac).type()).isEqualTo("LAC_INCOMING");
        assertThat(only(pair.lns).type()).isEqualTo("LNS_INCOMING");
        assertThat(only(pair.lns).user()).isEqualTo(Conf.USER);
        assertThat(only(pair.lac).user()).isEqualTo(Conf.USER);
        assertThat(only(pair.lns).mtu()).isEqualTo(1460);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP)).hasSize(1);
        assertThat(pair.lac.events(EngineEvent.Kind.TUNNEL_UP)).hasSize(1);
    }

    /** L2TP-7.5-01, L2TP-7.5.1-T01 to -T05, L2TP-7.5.2-T01 to -T07. */
    @Test
    void anOutgoingCallOfTheLnsIsAnsweredByTheLacAndCarriesPackets() {
        Pair pair = new Pair(
                        lns().set(SessionAttributes.SESSION_TYPE, SessionType.LNOC)
                                .set(PppAttributes.AUTH_NONE, true)
                                .dial(1, Pair.LAC),
                        lac())
                .start(5);
        exchangesPackets(pair);
        assertThat(only(pair.lns).type()).isEqualTo("LNS_OUTGOING");
        assertThat(only(pair.lac).type()).isEqualTo("LAC_OUTGOING");
    }

    /** What the LAC was not given a user for it cannot prove: the link ends cleanly, and nothing is thrown. */
    @Test
    void anOutgoingCallToALacWithoutAUserFailsInAuthentication() {
        Pair pair = new Pair(
                        lns().set(SessionAttributes.SESSION_TYPE, SessionType.LNOC)
                                .dial(1, Pair.LAC),
                        lac())
                .start(30);
        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lac.open).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN)).isNotEmpty();
    }

    /** A peer to which we may only be LNS is given outgoing calls where no type is configured. */
    @Test
    void theRoleChoosesTheTypeOfACall() {
        Pair pair = new Pair(
                        lns().set(PeerAttributes.LAC_LNS, LacLns.LNS)
                                .set(PppAttributes.AUTH_NONE, true)
                                .dial(1, Pair.LAC),
                        lac())
                .start(5);
        assertThat(only(pair.lns).type()).isEqualTo("LNS_OUTGOING");
        exchangesPackets(pair);
    }

    /** L2TP-7.3-01: the CDN says that the role is not permitted, and the LAC says it to its operator. */
    @Test
    void aPeerThatMayOnlyBeLacRefusesIncomingCallsWithACdn() {
        Pair pair = new Pair(lns().set(PeerAttributes.LAC_LNS, LacLns.LAC), lac().dial(1, Pair.LNS)).start(5);
        assertThat(pair.lac.sessions()).singleElement().satisfies(session -> {
            assertThat(session.state()).isEqualTo("RETRY");
            assertThat(session.lastResult()).contains("peer: ICRQ is not accepted", "result 3");
        });
        assertThat(pair.lns.sessions()).isEmpty();
        assertThat(pair.lns.counter("control_sessions_refused")).isOne();
    }

    @Test
    void aPeerThatMayOnlyBeLnsRefusesOutgoingCallsWithACdn() {
        Pair pair = new Pair(
                        lns().set(SessionAttributes.SESSION_TYPE, SessionType.LNOC)
                                .dial(1, Pair.LAC),
                        lac().set(PeerAttributes.LAC_LNS, LacLns.LNS)
                                .set(TunnelAttributes.BEARER_CAPS, Choices.Bearer.ANY))
                .start(5);
        assertThat(pair.lns.sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.lastResult()).isNotEmpty());
        assertThat(pair.lns.counter("message_ocrq_sent")).isZero();
        assertThat(pair.lac.sessions()).isEmpty();
    }

    /** L2TP-4.4.3-02, L2TP-6.9-02. */
    @Test
    void anOutgoingCallToALacWithoutBearerCapabilityIsALocalError() {
        Pair pair = new Pair(
                        lns().set(SessionAttributes.SESSION_TYPE, SessionType.LNOC)
                                .dial(0, Pair.LAC),
                        lac().set(TunnelAttributes.BEARER_CAPS, Choices.Bearer.NONE))
                .start(2);
        CommandResult result =
                pair.lns.execute(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("extra")));
        assertThat(result.problem()).contains("the peer does not offer the bearer type");
        assertThat(pair.lns.counter("message_ocrq_sent")).isZero();
        pair.runSeconds(600);
        assertThat(pair.lns.sessions())
                .as("what was refused is not tried behind the operator's back")
                .isEmpty();
        assertThat(pair.lns.counter("message_ocrq_sent")).isZero();
    }

    @Test
    void aCallThatOnlyAPeerCanOpenIsALocalError() {
        Pair pair = new Pair(
                        lns(),
                        lac().set(SessionAttributes.SESSION_TYPE, SessionType.LNIC)
                                .dial(0, Pair.LNS))
                .start(2);
        CommandResult result =
                pair.lac.execute(new Command.CreateSession(new Command.TunnelKey(0, "t"), Conf.session("extra")));
        assertThat(result.problem()).contains("role not permitted");
    }

    @Test
    void bothWaysInOneTunnelAtOnce() {
        var both = List.of(
                Conf.session("in"),
                Conf.session(
                        "out",
                        Conf.USER,
                        Conf.PASSWORD,
                        java.util.Map.of(SessionAttributes.SESSION_TYPE, SessionType.LNOC),
                        java.util.Map.of(PppAttributes.AUTH_NONE, true)));
        Pair pair = new Pair(lns(), lac().dial(Conf.tunnel("t", true, both, Pair.LNS))).start(5);
        assertThat(pair.lac.sessions())
                .extracting(Views.Session::type)
                .containsExactlyInAnyOrder("LAC_INCOMING", "LNS_OUTGOING");
        assertThat(pair.lns.open).hasSize(2);
        assertThat(pair.lac.open).hasSize(2);
    }

    /** PPP starts IPv6 where it is configured; packets of both families pass. */
    @Test
    void ipv6RunsBesideIpv4() {
        Pair pair = new Pair(
                        lns().set(PppAttributes.IPV6, true),
                        lac().set(PppAttributes.IPV6, true).dial(1, Pair.LNS))
                .start(5);
        exchangesPackets(pair);
        var session = pair.lac.open.keySet().iterator().next();
        int before = pair.lns.delivered.size();
        pair.lac.sendPacket(session, Packet.ipv6());
        pair.runFor(10 * Pair.MS);
        assertThat(pair.lns.delivered).hasSize(before + 1);
        assertThat(only(pair.lns).ipv6Prefix()).startsWith("2001:db8");
    }

    @Test
    void aSessionWithoutPppOnlyStands() {
        Pair pair = new Pair(
                        lns().set(SessionAttributes.NO_PPP, true),
                        lac().set(SessionAttributes.NO_PPP, true).dial(1, Pair.LNS))
                .start(5);
        assertThat(only(pair.lns).state()).isEqualTo("ESTABLISHED");
        assertThat(pair.lns.open).isEmpty();
        Views.Session session = only(pair.lns);
        pair.lns.done(new Command.CloseSession(
                new Command.TunnelKey(session.tunnelId(), ""), new Command.SessionKey(session.id(), ""), "enough"));
        pair.runFor(500 * Pair.MS);
        assertThat(pair.lac.events(EngineEvent.Kind.SESSION_DOWN))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("enough"));
    }
}
