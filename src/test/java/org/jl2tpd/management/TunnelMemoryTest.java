package org.jl2tpd.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.ConfigurationDifference;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SessionDefinition;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.jl2tpd.profile.TunnelDefinition;
import org.junit.jupiter.api.Test;

class TunnelMemoryTest {
    private final Configuration empty =
            new FakeEngine().control().configuration().get();

    private static Profile none(ProfileKind kind) {
        return new Profile(kind, "", Map.of());
    }

    private Configuration with(Profile overrides) {
        var session =
                new SessionDefinition("s", null, null, "u", null, "", none(ProfileKind.SESSION), none(ProfileKind.PPP));
        return empty.withTunnels(List.of(
                new TunnelDefinition("office", List.of("192.0.2.1"), null, null, true, overrides, List.of(session))));
    }

    private static Configuration changed(Configuration before, Configuration filed, String... pairs)
            throws ControlException {
        return TunnelMemory.changed(before, filed, "office", DefinitionText.tunnelChanges(Map.of(pairs[0], pairs[1])));
    }

    @Test
    void whatIsChangedAndChangedBackLeavesNoTrace() throws ControlException {
        Configuration filed = with(none(ProfileKind.TUNNEL));
        Configuration other = changed(filed, filed, "max_retries", "7");
        assertThat(ConfigurationDifference.between(filed, other)).isNotEmpty();
        assertThat(ConfigurationDifference.between(filed, changed(other, filed, "max_retries", "5")))
                .isEmpty();
        Configuration numbered = changed(filed, filed, "reorder_timeout", "100");
        assertThat(ConfigurationDifference.between(filed, numbered)).isNotEmpty();
        String former = String.valueOf(org.jl2tpd.profile.SessionAttributes.REORDER_TIMEOUT.defaultValue());
        assertThat(ConfigurationDifference.between(filed, changed(numbered, filed, "reorder_timeout", former)))
                .isEmpty();
    }

    @Test
    void whatTheFileSetsStaysSet() throws ControlException {
        Configuration filed = with(none(ProfileKind.TUNNEL).with(TunnelAttributes.MAX_RETRIES, 5));
        Configuration back = changed(changed(filed, filed, "max_retries", "7"), filed, "max_retries", "5");
        assertThat(ConfigurationDifference.between(filed, back)).isEmpty();
    }

    @Test
    void tracesThatAreTurnedOffAgainLeaveNoTrace() {
        Configuration traced = TunnelMemory.traced(empty, empty, 3);
        assertThat(traced.system().get(SystemAttributes.TRACE_FLAGS)).isEqualTo(3);
        assertThat(ConfigurationDifference.between(empty, TunnelMemory.traced(traced, empty, 0)))
                .isEmpty();
    }

    @Test
    void whatALivingTunnelCannotChangeIsRefusedInWords() {
        assertThatThrownBy(() -> DefinitionText.tunnelChanges(Map.of("secret_name", "t")))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("secret_name cannot be changed while the tunnel lives")
                .hasMessageContaining("hello_timeout")
                .hasMessageNotContaining("rx_window_size");
        assertThatThrownBy(() -> DefinitionText.changes(Map.of("ppp_profile_name", "t")))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("ppp_profile_name cannot be changed while the session lives");
    }
}
