package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jl2tpd.aaa.SessionAccount.Authentic;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.engine.CallFacts;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers are asked, what their answers mean, and what becomes of those that don't come. */
class RadiusAuthenticatorTest {
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");
    private static final String PROOF = "S=" + "0123456789ABCDEF".repeat(2) + "01234567";

    private record Sent(RadiusRequest request, Consumer<RadiusResult> result) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<AuthReply> replies = new ArrayList<>();
    private final SessionAccounts accounts = new SessionAccounts();
    private final SessionIds ids = new SessionIds(0x6543_2100L);
    private Choices.LocalUsers localUsers = Choices.LocalUsers.NEVER;
    private LocalAuthenticator local;
    private RadiusAuthenticator authenticator;

    private Configuration configuration() {
        Profile gold = new Profile(
                ProfileKind.PPP, "gold", Map.of(PppAttributes.IP_POOL_NAME, "q", PppAttributes.LOCAL_IPADDR, OURS));
        UserDefinition alice =
                new UserDefinition("alice", Secret.of("local word"), null, null, null, "q", List.of(), true);
        UserDefinition everybody =
                new UserDefinition("*", Secret.of("anything"), null, null, null, null, List.of(), true);
        return Configuration.builder()
                .profiles(Map.of(ProfileKind.PPP, Map.of("gold", gold)))
                .pools(Map.of("p", pool("p", "10.0.0.2", "10.0.0.9"), "q", pool("q", "10.9.0.2", "10.9.0.9")))
                .users(List.of(alice, everybody))
                .radius(new RadiusDefinition(
                        new Profile(ProfileKind.RADIUS, "radius", Map.of(RadiusAttributes.LOCAL_USERS, localUsers)),
                        List.of(),
                        List.of()))
                .build();
    }

    private static PoolDefinition pool(String name, String first, String last) {
        var range = new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
        return new PoolDefinition(
                name,
                List.of(range),
                List.of(IpPrefix.parse("2001:db8::/60")),
                List.of(IpPrefix.parse("2001:db8:100::/52")),
                56);
    }

    private RadiusAuthenticator authenticator() {
        if (authenticator == null) {
            local = new LocalAuthenticator(configuration());
            authenticator = new RadiusAuthenticator(
                    configuration(),
                    local,
                    (request, result) -> sent.add(new Sent(request, result)),
                    this::late,
                    ids,
                    accounts);
        }
        return authenticator;
    }

    private void late(long ticket, Supplier<AuthReply> answer) {
        replies.add(answer.get());
    }

    private static CallFacts call() {
        return new CallFacts(
                3,
                7,
                1,
                0x1f,
                IpAddress.parse("192.0.2.1"),
                IpAddress.parse("192.0.2.2"),
                "lns.example",
                "lac.example",
                false,
                "tunnel-name",
                0xabcdef,
                "sub",
                50_000_000,
                10_000_000,
                -1,
                "group",
                Map.of(
                        1, "circuit 1".getBytes(StandardCharsets.US_ASCII),
                        129, new byte[] {0, 0, 0, 0, 0, 15, 66, 64},
                        130, new byte[] {0, 0, 0, 2, 84, 11, (byte) 228, 0},
                        144, new byte[] {1, 2, 0},
                        254, new byte[] {0, 0, 0, 1}));
    }

    private static Profile ppp(boolean radius) {
        return new Profile(
                ProfileKind.PPP,
                "ppp",
                Map.of(
                        PppAttributes.USE_RADIUS,
                        radius,
                        PppAttributes.RADIUS_HINT,
                        "isp",
                        PppAttributes.LOCAL_IPADDR,
                        OURS,
                        PppAttributes.IP_POOL_NAME,
                        "p"));
    }

    private static AuthContext context(boolean radius) {
        return new AuthContext("lac.example", "100", "200", "p", true, OURS, null, ppp(radius), call());
    }

    private static AuthRequest pap(String user) {
        return new AuthRequest.Pap(user, Secret.of("secret word"));
    }

    private static AuthRequest microsoft() {
        return new AuthRequest.MsChapV2("alice", 200, octets(16, 1), octets(16, 50), octets(24, 100));
    }

    private static byte[] octets(int length, int first) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (first + i);
        }
        return octets;
    }

    /** Asks, and hears what the servers say. */
    private AuthReply ask(AuthRequest request, RadiusResult result) {
        assertThat(authenticator().authenticate(1, request, context(true))).isNull();
        sent.get(sent.size() - 1).result().accept(result);
        return replies.get(replies.size() - 1);
    }

    private static RadiusResult accept(AttributeSet set) {
        return new RadiusResult.Answered(RadiusCode.ACCESS_ACCEPT, set, "one");
    }

    private AuthReply accepted(AttributeSet set) {
        AuthReply reply = ask(pap("alice"), accept(set));
        assertThat(reply.accepted()).as(authenticator.refusalDetail(1)).isTrue();
        return reply;
    }

    private AttributeSet asked(AuthRequest request) {
        authenticator().authenticate(1, request, context(true));
        return sent.get(sent.size() - 1).request().attributes();
    }

    @Test
    void theServerHearsOfTheCall() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.text(Attributes.USER_NAME)).isEqualTo("alice");
        assertThat(set.text(Attributes.USER_PASSWORD)).isEqualTo("secret word");
        assertThat(set.number(Attributes.SERVICE_TYPE, 0)).isEqualTo(2);
        assertThat(set.number(Attributes.FRAMED_PROTOCOL, 0)).isEqualTo(1);
        assertThat(set.number(Attributes.NAS_PORT, 0)).isEqualTo(3 << 16 | 7);
        assertThat(set.text(Attributes.NAS_PORT_ID)).isEqualTo("l2tp:3/7");
        assertThat(set.number(Attributes.NAS_PORT_TYPE, 0)).isEqualTo(5);
        assertThat(set.text(Attributes.CALLED_STATION_ID)).isEqualTo("100");
        assertThat(set.text(Attributes.CALLING_STATION_ID)).isEqualTo("200");
        assertThat(set.text(Attributes.CONNECT_INFO)).isEqualTo("50000000/10000000");
        assertThat(set.text(Attributes.ACCT_SESSION_ID)).isEqualTo("654321000000001f");
        assertThat(set.has(Attributes.NAS_IDENTIFIER)).isFalse();
    }

    @Test
    void theServerHearsOfTheTunnelWhoseClientIsTheLac() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.number(Attributes.TUNNEL_TYPE, 0)).isEqualTo(3);
        assertThat(set.number(Attributes.TUNNEL_MEDIUM_TYPE, 0)).isEqualTo(1);
        assertThat(set.text(Attributes.TUNNEL_CLIENT_ENDPOINT)).isEqualTo("192.0.2.2");
        assertThat(set.text(Attributes.TUNNEL_SERVER_ENDPOINT)).isEqualTo("192.0.2.1");
        assertThat(set.text(Attributes.TUNNEL_CLIENT_AUTH_ID)).isEqualTo("lac.example");
        assertThat(set.text(Attributes.TUNNEL_SERVER_AUTH_ID)).isEqualTo("lns.example");
        assertThat(set.text(Attributes.TUNNEL_ASSIGNMENT_ID)).isEqualTo("tunnel-name");
        assertThat(set.text(Attributes.TUNNEL_PRIVATE_GROUP_ID)).isEqualTo("group");
        assertThat(set.text(Attributes.ACCT_TUNNEL_CONNECTION)).isEqualTo("00abcdef");
    }

    /** RFC 5515's rates have 64 bits, RFC 4679's 32. */
    @Test
    void theServerHearsOfTheLine() {
        AttributeSet set = asked(pap("alice"));

        assertThat(set.text(line(1))).isEqualTo("circuit 1");
        assertThat(set.octets(line(129))).containsExactly(0, 15, 66, 64);
        assertThat(set.number(line(130), 0)).as("ten gigabits").isEqualTo(0xffff_ffffL);
        assertThat(set.octets(line(144))).containsExactly(1, 2, 0);
        assertThat(set.octets(line(254))).isEmpty();
    }

    private static AttributeType line(int number) {
        return Attributes.find(Attributes.ADSL_FORUM, number);
    }

    @Test
    void theGroupOfTheProfileIsAsked() {
        asked(pap("alice"));

        assertThat(sent.get(0).request().group()).isEqualTo("isp");
        assertThat(sent.get(0).request().kind()).isEqualTo(RadiusRequest.Kind.AUTHENTICATION);
    }

    /** RFC 2865 5.3 and 5.40. */
    @Test
    void chapIsIdentifierThenResponseAndTheChallengeBeside() {
        AttributeSet set = asked(new AuthRequest.Chap("alice", 200, octets(16, 1), octets(16, 50)));

        assertThat(set.octets(Attributes.CHAP_PASSWORD)).hasSize(17).startsWith((byte) 200, (byte) 50);
        assertThat(set.octets(Attributes.CHAP_CHALLENGE)).isEqualTo(octets(16, 1));
        assertThat(set.has(Attributes.USER_PASSWORD)).isFalse();
    }

    /** RFC 2548 2.3.2: identifier, flags, peer's challenge, eight reserved octets, response. */
    @Test
    void msChapV2IsLaidOutAsRfc2548Says() {
        AttributeSet set = asked(microsoft());

        byte[] response = set.octets(Attributes.MS_CHAP2_RESPONSE);
        assertThat(response).hasSize(50).startsWith((byte) 200, (byte) 0, (byte) 50);
        assertThat(java.util.Arrays.copyOfRange(response, 18, 26)).containsOnly(0);
        assertThat(set.octets(Attributes.MS_CHAP_CHALLENGE)).isEqualTo(octets(16, 1));
        assertThat(RadiusTestServer.requestOf(set)).usingRecursiveComparison().isEqualTo(microsoft());
    }

    @Test
    void whatDoesNotFitIsRefusedHere() {
        AuthReply reply = authenticator().authenticate(1, pap(""), context(true));
        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("no user name");
        authenticator.authenticate(1, new AuthRequest.Pap("a", new Secret(new byte[129])), context(true));
        assertThat(authenticator.refusalDetail(1)).contains("password is longer");
        authenticator.authenticate(1, pap("x".repeat(254)), context(true));
        assertThat(authenticator.refusalDetail(1)).contains("name is longer");
        assertThat(sent).isEmpty();
    }

    @Test
    void withoutUseRadiusAndWithoutProofTheConfigurationJudges() {
        AuthRequest known = new AuthRequest.Pap("alice", Secret.of("local word"));

        assertThat(authenticator().authenticate(1, known, context(false)).accepted())
                .isTrue();
        assertThat(accounts.size()).as("RADIUS hears nothing of it").isZero();
        assertThat(authenticator
                        .authenticate(2, new AuthRequest.None(), context(true))
                        .accepted())
                .isFalse();
        assertThat(sent).isEmpty();
    }

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
        assertThat(local.leases()).as("its addresses are the LNS's matter").isZero();
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

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7S=123", "7S=0123456789ABCDEF0123456789ABCDEF0123456x"})
    void anAcceptanceWithoutAGoodProofIsARefusalOfMsChapV2(String success) {
        AttributeSet set = new AttributeSet().add(Attributes.MS_CHAP2_SUCCESS, success);
        AuthReply reply = ask(microsoft(), accept(set));

        assertThat(reply.accepted()).isFalse();
        assertThat(authenticator.refusalDetail(1)).contains("MS-CHAP2-Success");
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
