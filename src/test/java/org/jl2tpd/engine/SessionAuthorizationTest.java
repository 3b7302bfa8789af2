package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.profile.Choices.AuthMethod;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authorization says of a session besides its addresses, and that what is negotiated after it follows. */
class SessionAuthorizationTest {
    private static SessionPolicy policy(String user, String profile, int mtu, int debugMask) {
        return new SessionPolicy(user, profile, mtu, 0, 0, "slow", debugMask, List.of());
    }

    private static Conf lns() {
        return new Conf("lns.example")
                .set("gold", PppAttributes.MTU, 1380)
                .set("gold", PppAttributes.DNS_IPADDR_PRI, IpAddress.parse("192.0.2.77"))
                .set("v6", PppAttributes.IPV4, false)
                .set("v6", PppAttributes.IPV6, true)
                .set("brief", PppAttributes.IDLE_TIMEOUT, 60);
    }

    private static Pair pair(SessionPolicy policy) {
        Pair pair = new Pair(
                lns(), new Conf("lac.example").set(PppAttributes.IPV6, true).dial(1, Pair.LNS));
        pair.lns.policy = policy;
        return pair;
    }

    private static SessionNetwork network(PairNode node) {
        assertThat(node.open).hasSize(1);
        return node.open.values().iterator().next();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatComesLateIsFollowedAsOneThatComesAtOnce(boolean late) {
        Pair pair = pair(policy("alice@isp", "gold", 0, -1));
        pair.lns.repliesAreHeld = late;
        pair.start(2);
        pair.lns.heldReplies.forEach(Runnable::run);
        pair.runSeconds(3);

        assertThat(pair.lns.sessions().get(0).user()).isEqualTo("alice@isp");
        assertThat(network(pair.lns).mtu()).isEqualTo(1380);
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP))
                .singleElement()
                .satisfies(event -> assertThat(event.user()).isEqualTo("alice@isp"));
    }

    @Test
    void managementSeesWhatTheAuthorizationSaysAndByWhichNameItIsAccounted() {
        Pair pair = pair(policy("", "gold", 0, -1));
        pair.lns.grantedRoutes = List.of(IpPrefix.parse("203.0.113.0/28"));
        pair.lns.sessionTimeoutSeconds = 900;
        pair.start(5);

        Views.SessionDetail detail = pair.lns.sessions().get(0).detail();
        assertThat(detail.authorizedPppProfile()).isEqualTo("gold");
        assertThat(detail.sessionTimeoutSeconds()).isEqualTo(900);
        assertThat(detail.idleTimeoutSeconds()).isZero();
        assertThat(detail.routes()).isEqualTo("203.0.113.0/28");
        assertThat(detail.accountingId()).isEqualTo("id" + detail.serial());
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_UP))
                .allSatisfy(up -> assertThat(up.facts().accountingId()).isEqualTo("id" + detail.serial()));
        assertThat(pair.lac.sessions().get(0).detail().authorizedPppProfile()).isEmpty();
    }

    @Test
    void theSmallerMtuHolds() {
        Pair pair = pair(policy("", "", 1300, -1)).start(5);
        assertThat(network(pair.lns).mtu()).isEqualTo(1300);
        assertThat(pair.lns.entries().get(0).mssMtu).isEqualTo(1300);

        Pair greater = pair(policy("", "gold", 1400, -1)).start(5);
        assertThat(network(greater.lns).mtu()).isEqualTo(1380);
    }

    @Test
    void theNamedProfileDecidesWhichProtocolsAreNegotiated() {
        Pair pair = pair(policy("", "v6", 0, -1)).start(20);

        assertThat(network(pair.lns).peerIpv4()).isNull();
        assertThat(network(pair.lns).localInterfaceId()).isNotZero();
        assertThat(pair.lns.entries().get(0).profiles.ppp().name()).isEqualTo("default");
    }

    @Test
    void theNamedProfilesIdleTimeoutEndsTheSession() {
        Pair pair = pair(policy("", "brief", 0, -1)).start(5);
        assertThat(pair.lns.open).hasSize(1);

        pair.runSeconds(70);

        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_DOWN))
                .first()
                .satisfies(event -> assertThat(event.detail()).contains("idle timeout"));
    }

    @Test
    void aProfileThatDoesNotExistRefusesTheSessionAndLeavesNothing() {
        Pair pair = pair(policy("", "tin", 0, -1)).start(5);

        assertThat(pair.lns.open).isEmpty();
        assertThat(pair.lns.leases).isEmpty();
        assertThat(pair.lns.events(EngineEvent.Kind.SESSION_AUTH_FAILURE))
                .first()
                .satisfies(event -> assertThat(event.detail()).contains("no ppp profile \"tin\""));
    }

    @Test
    void sessionsWithTheSameProfilesShareThem() {
        Conf lac = new Conf("lac.example").dial(2, Pair.LNS);
        Pair pair = new Pair(lns(), lac);
        pair.lns.policy = policy("", "gold", 0, -1);
        pair.start(5);

        List<SessionEntry> entries = pair.lns.entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).profiles.ppp())
                .isSameAs(entries.get(1).profiles.ppp());
    }

    @Test
    void theDebugMaskIsTheSessions() {
        Pair pair = pair(policy("", "", 0, 0x3)).start(5);

        assertThat(pair.lns.sessions().get(0).kernelDebugMask()).isEqualTo(3);
    }

    @Test
    void routesOfTheAuthorizationAreRouted() {
        Pair pair = pair(SessionPolicy.NONE);
        pair.lns.grantedRoutes = List.of(IpPrefix.parse("203.0.113.0/28"));
        pair.start(5);

        assertThat(network(pair.lns).peerRoutes()).containsExactly(IpPrefix.parse("203.0.113.0/28"));
    }

    @Test
    void thePeerHasTheInterfaceIdentifierOfTheAuthorization() {
        Pair pair = pair(policy("", "v6", 0, -1));
        pair.lns.peerInterfaceId = 0x1234;
        pair.start(5);

        assertThat(network(pair.lns).peerInterfaceId()).isEqualTo(0x1234);
        assertThat(network(pair.lac).localInterfaceId()).isEqualTo(0x1234);
    }

    /** CHAP-1994-05: who is asked again keeps what was negotiated, whatever the server says then. */
    @Test
    void aSessionThatIsAskedAgainStaysAsItIs() {
        Conf lns = lns().set(PppAttributes.CHAP_INTERVAL, 10).set(PppAttributes.AUTH_ORDER, List.of(AuthMethod.CHAP));
        Pair pair = new Pair(lns, new Conf("lac.example").dial(1, Pair.LNS));
        pair.lns.policy = policy("", "", 1300, -1);
        pair.start(5);
        pair.lns.policy = policy("", "tin", 1200, -1);
        pair.runSeconds(25);

        assertThat(pair.lns.authRequests).hasSizeGreaterThan(1);
        assertThat(network(pair.lns).mtu()).isEqualTo(1300);
        assertThat(pair.lns.entries().get(0).mtu).isEqualTo(1300);
    }
}
