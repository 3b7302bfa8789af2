package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jl2tpd.aaa.SessionAccount.Authentic;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers of servers mean, and what becomes of those that don't come. */
class RadiusAuthenticatorTest extends RadiusFixture {
    @Test
    void addressesOfTheServerAreGiven() {
        AddressGrant grant = accepted(new AttributeSet()
                        .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.9"))
                        .add(Attributes.FRAMED_IP_NETMASK, IpAddress.parse("255.255.255.248"))
                        .add(Attributes.FRAMED_ROUTE, "203.0.113.0/28 0.0.0.0 1")
                        .add(Attributes.FRAMED_ROUTE, "192.168.5.0")
                        .add(Attributes.FRAMED_IPV6_ROUTE, "2001:db8:9::/48 :: 1")
                        .add(Attributes.FRAMED_IPV6_PREFIX, IpPrefix.parse("2001:db8:5::/64"))
                        .add(Attributes.FRAMED_INTERFACE_ID, 0x42L)
                        .add(Attributes.DELEGATED_IPV6_PREFIX, IpPrefix.parse("2001:db8:7::/56"))
                        .add(Attributes.MS_PRIMARY_DNS_SERVER, IpAddress.parse("192.0.2.53"))
                        .add(Attributes.MS_SECONDARY_DNS_SERVER, IpAddress.parse("192.0.2.54"))
                        .add(Attributes.DNS_SERVER_IPV6_ADDRESS, IpAddress.parse("2001:db8::53"))
                        .add(Attributes.SESSION_TIMEOUT, 3600)
                        .add(Attributes.IDLE_TIMEOUT, 600))
                .grant();

        assertThat(grant.localIpv4()).isEqualTo(OURS);
        assertThat(grant.peerIpv4()).isEqualTo(IpAddress.parse("198.51.100.9"));
        assertThat(grant.routes().stream().map(IpPrefix::toString))
                .containsExactly("198.51.100.8/29", "203.0.113.0/28", "192.168.5.0/24", "2001:db8:9::/48");
        assertThat(grant.ipv6Prefix()).isEqualTo(IpPrefix.parse("2001:db8:5::/64"));
        assertThat(grant.delegatedPrefix()).isEqualTo(IpPrefix.parse("2001:db8:7::/56"));
        assertThat(grant.peerInterfaceId()).isEqualTo(0x42);
        assertThat(grant.dns().stream().map(IpAddress::toString))
                .containsExactly("192.0.2.53", "192.0.2.54", "2001:db8::53");
        assertThat(grant.sessionTimeoutSeconds()).isEqualTo(3600);
        assertThat(grant.idleTimeoutSeconds()).isEqualTo(600);
        assertThat(authenticator.ignored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.254", "255.255.255.255"})
    void anAddressThatIsToBeChosenIsOneOfThePool(String chosen) {
        AuthReply reply = accepted(new AttributeSet().add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse(chosen)));

        assertThat(reply.grant().peerIpv4()).isEqualTo(IpAddress.parse("10.0.0.2"));
    }

    @Test
    void poolsAreTakenByName() {
        AuthReply reply = accepted(new AttributeSet().add(Attributes.FRAMED_POOL, "q"));

        assertThat(reply.grant().peerIpv4()).isEqualTo(IpAddress.parse("10.9.0.2"));
    }

    @Test
    void aPoolThatDoesNotExistIsSaidToTheOperator() {
        AuthReply reply = ask(pap("alice"), accept(new AttributeSet().add(Attributes.FRAMED_POOL, "none such")));

        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("none such");
    }

    @Test
    void theRestIsThePolicyOfTheSession() {
        SessionPolicy policy = accepted(new AttributeSet()
                        .add(Attributes.USER_NAME, "alice@isp")
                        .add(Attributes.FRAMED_MTU, 1400)
                        .add(Attributes.FILTER_ID, "in")
                        .add(Attributes.FILTER_ID, "out")
                        .add(Attributes.JL2TPD_PPP_PROFILE, "gold")
                        .add(Attributes.JL2TPD_RX_BITS_PER_SECOND, 20_000_000_000L)
                        .add(Attributes.WISPR_BANDWIDTH_MAX_UP, 1_000_000)
                        .add(Attributes.WISPR_BANDWIDTH_MAX_DOWN, 2_000_000)
                        .add(Attributes.JL2TPD_DEBUG_MASK, 5))
                .policy();

        assertThat(policy)
                .isEqualTo(new SessionPolicy(
                        "alice@isp", "gold", 1400, 20_000_000_000L, 2_000_000, "in,out", 5, List.of()));
        assertThat(authenticator.ignored()).isZero();
    }

    @Test
    void thePoolOfANamedProfileIsThatOfTheSession() {
        AuthReply reply = accepted(new AttributeSet().add(Attributes.JL2TPD_PPP_PROFILE, "gold"));

        assertThat(reply.grant().peerIpv4()).isEqualTo(IpAddress.parse("10.9.0.2"));
    }

    @Test
    void aProfileThatDoesNotExistRefusesTheSession() {
        AuthReply reply = ask(pap("alice"), accept(new AttributeSet().add(Attributes.JL2TPD_PPP_PROFILE, "tin")));

        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("server one", "no ppp profile \"tin\"");
        assertThat(local.leases()).isZero();
    }

    @Test
    void accountingHearsOfWhomTheServerLetIn() {
        accepted(new AttributeSet()
                .add(Attributes.USER_NAME, "alice@isp")
                .add(Attributes.CLASS, new byte[] {1, 2})
                .add(Attributes.CLASS, new byte[] {3})
                .add(Attributes.ACCT_INTERIM_INTERVAL, 30));

        SessionAccount account = accounts.find(0x1f);
        assertThat(account.userName()).isEqualTo("alice@isp");
        assertThat(account.classes()).containsExactly(new byte[] {1, 2}, new byte[] {3});
        assertThat(account.interimIntervalSeconds()).isEqualTo(60);
        assertThat(account.authentic()).isEqualTo(Authentic.RADIUS);
        assertThat(account.group()).isEqualTo("isp");

        authenticator.release(1);
        assertThat(accounts.size()).isZero();
        assertThat(accounts.find(0x1f)).isSameAs(account);
        assertThat(local.leases()).isZero();
    }

    /** RFC 2868: sorted by preference, belonging together by tag. */
    @Test
    void tunnelsAreReadByTagAndSortedByPreference() {
        AuthReply reply = accepted(new AttributeSet()
                .addTagged(Attributes.TUNNEL_TYPE, 2, new byte[] {0, 0, 3})
                .addTagged(Attributes.TUNNEL_SERVER_ENDPOINT, 2, "192.0.2.20".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_PREFERENCE, 2, new byte[] {0, 0, 9})
                .addTagged(Attributes.TUNNEL_TYPE, 1, new byte[] {0, 0, 3})
                .addTagged(Attributes.TUNNEL_SERVER_ENDPOINT, 1, "lns.example fr:1".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_CLIENT_ENDPOINT, 1, "192.0.2.1".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_ASSIGNMENT_ID, 1, "shared".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_PASSWORD, 1, "tunnel word".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_CLIENT_AUTH_ID, 1, "we".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_SERVER_AUTH_ID, 1, "they".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_PRIVATE_GROUP_ID, 1, "vpn".getBytes(StandardCharsets.US_ASCII))
                .addTagged(Attributes.TUNNEL_PREFERENCE, 1, new byte[] {0, 0, 1})
                .addTagged(Attributes.TUNNEL_TYPE, 3, new byte[] {0, 0, 1})
                .add(Attributes.SESSION_TIMEOUT, 60));

        List<TunnelChoice> choices = reply.policy().tunnels();
        assertThat(choices).hasSize(2);
        assertThat(choices.get(0))
                .isEqualTo(new TunnelChoice(
                        "lns.example", "192.0.2.1", "shared", Secret.of("tunnel word"), "we", "they", "vpn", 1));
        assertThat(choices.get(1).serverEndpoint()).isEqualTo("192.0.2.20");
        assertThat(reply.grant().hasAddresses()).isFalse();
        assertThat(reply.grant().sessionTimeoutSeconds()).isEqualTo(60);
        assertThat(local.pools())
                .as("its addresses are the LNS's matter")
                .allSatisfy(
                        pool -> assertThat(pool.ipv4Used() + pool.ipv6Used()).isZero());
        assertThat(accounts.size()).isOne();
    }

    @Test
    void tunnelsOfAnotherTypeAloneAreARefusal() {
        AuthReply reply =
                ask(pap("alice"), accept(new AttributeSet().addTagged(Attributes.TUNNEL_TYPE, 1, new byte[] {0, 0, 1
                        })));

        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("none of L2TP");
    }

    @Test
    void anotherServiceThanPppIsARefusal() {
        assertThat(ask(pap("alice"), accept(new AttributeSet().add(Attributes.SERVICE_TYPE, 1)))
                        .accepted())
                .isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("Service-Type 1");
        assertThat(ask(pap("alice"), accept(new AttributeSet().add(Attributes.FRAMED_PROTOCOL, 2)))
                        .accepted())
                .isFalse();
        assertThat(accounts.size()).isZero();
    }

    @Test
    void whatIsNotKnownOrCanNotBeIsReadOverAndCounted() {
        AttributeType unknown = new AttributeType(
                "Attribute-99-1", 99, 1, AttributeType.Format.OCTETS, false, AttributeType.Hiding.NONE);
        AuthReply reply = accepted(new AttributeSet()
                .add(unknown, new byte[4])
                .add(Attributes.FRAMED_MTU, 20)
                .add(Attributes.FRAMED_ROUTE, "nonsense")
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("224.0.0.1"))
                .add(Attributes.FRAMED_IPV6_PREFIX, new byte[] {0, (byte) 200})
                .add(Attributes.MS_MPPE_SEND_KEY, new byte[16]));

        assertThat(authenticator.ignored()).isEqualTo(5);
        assertThat(reply.policy().mtu()).isZero();
        assertThat(reply.grant().routes()).isEmpty();
    }

    @Test
    void aNumberOfMoreOctetsThanItsTypeHasIsNone() {
        byte[] long8 = {(byte) 0x80, 0, 0, 0, (byte) 0x80, 0, 0, 1};
        AuthReply reply = accepted(
                new AttributeSet().add(Attributes.SESSION_TIMEOUT, long8).add(Attributes.IDLE_TIMEOUT, long8));

        assertThat(reply.grant().sessionTimeoutSeconds()).isZero();
        assertThat(reply.grant().idleTimeoutSeconds()).isZero();
    }

    @Test
    void thePeerHearsTheProofOfMsChapV2() {
        AuthReply reply = ask(
                microsoft(),
                accept(new AttributeSet()
                        .add(
                                Attributes.MS_CHAP2_SUCCESS,
                                ("7" + PROOF + " M=hello").getBytes(StandardCharsets.US_ASCII))));

        assertThat(reply.accepted()).isTrue();
        assertThat(reply.msChapV2Response()).isEqualTo(PROOF);
    }

    /** An identifier is an octet, whatever character that would be. */
    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 255})
    void aProofOfAnyIdentifierIsGood(int identifier) {
        byte[] success = (" " + PROOF).getBytes(StandardCharsets.US_ASCII);
        success[0] = (byte) identifier;

        AuthReply reply = ask(microsoft(), accept(new AttributeSet().add(Attributes.MS_CHAP2_SUCCESS, success)));
        assertThat(reply.msChapV2Response()).isEqualTo(PROOF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7S=123", "7S=0123456789ABCDEF0123456789ABCDEF0123456x"})
    void anAcceptanceWithoutAGoodProofIsARefusalOfMsChapV2(String success) {
        AttributeSet set = new AttributeSet().add(Attributes.MS_CHAP2_SUCCESS, success);
        AuthReply reply = ask(microsoft(), accept(set));

        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1))
                .contains(
                        success.isEmpty()
                                ? "without MS-CHAP2-Success"
                                : "MS-CHAP2-Success of " + success.length() + " octets")
                .doesNotContain("S=123", "0123456789ABCDEF");
        assertThat(local.leases()).isZero();
    }

    @Test
    void aRefusalIsSaidWithTheServersWordsMadeSafe() {
        AttributeSet set = new AttributeSet()
                .add(Attributes.REPLY_MESSAGE, "pay\r\nyour\u0007 bill")
                .add(Attributes.REPLY_MESSAGE, "x".repeat(250));
        AuthReply reply = ask(pap("alice"), new RadiusResult.Answered(RadiusCode.ACCESS_REJECT, set, "one"));

        assertThat(reply.accepted()).isFalse();
        assertThat(reply.transientFailure()).isFalse();
        assertThat(reply.message()).startsWith("pay your bill xxx").hasSize(200);
        assertThat(authenticator.refusalDetail(1)).isEqualTo("refused by RADIUS server one");
        assertThat(authenticator.refused()).isOne();
    }

    @Test
    void aRefusalOfMsChapV2HasTheServersError() {
        AttributeSet set = new AttributeSet()
                .add(
                        Attributes.MS_CHAP_ERROR,
                        "7E=648 R=1 C=00112233445566778899aabbccddeeff V=3 M=expired"
                                .getBytes(StandardCharsets.US_ASCII));
        AuthReply reply = ask(microsoft(), new RadiusResult.Answered(RadiusCode.ACCESS_REJECT, set, "one"));

        assertThat(reply.msChapV2Response()).isEqualTo("E=648");
        assertThat(reply.message()).isEqualTo("Authentication failed");
        AuthReply plain =
                ask(microsoft(), new RadiusResult.Answered(RadiusCode.ACCESS_REJECT, new AttributeSet(), "one"));
        assertThat(plain.msChapV2Response()).isNull();
    }

    @Test
    void aChallengeIsARefusal() {
        RadiusResult challenge = new RadiusResult.Answered(RadiusCode.ACCESS_CHALLENGE, new AttributeSet(), "one");

        assertThat(ask(pap("alice"), challenge).accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("ACCESS_CHALLENGE", "server one");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void noAnswerIsARefusalThatMayPassWithItsTrueCause(Failure failure) {
        AuthReply reply = ask(pap("alice"), new RadiusResult.Failed(failure, "what happened"));

        assertThat(reply.accepted()).isFalse();
        assertThat(reply.transientFailure()).isTrue();
        assertThat(reply.message()).doesNotContain("RADIUS", "what happened");
        assertThat(authenticator.refusalDetail(1)).isEqualTo("RADIUS: what happened");
        assertThat(authenticator.refusalDetail(2)).isEmpty();
        assertThat(authenticator.unanswered()).isOne();
    }

    @Test
    void aSessionThatEndsWhileItWaitsLeavesNothing() {
        authenticator().authenticate(1, pap("alice"), context(true));
        assertThat(authenticator.waiting()).isOne();
        authenticator.release(1);
        assertThat(authenticator.waiting()).isZero();

        sent.get(0).result().accept(accept(new AttributeSet()));

        assertThat(replies).containsOnlyNulls();
        assertThat(local.leases()).isZero();
        assertThat(accounts.size()).isZero();
    }

    @Test
    void whoIsAskedAgainKeepsHisAddressAndMayNotBecomeAnother() {
        AddressGrant first = accepted(new AttributeSet()).grant();

        assertThat(accepted(new AttributeSet()).grant()).isEqualTo(first);
        AuthReply other = ask(pap("bob"), accept(new AttributeSet()));
        assertThat(other.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("does not change its user");
        assertThat(local.leases()).isOne();
    }

    @Test
    void aUserHasNoMoreSessionsThanPortLimit() {
        AttributeSet set = new AttributeSet().add(Attributes.PORT_LIMIT, 1);
        accepted(set);

        authenticator.authenticate(2, pap("alice"), context(true));
        sent.get(1).result().accept(accept(set));

        assertThat(replies.get(1).accepted()).isFalse();
        assertThat(local.leases()).isOne();
    }

    @Test
    void callsThatGoOnAreSessionsOfTheirUserToo() {
        AttributeSet lns = new AttributeSet()
                .addTagged(Attributes.TUNNEL_TYPE, 1, new byte[] {0, 0, 3})
                .addTagged(Attributes.TUNNEL_SERVER_ENDPOINT, 1, "198.51.100.1".getBytes(StandardCharsets.US_ASCII))
                .add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.9"))
                .add(Attributes.SESSION_TIMEOUT, 60)
                .add(Attributes.PORT_LIMIT, 1);
        AddressGrant grant = accepted(lns).grant();
        assertThat(grant.hasAddresses()).isFalse();
        assertThat(grant.sessionTimeoutSeconds()).isEqualTo(60);
        assertThat(local.pools()).allSatisfy(pool -> assertThat(pool.ipv4Used()).isZero());

        authenticator.authenticate(2, pap("alice"), context(true));
        sent.get(1).result().accept(accept(lns));
        assertThat(replies.get(1).accepted()).isFalse();
        assertThat(authenticator.refusalDetail(2)).contains("1 sessions");

        authenticator.release(1);
        authenticator.authenticate(3, pap("alice"), context(true));
        sent.get(2).result().accept(accept(lns));
        assertThat(replies.get(2).accepted()).isTrue();
    }

    @Test
    void whoeverIsJudgedMeanwhileIsNotJudgedOnceMore() {
        localUsers = Choices.LocalUsers.FIRST;
        authenticator().authenticate(1, pap("bob"), context(true));
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));
        assertThat(authenticator.authenticate(1, known, context(true)).accepted())
                .isTrue();

        sent.get(0).result().accept(accept(new AttributeSet()));

        assertThat(replies).containsOnlyNulls();
    }

    @Test
    void aUserOfTheConfigurationIsJudgedHereFirst() {
        localUsers = Choices.LocalUsers.FIRST;
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));

        assertThat(authenticator().authenticate(1, known, context(true)).accepted())
                .isTrue();
        assertThat(authenticator.authenticate(2, pap("alice"), context(true)).accepted())
                .isFalse();
        assertThat(sent).isEmpty();
        assertThat(accounts.find(0x1f).authentic()).isEqualTo(Authentic.LOCAL);
        assertThat(authenticator.authenticate(3, pap("bob"), context(true)))
                .as("the user for everybody does not count")
                .isNull();
    }

    @Test
    void aUserOfTheConfigurationIsJudgedHereWhereNoServerAnswers() {
        localUsers = Choices.LocalUsers.FALLBACK;
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));
        RadiusResult silent = new RadiusResult.Failed(Failure.SILENT, "no answer");

        assertThat(ask(known, silent).accepted()).isTrue();
        assertThat(ask(pap("bob"), silent).accepted()).isFalse();
        RadiusResult refused = new RadiusResult.Answered(RadiusCode.ACCESS_REJECT, new AttributeSet(), "one");
        assertThat(ask(known, refused).accepted()).as("a server's word counts").isFalse();
    }

    @Test
    void withoutLocalUsersASilentServerLetsNobodyIn() {
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));

        assertThat(ask(known, new RadiusResult.Failed(Failure.SILENT, "no answer"))
                        .accepted())
                .isFalse();
    }

    @Test
    void noPasswordIsShown() {
        asked(pap("alice"));

        assertThat(sent.get(0).request().toString() + sent.get(0).request().attributes())
                .doesNotContain("secret word");
    }
}
