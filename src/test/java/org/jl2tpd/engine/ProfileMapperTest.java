package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jl2tpd.ppp.PppSettings;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;

/** Attributes of a profile and the settings that they become. */
class ProfileMapperTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void ncpTimersAreThoseOfIpcpAndNotOfLcp() {
        var profile = new Profile(
                ProfileKind.PPP,
                "p",
                Map.of(
                        PppAttributes.IPCP_RETRANSMIT_INTERVAL, 7,
                        PppAttributes.IPCP_MAX_CONFIG_REQUESTS, 8,
                        PppAttributes.IPCP_MAX_TERMINATE_REQUESTS, 9,
                        PppAttributes.IPCP_MAX_CONFIG_NAKS, 11));
        assertThat(ProfileMapper.ncp(profile)).isEqualTo(new PppSettings.Negotiation(7 * SECOND, 8, 9, 11));
        assertThat(ProfileMapper.lcp(profile)).isEqualTo(new PppSettings.Negotiation(3 * SECOND, 10, 2, 5));
    }

    /** A tunnel's own secret goes before its peer's. */
    @Test
    void theSecretIsTheOneThatTheTunnelWasResolvedWith() {
        var peer = new Profile(ProfileKind.PEER, "lns", Map.of(PeerAttributes.SECRET, Secret.of("peer's")));
        var system = new Profile(ProfileKind.SYSTEM, "system", Map.of());
        var configuration = Configuration.builder()
                .system(system)
                .profiles(Map.of(ProfileKind.PEER, Map.of("lns", peer)))
                .build();
        var own = new Profile(ProfileKind.TUNNEL, "t", Map.of(TunnelAttributes.SECRET, Secret.of("own")));
        var tunnel = new TunnelDefinition("t", List.of("192.0.2.1"), null, "lns", true, own, List.of());
        var mapper = new ProfileMapper(configuration);
        assertThat(mapper.secret(configuration.resolve(tunnel))).isEqualTo(Secret.of("own"));
        assertThat(mapper.secret(configuration.resolve(peer))).isEqualTo(Secret.of("peer's"));
    }

    @Test
    void papHasTimersOfItsOwn() {
        var profile = new Profile(
                ProfileKind.PPP,
                "p",
                Map.of(
                        PppAttributes.PAP_RESTART_INTERVAL, 4,
                        PppAttributes.PAP_MAX_AUTH_REQUESTS, 5,
                        PppAttributes.PAP_TIMEOUT, 6));
        assertThat(ProfileMapper.pap(profile)).isEqualTo(new PppSettings.Pap(4 * SECOND, 5, 6 * SECOND));
    }
}
