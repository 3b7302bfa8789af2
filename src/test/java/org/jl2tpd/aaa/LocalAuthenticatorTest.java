package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PoolDefinition;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.UserDefinition;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** Who gets in, and with what addresses. */
class LocalAuthenticatorTest {
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");

    private final List<UserDefinition> users = new ArrayList<>();

    private static UserDefinition user(String name, String password, String address, String pool) {
        return new UserDefinition(
                name,
                password == null ? null : Secret.of(password),
                address == null ? null : IpAddress.parse(address),
                null,
                null,
                pool,
                List.of(),
                true);
    }

    /** Pool "p" has 10.0.0.1 (ours) to .4, two /64 and two /56; pool "q" has one address. */
    private Configuration configuration() {
        PoolDefinition p = new PoolDefinition(
                "p",
                List.of(range("10.0.0.1", "10.0.0.4")),
                List.of(IpPrefix.parse("2001:db8::/63")),
                List.of(IpPrefix.parse("2001:db8:100::/55")),
                56);
        PoolDefinition q = new PoolDefinition("q", List.of(range("10.9.0.9", "10.9.0.9")), List.of(), List.of(), 56);
        Profile ppp = new Profile(ProfileKind.PPP, "ppp", Map.of(PppAttributes.LOCAL_IPADDR, OURS));
        return Configuration.builder()
                .profiles(Map.of(ProfileKind.PPP, Map.of("ppp", ppp)))
                .users(List.copyOf(users))
                .pools(Map.of("p", p, "q", q))
                .build();
    }

    private LocalAuthenticator authenticator() {
        return new LocalAuthenticator(configuration());
    }

    private static PoolDefinition.Range range(String first, String last) {
        return new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
    }

    private static AuthContext context(String pool, boolean authRequired) {
        return new AuthContext("lac", "", "", pool, authRequired, OURS, null);
    }

    private static AuthRequest pap(String name, String password) {
        return new AuthRequest.Pap(name, Secret.of(password));
    }

    @Test
    void acceptsAKnownUserWithAddressesOfThePool() {
        users.add(user("alice", "secret", null, null));
        AuthReply reply = authenticator().authenticate(1, pap("alice", "secret"), context("p", true));
        assertThat(reply.accepted()).isTrue();
        AddressGrant grant = reply.grant();
        assertThat(grant.localIpv4()).isEqualTo(OURS);
        assertThat(grant.peerIpv4()).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(grant.ipv6Prefix()).isEqualTo(IpPrefix.parse("2001:db8::/64"));
        assertThat(grant.delegatedPrefix()).isEqualTo(IpPrefix.parse("2001:db8:100::/56"));
    }

    @Test
    void refusesEveryFaultWithTheSameWords() {
        users.add(user("alice", "secret", null, null));
        users.add(user("nopassword", null, null, null));
        users.add(new UserDefinition("off", Secret.of("secret"), null, null, null, null, List.of(), false));
        LocalAuthenticator authenticator = authenticator();
        Set<AuthReply> replies = new HashSet<>();
        for (AuthRequest request : List.of(
                pap("alice", "wrong"),
                pap("nobody", "secret"),
                pap("nobody", "no such user has this password"),
                pap("off", "secret"),
                pap("nopassword", "no such user has this password"),
                new AuthRequest.None())) {
            replies.add(authenticator.authenticate(1, request, context("p", true)));
        }
        assertThat(replies).containsExactly(AuthReply.refuse("Authentication failed", false));
        assertThat(authenticator.refused()).isEqualTo(6);
        assertThat(authenticator.leases()).isZero();
    }

    @Test
    void theStarTakesEveryOtherNameWithItsPassword() {
        users.add(user("alice", "secret", null, null));
        users.add(user("*", "shared", null, null));
        LocalAuthenticator authenticator = authenticator();
        assertThat(authenticator
                        .authenticate(1, pap("bob", "shared"), context("p", true))
                        .accepted())
                .isTrue();
        assertThat(authenticator
                        .authenticate(2, pap("alice", "shared"), context("p", true))
                        .accepted())
                .isFalse();
    }

    @Test
    void nobodyNeedsToProveAnythingWhereNoAuthenticationIsRequired() {
        AuthReply reply = authenticator().authenticate(1, new AuthRequest.None(), context("p", false));
        assertThat(reply.accepted()).isTrue();
        assertThat(reply.grant().peerIpv4()).isEqualTo(IpAddress.parse("10.0.0.2"));
    }

    /** RFC 2759 9.2: user "User", password "clientPass". */
    @Test
    void judgesMsChapV2WithAndWithoutADomain() {
        users.add(user("User", "clientPass", null, null));
        byte[] authenticator = hex("5B5D7C7D7B3F2F3E3C2C602132262628");
        byte[] peer = hex("21402324255E262A28295F2B3A337C7E");
        byte[] response = hex("82309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF");
        for (String name : List.of("User", "DOMAIN\\User")) {
            var request = new AuthRequest.MsChapV2(name, 1, authenticator, peer, response);
            AuthReply reply = authenticator().authenticate(1, request, context("p", true));
            assertThat(reply.accepted()).as(name).isTrue();
            assertThat(reply.msChapV2Response()).isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
        }
        response[0]++;
        var wrong = new AuthRequest.MsChapV2("User", 1, authenticator, peer, response);
        assertThat(authenticator().authenticate(1, wrong, context("p", true)).accepted())
                .isFalse();
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }

    @Test
    void anEmptyPoolIsATransientFailureUntilSomebodyLeaves() {
        LocalAuthenticator authenticator = authenticator();
        AuthContext open = context("q", false);
        assertThat(authenticator.authenticate(1, new AuthRequest.None(), open).accepted())
                .isTrue();
        AuthReply second = authenticator.authenticate(2, new AuthRequest.None(), open);
        assertThat(second).isEqualTo(AuthReply.refuse("No address is available", true));
        assertThat(authenticator.exhausted()).isEqualTo(1);
        authenticator.release(2);
        authenticator.release(1);
        authenticator.release(1);
        assertThat(authenticator.authenticate(3, new AuthRequest.None(), open).accepted())
                .isTrue();
    }

    @Test
    void takesBackEverythingWhenOneFamilyIsExhausted() {
        LocalAuthenticator authenticator = authenticator();
        AuthContext open = context("p", false);
        for (int ticket = 1; ticket <= 2; ticket++) {
            assertThat(authenticator
                            .authenticate(ticket, new AuthRequest.None(), open)
                            .accepted())
                    .isTrue();
        }
        assertThat(authenticator.authenticate(3, new AuthRequest.None(), open).transientFailure())
                .isTrue();
        assertThat(authenticator.pools().get(0)).isEqualTo(new LocalAuthenticator.PoolUse("p", 3, 2, 2, 2, 2, 2));
    }

    @Test
    void aUserGetsHisLastAddressAgainWhileItIsFree() {
        users.add(user("alice", "a", null, null));
        users.add(user("bob", "b", null, null));
        LocalAuthenticator authenticator = authenticator();
        AuthContext context = context("p", true);
        IpAddress first = authenticator
                .authenticate(1, pap("alice", "a"), context)
                .grant()
                .peerIpv4();
        IpAddress other =
                authenticator.authenticate(2, pap("bob", "b"), context).grant().peerIpv4();
        authenticator.release(2);
        authenticator.release(1);
        assertThat(authenticator
                        .authenticate(3, pap("alice", "a"), context)
                        .grant()
                        .peerIpv4())
                .isEqualTo(first)
                .isNotEqualTo(other);
    }

    @Test
    void aRepeatedAuthenticationKeepsTheAddressAndTheUser() {
        users.add(user("alice", "a", null, null));
        users.add(user("bob", "b", null, null));
        LocalAuthenticator authenticator = authenticator();
        AuthContext context = context("p", true);
        AuthReply first = authenticator.authenticate(1, pap("alice", "a"), context);
        assertThat(authenticator.authenticate(1, pap("alice", "a"), context)).isEqualTo(first);
        assertThat(authenticator.authenticate(1, pap("bob", "b"), context).accepted())
                .isFalse();
        assertThat(authenticator.leases()).isEqualTo(1);
    }

    @Test
    void aFixedAddressIsOneSessionsAndNeverThePools() {
        users.add(user("alice", "a", "10.0.0.2", null));
        users.add(user("bob", "b", null, null));
        LocalAuthenticator authenticator = authenticator();
        AuthContext context = context("p", true);
        assertThat(authenticator
                        .authenticate(1, pap("bob", "b"), context)
                        .grant()
                        .peerIpv4())
                .isEqualTo(IpAddress.parse("10.0.0.3"));
        assertThat(authenticator
                        .authenticate(2, pap("alice", "a"), context)
                        .grant()
                        .peerIpv4())
                .isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(authenticator.authenticate(2, pap("alice", "a"), context).replacesTicket())
                .isZero();
        authenticator.release(2);
        AuthReply next = authenticator.authenticate(3, pap("alice", "a"), context);
        assertThat(next.accepted()).isTrue();
        assertThat(next.replacesTicket()).isZero();
    }

    @Test
    void theNewestSessionOfAUserTakesOverWhatItsOlderOneHolds() {
        users.add(withRoute("alice", "a"));
        LocalAuthenticator authenticator = authenticator();
        AuthContext context = context("p", true);
        AuthReply first = authenticator.authenticate(1, pap("alice", "a"), context);
        AuthReply second = authenticator.authenticate(2, pap("alice", "a"), context);
        assertThat(second).isEqualTo(first.replacing(1));
        authenticator.release(1);
        assertThat(authenticator.leases()).isOne();
        assertThat(authenticator.pools().get(0).ipv4Used()).isOne();
        AuthReply other = authenticator.authenticate(3, pap("alice", "a"), context("q", true));
        assertThat(other.replacesTicket()).isEqualTo(2);
        assertThat(other.grant().peerIpv4()).isEqualTo(IpAddress.parse("10.9.0.9"));
        authenticator.release(2);
        assertThat(authenticator.pools().get(0).ipv4Used()).isZero();
        authenticator.release(3);
        assertThat(authenticator.leases()).isZero();
        assertThat(authenticator.authenticate(4, pap("alice", "a"), context).replacesTicket())
                .isZero();
    }

    private static UserDefinition withRoute(String name, String password) {
        List<IpPrefix> routes = List.of(IpPrefix.parse("192.168.77.0/24"));
        return new UserDefinition(name, Secret.of(password), null, null, null, null, routes, true);
    }

    @Test
    void nobodyTakesOverWhatAnotherUserHolds() {
        users.add(withRoute("alice", "a"));
        users.add(withRoute("bob", "b"));
        users.add(withRoute("*", "c"));
        LocalAuthenticator authenticator = authenticator();
        AuthContext context = context("p", true);
        authenticator.authenticate(1, pap("alice", "a"), context);
        assertRouteIsTaken(authenticator, 2, pap("bob", "b"));
        assertRouteIsTaken(authenticator, 3, pap("carol", "c"));
        authenticator.release(1);
        authenticator.authenticate(4, pap("carol", "c"), context);
        assertRouteIsTaken(authenticator, 5, pap("carol", "c"));
        assertRouteIsTaken(authenticator, 6, pap("dave", "c"));
        assertThat(authenticator.leases()).isOne();
    }

    private static void assertRouteIsTaken(LocalAuthenticator authenticator, long ticket, AuthRequest request) {
        AuthReply reply = authenticator.authenticate(ticket, request, context("p", true));
        assertThat(reply).isEqualTo(AuthReply.refuse("No address is available", true));
        assertThat(authenticator.refusalDetail(ticket)).isEqualTo("route 192.168.77.0/24 is in use by another session");
        assertThat(authenticator.refusalDetail(ticket + 1)).isEmpty();
    }

    @Test
    void routesOfUsersTakeNothingFromPoolsNorFromOthersAtAnotherConfiguration() {
        users.add(new UserDefinition(
                "alice", Secret.of("a"), null, null, null, null, List.of(IpPrefix.parse("::/0")), true));
        users.add(new UserDefinition(
                "bob", Secret.of("b"), null, IpPrefix.parse("2001:db8:5::/64"), null, null, List.of(), true));
        LocalAuthenticator authenticator = authenticator();
        authenticator.authenticate(1, pap("alice", "a"), context("p", true));
        users.add(user("carol", "c", "10.0.0.4", null));
        authenticator.reconfigure(configuration());
        assertThat(authenticator.pools().get(0).ipv6Used()).isOne();
        assertThat(authenticator
                        .authenticate(2, pap("bob", "b"), context("p", true))
                        .accepted())
                .isTrue();
        authenticator.release(1);
        authenticator.release(2);
        assertThat(authenticator.pools().get(0).delegatedUsed()).isZero();
    }

    @Test
    void aThousandDelegationsAreHeldAtAnotherConfigurationOfSmallerOnesWithoutASlotForEachPart() {
        LocalAuthenticator authenticator = new LocalAuthenticator(delegating(48));
        for (long ticket = 1; ticket <= 1000; ticket++) {
            authenticator.authenticate(ticket, new AuthRequest.None(), context("d", false));
        }
        authenticator.reconfigure(delegating(64));
        assertThat(authenticator.pools().get(0).delegatedUsed()).isEqualTo(1000 << 16);
        AuthReply next = authenticator.authenticate(1001, new AuthRequest.None(), context("d", false));
        assertThat(next.grant().delegatedPrefix()).isEqualTo(IpPrefix.parse("fd00:0:3e8::/64"));
        for (long ticket = 1; ticket <= 1001; ticket++) {
            authenticator.release(ticket);
        }
        assertThat(authenticator.pools().get(0).delegatedUsed()).isZero();
    }

    private static Configuration delegating(int length) {
        List<IpPrefix> blocks = List.of(IpPrefix.parse("fd00::/32"), IpPrefix.parse("fd01::/32"));
        var pool = new PoolDefinition("d", List.of(), List.of(), blocks, length);
        return Configuration.builder().pools(Map.of("d", pool)).build();
    }

    @Test
    void theUsersPoolGoesBeforeTheProfiles() {
        users.add(user("alice", "a", null, "q"));
        assertThat(authenticator()
                        .authenticate(1, pap("alice", "a"), context("p", true))
                        .grant()
                        .peerIpv4())
                .isEqualTo(IpAddress.parse("10.9.0.9"));
    }

    @Test
    void theProfilesFixedAddressServesOneSessionAtATime() {
        LocalAuthenticator authenticator = authenticator();
        var context = new AuthContext("lac", "", "", "", false, OURS, IpAddress.parse("10.5.5.5"));
        assertThat(authenticator
                        .authenticate(1, new AuthRequest.None(), context)
                        .grant()
                        .peerIpv4())
                .isEqualTo(IpAddress.parse("10.5.5.5"));
        assertThat(authenticator
                        .authenticate(2, new AuthRequest.None(), context)
                        .transientFailure())
                .isTrue();
        authenticator.release(1);
        assertThat(authenticator
                        .authenticate(2, new AuthRequest.None(), context)
                        .accepted())
                .isTrue();
    }
}
