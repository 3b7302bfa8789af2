package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import java.util.List;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two tunnels between the same addresses, from the same port of the peer: drivers before Linux 6.11 would mix their data. */
class SecondTunnelKT {
    /** A client without a listener, whose tunnel leaves from the port where servers listen. */
    private static final String NO_LISTENER = Ours.KERNEL + "\nlisten_addresses = []";

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Tag("debian")
    void aClientThatCrashedComesBackFromTheSamePortBesideItsOldTunnel() {
        try (NetLab lab = new NetLab("kernel-second-tunnel")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd first = startLac(sides, Configurations.USER);
            first.awaitNetwork(Ours.LIMIT);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            assertThat(lns.tunnels().get(0).get("peer_port").getAsInt()).isEqualTo(1701);
            first.process().kill();
            Jl2tpd second = startLac(sides, "bob");
            String address = text(second.awaitNetwork(Ours.LIMIT), "local_ipv4");
            assertThat(Guest.tunnels(sides.lns())).hasSize(2);
            List<Integer> ports = lns.tunnels().stream()
                    .map(tunnel -> tunnel.get("local_port").getAsInt())
                    .toList();
            assertThat(ports).doesNotHaveDuplicates().contains(1701);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            Ping.allThrough(sides.lns(), address);
            second.stop();
            lns.stop();
            Guest.assertNothingOfL2tp(sides.lns());
        }
    }

    private static Jl2tpd startLac(Sides sides, String user) {
        String configuration =
                Ours.with(Configurations.lac(Sides.LNS, user), "tunnel_profile.lab", "our_udp_port = 1701");
        return Jl2tpd.start(sides.lac(), "lac-" + user, NO_LISTENER, configuration);
    }
}
