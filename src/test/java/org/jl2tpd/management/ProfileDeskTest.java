package org.jl2tpd.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.model.StateStore;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PeerAttributes;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.SystemAttributes;
import org.jl2tpd.profile.TunnelAttributes;
import org.junit.jupiter.api.Test;

/** Profiles are made, changed and taken away while the daemon runs, with a file's checks and no secret in sight. */
class ProfileDeskTest {
    private final FakeEngine engine = new FakeEngine();
    private final Control control = engine.control();
    private final ProfileDesk desk = control.profiles();

    @Test
    void makesAProfileOfWhichTheEngineIsToldBeforeItHolds() throws ControlException {
        ProfileView view =
                desk.create(ProfileKind.PEER, "lac.example", Map.of("allow_tunnels", "true", "secret_name", "office"));
        assertThat(view.values())
                .containsEntry("secret", "***")
                .containsEntry("secret_name", "office")
                .containsEntry("peer_port", "0");
        assertThat(view.set()).containsExactlyInAnyOrder("allow_tunnels", "secret", "secret_name");
        assertThat(view.fromFile()).isFalse();
        assertThat(view.kind()).isEqualTo("peer");
        Configuration told = ((Command.Reconfigure) engine.asked.get(0)).configuration();
        assertThat(told.profile(ProfileKind.PEER, "lac.example").get(PeerAttributes.SECRET))
                .isEqualTo(FakeEngine.OFFICE);
        assertThat(desk.names(ProfileKind.PEER)).containsExactly("default", "lac.example");
        assertThat(control.configuration().isChanged()).isTrue();
    }

    @Test
    void keepsTheOldOneWhenTheEngineRefuses() {
        engine.gone = true;
        assertThatThrownBy(() -> desk.create(ProfileKind.PPP, "p", Map.of())).isInstanceOf(ControlException.class);
        assertThat(desk.names(ProfileKind.PPP)).containsExactly("default");
        assertThat(control.configuration().isChanged()).isFalse();
    }

    @Test
    void changesAndGivesBackDefaults() throws ControlException {
        desk.create(ProfileKind.TUNNEL, "t", Map.of("hello_timeout", "30", "max_retries", "7"));
        ProfileView changed = desk.modify(ProfileKind.TUNNEL, "t", Map.of("hello_timeout", "20"));
        assertThat(changed.values()).containsEntry("hello_timeout", "20").containsEntry("max_retries", "7");
        ProfileView unset = desk.unset(ProfileKind.TUNNEL, "t", List.of("hello_timeout"));
        assertThat(unset.values()).containsEntry("hello_timeout", "60");
        assertThat(unset.set()).containsExactly("max_retries");
    }

    @Test
    void takesASecretAwayTogetherWithItsName() throws ControlException {
        desk.create(ProfileKind.TUNNEL, "t", Map.of("secret_name", "office"));
        assertThat(desk.unset(ProfileKind.TUNNEL, "t", List.of("secret_name")).set())
                .isEmpty();
    }

    @Test
    void refusesWhatAFileWouldBeRefused() throws ControlException {
        refused(Kind.INVALID, "hello_timeout", ProfileKind.TUNNEL, Map.of("hello_timeout", "ten"));
        refused(Kind.INVALID, "no attribute \"hullo\"", ProfileKind.TUNNEL, Map.of("hullo", "1"));
        refused(
                Kind.INVALID,
                "no session_profile \"absent\"",
                ProfileKind.TUNNEL,
                Map.of("session_profile_name", "absent"));
        refused(Kind.INVALID, "no pool \"absent\"", ProfileKind.PPP, Map.of("ip_pool_name", "absent"));
        refused(Kind.INVALID, "no secret named", ProfileKind.TUNNEL, Map.of("secret_name", "absent"));
        refused(Kind.INVALID, "use secret_name", ProfileKind.TUNNEL, Map.of("secret", "hunter2"));
        refused(Kind.INVALID, "must not be above", ProfileKind.TUNNEL, Map.of("retry_timeout", "30"));
        refused(Kind.INVALID, "ipv4 and ipv6 are both off", ProfileKind.PPP, Map.of("ipv4", "false"));
        refused(Kind.INVALID, "can't be made", ProfileKind.SNMP, Map.of());
        desk.create(ProfileKind.PEER, "a", Map.of("peer_ipaddr", "192.0.2.1"));
        refused(Kind.INVALID, "already takes these peers", ProfileKind.PEER, Map.of("peer_ipaddr", "192.0.2.1"));
        desk.create(ProfileKind.TUNNEL, "challenge", Map.of("auth_mode", "challenge"));
        refused(
                Kind.INVALID,
                "needs a secret",
                ProfileKind.PEER,
                Map.of("tunnel_profile_name", "challenge", "allow_tunnels", "true"));
        assertThatThrownBy(() -> desk.create(ProfileKind.PEER, "a", Map.of()))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
        assertThatThrownBy(() -> desk.create(ProfileKind.PEER, "a\n", Map.of())).hasMessageContaining("printable");
    }

    private void refused(Kind kind, String words, ProfileKind of, Map<String, String> attributes) {
        assertThatThrownBy(() -> desk.create(of, "x", attributes))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words)
                .hasMessageNotContainingAny("hunter2");
        assertThat(desk.names(of)).doesNotContain("x");
    }

    @Test
    void deletesOnlyWhatNobodyNames() throws ControlException {
        desk.create(ProfileKind.TUNNEL, "t", Map.of());
        desk.create(ProfileKind.PEER, "p", Map.of("tunnel_profile_name", "t"));
        assertThatThrownBy(() -> desk.delete(ProfileKind.TUNNEL, "t"))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessage("in use by peer_profile \"p\"");
        assertThatThrownBy(() -> desk.delete(ProfileKind.TUNNEL, "default")).hasMessageContaining("can't be deleted");
        assertThatThrownBy(() -> desk.delete(ProfileKind.TUNNEL, "absent")).hasMessageContaining("there is no");
        desk.delete(ProfileKind.PEER, "p");
        desk.delete(ProfileKind.TUNNEL, "t");
        assertThat(desk.names(ProfileKind.TUNNEL)).containsExactly("default");
    }

    @Test
    void doesNotDeleteWhatATunnelNames() throws ControlException {
        desk.create(ProfileKind.TUNNEL, "t", Map.of());
        engine.tunnels.add(FakeEngine.tunnel(1, "up", "h"));
        control.createTunnel(Map.of("tunnel_name", "up", "dest_ipaddr", "192.0.2.1", "profile_name", "t"));
        assertThatThrownBy(() -> desk.delete(ProfileKind.TUNNEL, "t")).hasMessage("in use by tunnel \"up\"");
        assertThatThrownBy(() -> desk.modify(ProfileKind.TUNNEL, "t", Map.of("auth_mode", "challenge")))
                .hasMessageContaining("needs a secret");
    }

    @Test
    void changesOfTheSystemWhatTakesEffectWhileRunning() throws ControlException {
        ProfileView view = desk.modify(ProfileKind.SYSTEM, "system", Map.of("max_tunnels", "7"));
        assertThat(view.values()).containsEntry("max_tunnels", "7");
        assertThat(view.fromFile()).isTrue();
        assertThatThrownBy(() -> desk.modify(ProfileKind.SYSTEM, "system", Map.of("udp_port", "1702")))
                .hasMessageContaining("at a start alone");
        assertThatThrownBy(() -> desk.modify(ProfileKind.SNMP, "snmp", Map.of("enabled", "true")))
                .hasMessageContaining("at a start alone");
        assertThat(desk.show(ProfileKind.HTTP, "http").values()).containsEntry("port", "1719");
        desk.unset(ProfileKind.SYSTEM, "system", List.of("max_tunnels"));
        assertThat(control.configuration().get().system().sets(SystemAttributes.MAX_TUNNELS))
                .isFalse();
    }

    @Test
    void refusesATunnelOrSessionThatAFileCouldNotHave() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "office", "h"));
        control.createTunnel(Map.of("tunnel_name", "office", "dest_ipaddr", "192.0.2.1", "our_udp_port", "1800"));
        assertThatThrownBy(() -> control.createTunnel(
                        Map.of("tunnel_name", "two", "dest_ipaddr", "192.0.2.2", "our_udp_port", "1800")))
                .hasMessageContaining("tunnel \"office\" has port 1800 already");
        engine.sessions.add(FakeEngine.session(1, 2, "alice"));
        TunnelKey office = new TunnelKey(0, "office");
        control.createSession(office, Map.of("session_name", "a", "interface_name", "l2tp-a"));
        assertThatThrownBy(() -> control.createSession(office, Map.of("session_name", "b", "interface_name", "l2tp-a")))
                .hasMessageContaining("session \"a\" has the device l2tp-a");
        assertThatThrownBy(() -> control.createSession(office, Map.of("session_name", "b", "session_type", "lnic")))
                .hasMessageContaining("must be laic or lnoc");
        assertThatThrownBy(() -> {
                    control.createTunnel(Map.of("tunnel_name", "three", "dest_ipaddr", "192.0.2.3"));
                    desk.modify(ProfileKind.TUNNEL, "default", Map.of("our_udp_port", "1800"));
                })
                .hasMessageContaining("has port 1800 already");
    }

    @Test
    void forgetsATunnelThatHasEndedByItself() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "office", "h"));
        var store = new ConfigurationStore(control.configuration().get());
        Control other = new Control(
                command -> command instanceof Command.CloseTunnel
                        ? CompletableFuture.completedFuture(CommandResult.refused("there is no such tunnel"))
                        : engine.submit(command),
                store,
                StateStore.inMemory(),
                new DaemonInfo("1", 1, 0),
                Control.DEFAULT_WAIT);
        other.createTunnel(Map.of("tunnel_name", "office", "dest_ipaddr", "192.0.2.1"));
        other.closeTunnel(new TunnelKey(0, "office"), "");
        assertThat(store.get().tunnels()).isEmpty();
        assertThatThrownBy(() -> other.closeTunnel(new TunnelKey(0, "office"), ""))
                .hasMessage("there is no such tunnel");
    }

    @Test
    void countsUses() throws ControlException {
        desk.countUsesBy((kind, name) -> kind == ProfileKind.PEER ? 3 : 0);
        assertThat(desk.show(ProfileKind.PEER, "default").useCount()).isEqualTo(3);
    }

    @Test
    void remembersTunnelsThatAnOperatorOpensChangesAndCloses() throws ControlException {
        engine.tunnels.add(FakeEngine.tunnel(1, "office", "h"));
        engine.sessions.add(FakeEngine.session(1, 2, "alice"));
        control.createTunnel(Map.of("tunnel_name", "office", "dest_ipaddr", "192.0.2.1", "persist", "yes"));
        control.createSession(new TunnelKey(1, ""), Map.of("session_name", "s2", "secret_name", "alice"));
        control.modifyTunnel(new TunnelKey(0, "office"), Map.of("hello_timeout", "30"));
        Configuration now = control.configuration().get();
        assertThat(now.tunnels()).hasSize(1);
        assertThat(now.tunnels().get(0).persist()).isTrue();
        assertThat(now.tunnels().get(0).sessions()).extracting("name").containsExactly("s2");
        assertThat(control.configuration().isChanged()).isTrue();
        control.closeSession(new TunnelKey(1, ""), new SessionKey(2, ""), "");
        assertThat(control.configuration().get().tunnels().get(0).sessions()).isEmpty();
        control.closeTunnel(new TunnelKey(1, ""), "");
        assertThat(control.configuration().get().tunnels()).isEmpty();
    }

    @Test
    void remembersWhatALivingTunnelWasGiven() throws ControlException {
        Configuration before = control.configuration().get();
        engine.tunnels.add(FakeEngine.tunnel(1, "office", "h"));
        control.createTunnel(Map.of("tunnel_name", "office", "dest_ipaddr", "192.0.2.1"));
        var changes = DefinitionText.tunnelChanges(Map.of("hello_timeout", "30"));
        Configuration after = TunnelMemory.changed(control.configuration().get(), before, "office", changes);
        assertThat(after.tunnels().get(0).overrides().get(TunnelAttributes.HELLO_TIMEOUT))
                .isEqualTo(30);
        assertThat(TunnelMemory.changed(before, before, "absent", changes)).isSameAs(before);
    }
}
