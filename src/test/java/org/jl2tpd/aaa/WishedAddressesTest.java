package org.jl2tpd.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Authenticator.AuthContext;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
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

/** Addresses for users whom another server knows. */
class WishedAddressesTest {
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");
    private static final AuthContext CONTEXT = new AuthContext("lac", "", "", "p", true, OURS, null);

    private final LocalUsers users = new LocalUsers(List.of(new UserDefinition(
            "local", Secret.of("x"), IpAddress.parse("10.0.0.4"), null, null, null, List.of(), true)));
    private final Addresses addresses = new Addresses(configuration(), users);

    /** Pool "p" has 10.0.0.1 (ours) to .4 (a local user's), four /64 and two /56; pool "q" has one address. */
    private static Configuration configuration() {
        PoolDefinition p = new PoolDefinition(
                "p",
                List.of(range("10.0.0.1", "10.0.0.4")),
                List.of(IpPrefix.parse("2001:db8::/62")),
                List.of(IpPrefix.parse("2001:db8:100::/55")),
                56);
        PoolDefinition q = new PoolDefinition("q", List.of(range("10.9.0.9", "10.9.0.9")), List.of(), List.of(), 56);
        Profile ppp = new Profile(ProfileKind.PPP, "ppp", Map.of(PppAttributes.LOCAL_IPADDR, OURS));
        return Configuration.builder()
                .profiles(Map.of(ProfileKind.PPP, Map.of("ppp", ppp)))
                .users(List.of(new UserDefinition(
                        "local", Secret.of("x"), IpAddress.parse("10.0.0.4"), null, null, null, List.of(), true)))
                .pools(Map.of("p", p, "q", q))
                .build();
    }

    private static PoolDefinition.Range range(String first, String last) {
        return new PoolDefinition.Range(IpAddress.parse(first), IpAddress.parse(last));
    }

    private static AddressWish address(String user, String address) {
        return AddressWish.of(user).ipv4(IpAddress.parse(address)).build();
    }

    private void assertRefused(long ticket, AddressWish wish, String problem) {
        int before = addresses.leases();
        assertThat(addresses.grant(ticket, wish, CONTEXT)).isNull();
        assertThat(addresses.problem()).isEqualTo(problem);
        assertThat(addresses.leases()).isEqualTo(before);
    }

    private int used() {
        return addresses.use().get(0).ipv4Used();
    }

    @Test
    void takesFromEachPoolThatTheServerNamesAndTheRestFromTheProfiles() {
        AddressGrant grant =
                addresses.grant(1, AddressWish.of("alice").ipv4Pool("q").build(), CONTEXT);
        assertThat(grant.peerIpv4()).isEqualTo(IpAddress.parse("10.9.0.9"));
        assertThat(grant.ipv6Prefix()).isEqualTo(IpPrefix.parse("2001:db8::/64"));
        assertThat(grant.delegatedPrefix()).isEqualTo(IpPrefix.parse("2001:db8:100::/56"));
        assertRefused(2, AddressWish.of("bob").ipv4Pool("q").build(), "pool \"q\" has no free IPv4 address");
        assertThat(addresses.refusal()).isEqualTo(AuthReply.refuse("No address is available", true));
        assertThat(addresses.use().get(0).ipv6Used()).isOne();
        addresses.release(1);
        assertThat(addresses.use())
                .allSatisfy(
                        pool -> assertThat(pool.ipv4Used() + pool.ipv6Used()).isZero());
    }

    @Test
    void aNamedPoolGoesBeforeTheProfilesAddress() {
        var context = new AuthContext("lac", "", "", "", true, OURS, IpAddress.parse("10.5.5.5"));
        assertThat(addresses
                        .grant(1, AddressWish.of("a").ipv4Pool("q").build(), context)
                        .peerIpv4())
                .isEqualTo(IpAddress.parse("10.9.0.9"));
        assertThat(addresses.grant(2, AddressWish.of("b").build(), context).peerIpv4())
                .isEqualTo(IpAddress.parse("10.5.5.5"));
        assertRefused(3, address("c", "10.5.5.5"), "address 10.5.5.5 is in use by another session");
    }

    @Test
    void aPoolThatIsNotThereIsARefusalWithItsCause() {
        assertRefused(1, AddressWish.of("a").ipv4Pool("x").build(), "there is no pool \"x\"");
        assertRefused(1, AddressWish.of("a").delegatedPool("y").build(), "there is no pool \"y\"");
        assertRefused(1, AddressWish.of("a").ipv6Pool("q").build(), "pool \"q\" has no IPv6 prefix");
        assertThat(addresses.use())
                .allSatisfy(
                        pool -> assertThat(pool.ipv4Used() + pool.ipv6Used()).isZero());
        assertThat(users.capacity()).isEqualTo(2);
    }

    @Test
    void keepsAFixedAddressOutOfThePoolWhileItIsHeld() {
        assertThat(addresses.grant(1, address("alice", "10.0.0.2"), CONTEXT).peerIpv4())
                .isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(used()).isOne();
        assertThat(addresses.grant(2, AddressWish.of("bob").build(), CONTEXT).peerIpv4())
                .isEqualTo(IpAddress.parse("10.0.0.3"));
        assertRefused(3, AddressWish.of("carol").build(), "pool \"p\" has no free IPv4 address");
        addresses.release(1);
        assertThat(used()).isOne();
        assertThat(addresses.grant(3, AddressWish.of("carol").build(), CONTEXT).peerIpv4())
                .isEqualTo(IpAddress.parse("10.0.0.2"));
    }

    @Test
    void whatASessionOfThePoolHasIsTakenOverByTheSameUserAndByNobodyElse() {
        addresses.grant(1, AddressWish.of("alice").build(), CONTEXT);
        assertRefused(2, address("bob", "10.0.0.2"), "address 10.0.0.2 is in use by another session");
        assertThat(addresses.replaced()).isZero();
        AddressGrant grant = addresses.grant(3, address("alice", "10.0.0.2"), CONTEXT);
        assertThat(grant.peerIpv4()).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(addresses.replaced()).isEqualTo(1);
        addresses.release(1);
        assertThat(used()).isOne();
        addresses.release(3);
        assertThat(used()).isZero();
    }

    @Test
    void aSessionKeepsAllThatItHasWhenTheOneThatWasToReplaceItGetsNothing() {
        AddressWish wish = address("alice", "10.0.0.2");
        AddressGrant before = addresses.grant(1, wish, CONTEXT);
        AddressWish more = AddressWish.of("alice")
                .ipv4(IpAddress.parse("10.0.0.2"))
                .delegatedPool("x")
                .build();
        assertRefused(2, more, "there is no pool \"x\"");
        assertThat(addresses.grant(1, wish, CONTEXT)).isEqualTo(before);
        assertThat(used()).isOne();
        assertRefused(3, address("bob", "10.0.0.2"), "address 10.0.0.2 is in use by another session");
    }

    @Test
    void aPrefixIsInUseWhenAPartOfItIs() {
        addresses.grant(1, AddressWish.of("alice").build(), CONTEXT);
        assertRefused(
                2, delegated("bob", "2001:db8:100::/48"), "prefix 2001:db8:100::/48 is in use by another session");
        assertRefused(
                2, delegated("bob", "2001:db8:100:1::/64"), "prefix 2001:db8:100:1::/64 is in use by another session");
        assertThat(addresses.grant(2, delegated("bob", "2001:db8:200::/48"), CONTEXT))
                .isNotNull();
        assertRefused(
                3, delegated("carol", "2001:db8:200:5::/60"), "prefix 2001:db8:200::/60 is in use by another session");
        AddressWish both = AddressWish.of("dave")
                .ipv6Prefix(IpPrefix.parse("2001:db8:300::/64"))
                .delegatedPrefix(IpPrefix.parse("2001:db8:300::/56"))
                .build();
        assertRefused(4, both, "prefixes 2001:db8:300::/64 and 2001:db8:300::/56 of one user overlap");
    }

    private static AddressWish delegated(String user, String prefix) {
        return AddressWish.of(user).delegatedPrefix(IpPrefix.parse(prefix)).build();
    }

    @Test
    void refusesOurOwnAddress() {
        assertRefused(1, address("alice", "10.0.0.1"), "address 10.0.0.1 is our own");
    }

    @Test
    void aLocalUsersAddressIsFreeForAnotherUntilHeComes() {
        assertThat(addresses.grant(1, address("alice", "10.0.0.4"), CONTEXT)).isNotNull();
        assertThat(addresses.grant(2, "local", users.find("local"), CONTEXT)).isNull();
        assertThat(addresses.problem()).isEqualTo("address 10.0.0.4 is in use by another session");
        addresses.release(1);
        assertThat(addresses.grant(2, "local", users.find("local"), CONTEXT)).isNotNull();
    }

    @Test
    void asManyUsersAsComeAndGoLeaveNothing() {
        for (int i = 1; i <= 10_000; i++) {
            assertThat(addresses.grant(i, AddressWish.of("user" + i).build(), CONTEXT))
                    .isNotNull();
            addresses.release(i);
        }
        assertThat(users.capacity()).isEqualTo(2);
        assertThat(addresses.leases()).isZero();
    }

    @Test
    void aRepeatedWishChangesNothingAndAnotherUsersIsRefused() {
        AddressWish wish = AddressWish.of("alice")
                .sessionTimeoutSeconds(60)
                .peerInterfaceId(7)
                .build();
        AddressGrant first = addresses.grant(1, wish, CONTEXT);
        assertThat(first.sessionTimeoutSeconds()).isEqualTo(60);
        assertThat(first.peerInterfaceId()).isEqualTo(7);
        assertThat(addresses.grant(1, address("alice", "10.0.0.3"), CONTEXT)).isEqualTo(first);
        assertRefused(1, AddressWish.of("bob").build(), "a session does not change its user");
        assertThat(users.capacity()).isEqualTo(3);
    }
}
