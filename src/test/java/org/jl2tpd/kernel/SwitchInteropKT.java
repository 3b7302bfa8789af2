package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.SwitchLine;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our tunnel switch between daemons that are not ours. */
class SwitchInteropKT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String KERNEL = "datapath = \"kernel\"";
    private static final String MIDDLE = "10.8.1.2";

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    void xl2tpdCallsXl2tpdThroughTheKernelsBridge() {
        try (NetLab lab = new NetLab("kernel-switch-xl2tpd")) {
            SwitchLine line = SwitchLine.of(lab);
            Peers.lns(line.lns(), "");
            Jl2tpd middle = line.startSwitch(KERNEL, "peer = \"default\"");
            Peers.lac(line.lac(), MIDDLE, "");
            awaitAddress(line.lac(), middle);
            Ping.allThrough(line.lac(), Peers.LNS_ADDRESS);
            assertThat(SwitchLine.awaitBothLegs(middle)).hasSize(2);
            middle.stop();
        }
    }

    /** xl2tpd does not look at proxy AVPs: its pppd begins anew, through our frames in the process. */
    @Test
    void anLnsThatKnowsNoProxiesNegotiatesAnewAfterACallByRealm() {
        try (NetLab lab = new NetLab("kernel-switch-realm")) {
            SwitchLine line = SwitchLine.of(lab);
            Peers.lns(line.lns(), "");
            Jl2tpd middle = line.startSwitch("datapath = \"memory\"", "realm = \"isp.example\"");
            Jl2tpd lac = line.startLac(KERNEL);
            lac.awaitNetwork(LIMIT);
            Ping.allThrough(line.lac(), Peers.LNS_ADDRESS);
            assertThat(SwitchLine.awaitBothLegs(middle)).hasSize(2);
            lac.stop();
            middle.stop();
        }
    }

    private static void awaitAddress(Namespace lac, Jl2tpd middle) {
        Wait.until(
                "address on ppp0",
                LIMIT,
                () -> lac.tryRun("ip", "-4", "addr", "show", "dev", "ppp0")
                        .text()
                        .contains(Peers.LNS_ADDRESS + "/"),
                middle::describe);
    }
}
