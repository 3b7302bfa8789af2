package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.profile.ProfileKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one face has changed, every other shows at once: nobody reads the tables here. */
@Timeout(30)
class FreshRowsTest {
    private static Daemon daemon;
    private static Control control;
    private static Inventory inventory;

    @BeforeAll
    static void start() throws Exception {
        byte[] text = "[system]\ndatapath = \"memory\"\nlisten_addresses = []\nsocket_path = \"\"\n"
                .getBytes(StandardCharsets.UTF_8);
        daemon = Daemon.start(ConfigLoader.parse("fresh", text).configuration(), "fresh");
        control = daemon.control();
        inventory = daemon.managed().inventory();
        inventory.refresh();
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @Test
    void showsSystemAttributesAndNewPeersAtOnce() throws Exception {
        control.profiles().modify(ProfileKind.SYSTEM, "system", Map.of("max_sessions", "1234"));
        assertThat(inventory.whole().system().limits().sessions()).isEqualTo(1234);
        control.profiles().create(ProfileKind.PEER, "newcomer", Map.of());
        assertThat(inventory.whole().peers()).extracting(Views.Peer::profile).contains("newcomer");
        control.drain(true);
        assertThat(inventory.whole().system().draining()).isTrue();
        control.drain(false);
        control.setTrace(null, null, List.of("fsm"));
        assertThat(inventory.whole().system().traceMask()).isNotZero();
        control.setTrace(null, null, List.of("none"));
    }

    @Test
    void showsATunnelWhenItIsMadeAndChanged() throws Exception {
        Views.Tunnel made = control.createTunnel(Map.of("tunnel_name", "one", "dest_ipaddr", "127.0.0.1"));
        assertThat(inventory.tunnels()).containsKey(made.id());
        control.setTrace(new TunnelKey(0, "one"), null, List.of("fsm"));
        assertThat(inventory.tunnels().get(made.id()).view().traceMask()).isNotZero();
        control.modifyTunnel(new TunnelKey(made.id(), ""), Map.of("max_sessions", "17"));
        assertThat(inventory.tunnels().get(made.id()).view())
                .isEqualTo(control.showTunnel(new TunnelKey(made.id(), "")));
        control.closeTunnel(new TunnelKey(0, "one"), "");
        assertThat(inventory.tunnels().get(made.id()))
                .satisfiesAnyOf(
                        row -> assertThat(row).isNull(),
                        row -> assertThat(row.view().state())
                                .isEqualTo(control.showTunnel(new TunnelKey(made.id(), ""))
                                        .state()));
    }
}
