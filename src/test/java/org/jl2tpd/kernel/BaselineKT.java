package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guest itself, with xl2tpd and pppd on both ends: when this fails, the other tests say nothing about our daemon. */
@Tag("debian")
class BaselineKT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    void twoXl2tpdsAndTheirPppdsMeetOverTheKernelsDriver() {
        try (NetLab lab = new NetLab("kernel-baseline")) {
            Sides sides = Sides.of(lab);
            Peers.lns(sides.lns(), "");
            Peers.lac(sides.lac(), Sides.LNS, "");
            Wait.until(
                    "address on ppp0",
                    LIMIT,
                    () -> sides.lac()
                            .tryRun("ip", "-4", "addr", "show", "dev", "ppp0")
                            .text()
                            .contains("10.9.0.1/"));
            assertThat(Guest.tunnels(sides.lns())).hasSize(1);
            assertThat(Guest.sessions(sides.lac())).hasSize(1);
            Ping.allThrough(sides.lac(), Peers.LNS_ADDRESS);
            Ping.unfragmented(sides.lac(), Peers.LNS_ADDRESS, 1400);
        }
    }
}
