package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.profile.ProfileKind;
import org.junit.jupiter.api.Test;

/** What lives is counted for the profiles that it was made with. */
class ProfileUsesTest {
    @Test
    void countsTunnelsForTheirProfiles() throws ControlException {
        FakeEngine engine = new FakeEngine();
        engine.tunnels.add(FakeEngine.tunnel(1, "a", "h"));
        engine.tunnels.add(FakeEngine.tunnel(2, "b", "h"));
        engine.sessions.add(FakeEngine.session(1, 5, "u"));
        Control control = engine.control();
        Inventory inventory = new Inventory(control);
        inventory.refresh();
        ProfileUses uses = new ProfileUses(inventory);
        assertThat(uses.applyAsInt(ProfileKind.PEER, "default")).isEqualTo(2);
        assertThat(uses.applyAsInt(ProfileKind.TUNNEL, "default")).isEqualTo(2);
        assertThat(uses.applyAsInt(ProfileKind.TUNNEL, "other")).isZero();
        assertThat(uses.applyAsInt(ProfileKind.SESSION, "")).isZero();
        control.profiles().countUsesBy(uses);
        assertThat(control.profiles().show(ProfileKind.PEER, "default").useCount())
                .isEqualTo(2);
    }
}
