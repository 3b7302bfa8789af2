package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.interop.Xl2tpd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our daemon over the kernel's driver against xl2tpd with pppd over the same driver. */
class Xl2tpdKT {
    @BeforeEach
    void need() {
        Guest.need();
    }

    @ParameterizedTest
    @Tag("debian")
    @ValueSource(strings = {"own", "pppd"})
    void servesXl2tpdAsClient(String ppp) {
        try (NetLab lab = new NetLab("kernel-xl2tpd-client-" + ppp)) {
            Sides sides = Sides.of(lab);
            Jl2tpd ours = Ours.lns(sides.lns(), Ours.withPpp(ppp, Configurations.lns()));
            Xl2tpd theirs = Peers.lac(sides.lac(), Sides.LNS, "");
            String address = text(ours.awaitNetwork(Ours.LIMIT), "peer_ipv4");
            Wait.until(
                    "address on ppp0",
                    Ours.LIMIT,
                    () -> sides.lac()
                            .tryRun("ip", "-4", "addr", "show", "dev", "ppp0")
                            .text()
                            .contains(address),
                    ours::describe);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            Ping.unfragmented(sides.lns(), address, 1400);
            theirs.command("d one");
            Wait.until("end of the session", Ours.LIMIT, () -> ours.sessions().isEmpty(), ours::describe);
            ours.stop();
            Guest.assertNothingOfL2tp(sides.lns());
        }
    }

    @ParameterizedTest
    @Tag("debian")
    @ValueSource(strings = {"own", "pppd"})
    void dialsXl2tpdAsServer(String ppp) {
        try (NetLab lab = new NetLab("kernel-xl2tpd-server-" + ppp)) {
            Sides sides = Sides.of(lab);
            Xl2tpd theirs = Peers.lns(sides.lns(), "");
            Jl2tpd ours =
                    Jl2tpd.start(sides.lac(), "lac", Ours.KERNEL, Ours.withPpp(ppp, Configurations.lac(Sides.LNS)));
            assertThat(text(ours.awaitNetwork(Ours.LIMIT), "local_ipv4")).startsWith("10.9.0.");
            assertThat(Guest.pppDevices(sides.lac())).singleElement().asString().contains("vpn0");
            Ping.allThrough(sides.lac(), Peers.LNS_ADDRESS);
            Ping.unfragmented(sides.lac(), Peers.LNS_ADDRESS, 1400);
            ours.stop();
            theirs.process().awaitLine("Connection closed to 10.8.0.2", Ours.LIMIT);
            Guest.assertNothingOfL2tp(sides.lac());
        }
    }
}
