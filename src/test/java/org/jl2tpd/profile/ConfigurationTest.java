package org.jl2tpd.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** Which profile a peer gets, and which values a tunnel and a session get. */
class ConfigurationTest {
    private static final IpAddress ANYWHERE = IpAddress.parse("203.0.113.9");

    private final Map<ProfileKind, Map<String, Profile>> profiles = new HashMap<>();

    private Profile add(ProfileKind kind, String name, Object... values) {
        Map<Attribute<?>, Object> set = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            set.put((Attribute<?>) values[i], values[i + 1]);
        }
        Profile profile = new Profile(kind, name, set);
        profiles.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(name, profile);
        return profile;
    }

    private Profile peer(String name, Object... values) {
        return add(ProfileKind.PEER, name, values);
    }

    private Configuration configuration() {
        return Configuration.builder().profiles(profiles).build();
    }

    private static TunnelDefinition tunnel(String profile, String peer, Object... values) {
        Map<Attribute<?>, Object> set = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            set.put((Attribute<?>) values[i], values[i + 1]);
        }
        Profile overrides = new Profile(ProfileKind.TUNNEL, "own", set);
        return new TunnelDefinition("t", List.of("192.0.2.1"), profile, peer, true, overrides, List.of());
    }

    @Test
    void everyKindHasADefault() {
        for (ProfileKind kind : List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP)) {
            assertThat(configuration().profile(kind, "default")).isNotNull();
        }
        assertThat(configuration().peerFor("x", ANYWHERE).get(PeerAttributes.ALLOW_TUNNELS))
                .isFalse();
    }

    @Test
    void matchesHostNameThenSuffixThenPrefixThenDefault() {
        Profile exact = peer("lac1.isp.example");
        Profile named = peer("by-name", PeerAttributes.HOST_NAME, "lac2.isp.example");
        Profile longSuffix = peer("long", PeerAttributes.HOST_NAME_SUFFIX, ".core.isp.example");
        Profile suffix = peer("short", PeerAttributes.HOST_NAME_SUFFIX, ".isp.example");
        Profile wide = peer("wide", PeerAttributes.PEER_PREFIX, IpPrefix.parse("10.0.0.0/8"));
        Profile narrow = peer(
                "narrow",
                PeerAttributes.PEER_IPADDR,
                IpAddress.parse("10.1.0.0"),
                PeerAttributes.NETMASK,
                IpAddress.parse("255.255.0.0"));
        Profile six = peer("six", PeerAttributes.PEER_PREFIX, IpPrefix.parse("2001:db8::/32"));
        Configuration configuration = configuration();
        IpAddress inside = IpAddress.parse("10.1.2.3");

        assertThat(configuration.peerFor("lac1.isp.example", inside)).isSameAs(exact);
        assertThat(configuration.peerFor("LAC1.ISP.example", ANYWHERE)).isSameAs(exact);
        assertThat(configuration.peerFor("lac2.isp.example", inside)).isSameAs(named);
        assertThat(configuration.peerFor("a.b.core.isp.example", inside)).isSameAs(longSuffix);
        assertThat(configuration.peerFor("other.isp.example", inside)).isSameAs(suffix);
        assertThat(configuration.peerFor("evil-isp.example", inside)).isSameAs(narrow);
        assertThat(configuration.peerFor("unknown", IpAddress.parse("10.2.0.1")))
                .isSameAs(wide);
        assertThat(configuration.peerFor("unknown", IpAddress.parse("2001:db8::1")))
                .isSameAs(six);
        assertThat(configuration.peerFor("unknown", IpAddress.parse("2001:db9::1")))
                .isSameAs(configuration.profile(ProfileKind.PEER, "default"));
        assertThat(configuration.peerFor("unknown", ANYWHERE).name()).isEqualTo("default");
    }

    @Test
    void findsAPeerAmongTenThousandWithoutLookingAtEach() {
        for (int i = 0; i < 10_000; i++) {
            peer(
                    "lac" + i,
                    PeerAttributes.HOST_NAME_SUFFIX,
                    ".n" + i + ".example",
                    PeerAttributes.PEER_PREFIX,
                    new IpPrefix(IpAddress.v4(0x0a000000 | i << 8), 24));
        }
        Configuration configuration = configuration();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            String name = "lac" + i;
            assertThat(configuration.peerFor(name, ANYWHERE).name()).isEqualTo(name);
            assertThat(configuration.peerFor("x.n" + i + ".example", ANYWHERE).name())
                    .isEqualTo(name);
            assertThat(configuration
                            .peerFor("unknown", IpAddress.v4(0x0a000007 | i << 8))
                            .name())
                    .isEqualTo(name);
        }
        // A scan would need 10^8 comparisons and a minute; the limit leaves room for a busy machine.
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void aHostNameOfManyLabelsCostsABoundedNumberOfLookUps() {
        peer("suffix", PeerAttributes.HOST_NAME_SUFFIX, ".isp.example");
        String hostile = "a.".repeat(PeerIndex.MAX_LABELS + 1) + "isp.example";
        assertThat(configuration().peerFor(hostile, ANYWHERE).name()).isEqualTo("default");
    }

    @Test
    void aTunnelOfAPeerGetsThePeersProfiles() {
        add(ProfileKind.TUNNEL, "carrier", TunnelAttributes.HELLO_TIMEOUT, 30);
        add(ProfileKind.SESSION, "calls");
        add(ProfileKind.PPP, "people");
        Profile peer = peer(
                "lac",
                PeerAttributes.TUNNEL_PROFILE_NAME,
                "carrier",
                PeerAttributes.SESSION_PROFILE_NAME,
                "calls",
                PeerAttributes.PPP_PROFILE_NAME,
                "people");
        Resolved resolved = configuration().resolve(peer);
        assertThat(resolved.tunnel().get(TunnelAttributes.HELLO_TIMEOUT)).isEqualTo(30);
        assertThat(resolved.tunnel().name()).isEqualTo("carrier");
        assertThat(resolved.session().name()).isEqualTo("calls");
        assertThat(resolved.ppp().name()).isEqualTo("people");
    }

    @Test
    void theTunnelProfilesChoiceOfPppGoesBeforeThePeers() {
        add(ProfileKind.PPP, "of-session");
        add(ProfileKind.PPP, "of-tunnel");
        add(ProfileKind.PPP, "of-peer");
        add(ProfileKind.TUNNEL, "carrier", TunnelAttributes.PPP_PROFILE_NAME, "of-tunnel");
        add(ProfileKind.SESSION, "calls", SessionAttributes.PPP_PROFILE_NAME, "of-session");
        Profile plain = peer("a", PeerAttributes.PPP_PROFILE_NAME, "of-peer");
        Profile viaTunnel =
                peer("b", PeerAttributes.TUNNEL_PROFILE_NAME, "carrier", PeerAttributes.PPP_PROFILE_NAME, "of-peer");
        Profile viaSession =
                peer("c", PeerAttributes.TUNNEL_PROFILE_NAME, "carrier", PeerAttributes.SESSION_PROFILE_NAME, "calls");
        Configuration configuration = configuration();
        assertThat(configuration.resolve(plain).ppp().name()).isEqualTo("of-peer");
        assertThat(configuration.resolve(viaTunnel).ppp().name()).isEqualTo("of-tunnel");
        assertThat(configuration.resolve(viaSession).ppp().name()).isEqualTo("of-session");
    }

    @Test
    void aPeersSecretGoesBeforeTheProfilesAndADefinitionsOwnBeforeBoth() {
        add(ProfileKind.TUNNEL, "carrier", TunnelAttributes.SECRET, Secret.of("profile"));
        peer("with", PeerAttributes.SECRET, Secret.of("peer"), PeerAttributes.TUNNEL_PROFILE_NAME, "carrier");
        Configuration configuration = configuration();
        assertThat(secret(configuration.resolve(tunnel("carrier", null)))).isEqualTo(Secret.of("profile"));
        assertThat(secret(configuration.resolve(tunnel(null, "with")))).isEqualTo(Secret.of("peer"));
        assertThat(secret(configuration.resolve(tunnel(null, "with", TunnelAttributes.SECRET, Secret.of("own")))))
                .isEqualTo(Secret.of("own"));
    }

    @Test
    void aTunnelMadeByCommandNamesItsSecret() {
        var configuration = Configuration.builder()
                .profiles(profiles)
                .secrets(Map.of("lac", Secret.of("named")))
                .build();
        assertThat(secret(configuration.resolve(tunnel(null, null, TunnelAttributes.SECRET_NAME, "lac"))))
                .isEqualTo(Secret.of("named"));
        assertThat(configuration.secret("lac")).isEqualTo(Secret.of("named"));
        assertThat(configuration.secret("other")).isNull();
    }

    private static Secret secret(Resolved resolved) {
        return resolved.tunnel().get(TunnelAttributes.SECRET);
    }

    @Test
    void withASecretThePeerIsChallengedUnlessTheProfileSaysOtherwise() {
        add(ProfileKind.TUNNEL, "open", TunnelAttributes.AUTH_MODE, Choices.AuthMode.NONE);
        Profile with = peer("with", PeerAttributes.SECRET, Secret.of("x"));
        Profile open = peer("open", PeerAttributes.SECRET, Secret.of("x"), PeerAttributes.TUNNEL_PROFILE_NAME, "open");
        Profile without = peer("without");
        Configuration configuration = configuration();
        assertThat(mode(configuration.resolve(with))).isEqualTo(Choices.AuthMode.CHALLENGE);
        assertThat(mode(configuration.resolve(open))).isEqualTo(Choices.AuthMode.NONE);
        assertThat(mode(configuration.resolve(without))).isEqualTo(Choices.AuthMode.NONE);
    }

    private static Choices.AuthMode mode(Resolved resolved) {
        return resolved.tunnel().get(TunnelAttributes.AUTH_MODE);
    }

    @Test
    void aPeersPortGoesBeforeTheDefaultOfTheProfile() {
        add(ProfileKind.TUNNEL, "fixed", TunnelAttributes.PEER_UDP_PORT, 1702);
        peer("lns", PeerAttributes.PEER_PORT, 11701);
        Configuration configuration = configuration();
        assertThat(configuration.resolve(tunnel(null, "lns")).tunnel().get(TunnelAttributes.PEER_UDP_PORT))
                .isEqualTo(11701);
        assertThat(configuration.resolve(tunnel("fixed", "lns")).tunnel().get(TunnelAttributes.PEER_UDP_PORT))
                .isEqualTo(1702);
    }

    @Test
    void aSessionsOwnValuesAndProfilesGoFirst() {
        add(ProfileKind.PPP, "people", PppAttributes.LCP_ECHO_INTERVAL, 10);
        add(ProfileKind.PPP, "guests", PppAttributes.LCP_ECHO_INTERVAL, 20);
        add(ProfileKind.SESSION, "calls", SessionAttributes.CALLED_NUMBER, "1");
        add(ProfileKind.SESSION, "other", SessionAttributes.PPP_PROFILE_NAME, "guests");
        Configuration configuration = configuration();
        Resolved tunnel = configuration.resolve(tunnel(
                null,
                null,
                TunnelAttributes.SESSION_PROFILE_NAME,
                "calls",
                TunnelAttributes.PPP_PROFILE_NAME,
                "people"));
        Resolved plain = configuration.resolve(tunnel, session(null, null));
        assertThat(plain.session().get(SessionAttributes.CALLED_NUMBER)).isEqualTo("1");
        assertThat(plain.session().get(SessionAttributes.CALLING_NUMBER)).isEqualTo("2");
        assertThat(plain.ppp().get(PppAttributes.LCP_ECHO_INTERVAL)).isEqualTo(10);
        assertThat(plain.ppp().get(PppAttributes.DEFAULT_ROUTE)).isTrue();
        assertThat(configuration.resolve(tunnel, session("other", null)).ppp().name())
                .isEqualTo("guests");
        assertThat(configuration
                        .resolve(tunnel, session("other", "people"))
                        .ppp()
                        .name())
                .isEqualTo("people");
    }

    private static SessionDefinition session(String profile, String ppp) {
        var own = new Profile(ProfileKind.SESSION, "own", Map.of(SessionAttributes.CALLING_NUMBER, "2"));
        var pppOwn = new Profile(ProfileKind.PPP, "own", Map.of(PppAttributes.DEFAULT_ROUTE, true));
        return new SessionDefinition("s", profile, ppp, "", null, "", own, pppOwn);
    }

    @Test
    void twoProfilesForTheSamePeersAreAConflict() {
        Profile first = peer("a", PeerAttributes.PEER_PREFIX, IpPrefix.parse("10.0.0.0/8"));
        Profile second = peer("b", PeerAttributes.PEER_PREFIX, IpPrefix.parse("10.9.9.9/8"));
        var index = new PeerIndex(List.of(first, second), peer("default"));
        assertThat(index.conflicts())
                .containsExactly(new PeerIndex.Conflict(first, second, PeerAttributes.PEER_PREFIX));
    }

    @Test
    void neverShowsASecret() {
        Profile profile = peer("lac", PeerAttributes.SECRET, Secret.of("hunter2"));
        assertThat(profile.toString() + configuration()).doesNotContain("hunter2");
    }
}
