package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A daemon that is killed takes what it had in the kernel with it, and comes back. */
class CrashKT {
    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Tag("debian")
    void aKilledLnsLeavesNothingAndServesAgain() {
        try (NetLab lab = new NetLab("kernel-killed-lns")) {
            Sides sides = Sides.of(lab);
            Jl2tpd first = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            first.awaitNetwork(Ours.LIMIT);
            first.process().kill();
            Guest.assertNothingOfL2tp(sides.lns());
            Jl2tpd second = Ours.lns(sides.lns());
            second.awaitNetwork(Ours.LIMIT);
            lac.awaitNetwork(Ours.LIMIT);
            Wait.until(
                    "ping",
                    Ours.LIMIT,
                    () -> sides.lac()
                                    .tryRun("ping", "-c", "1", "-W", "1", Ours.LNS_ADDRESS)
                                    .exit()
                            == 0);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            assertThat(Guest.sessions(sides.lns())).hasSize(1);
            assertThat(Guest.sessions(sides.lac())).hasSize(1);
            lac.stop();
            second.stop();
        }
    }

    @Test
    void theRouteToTheLnsThatAKilledLacLeavesIsTakenAwayByTheNext() {
        try (NetLab lab = new NetLab("kernel-killed-route")) {
            Sides sides = Sides.of(lab);
            Namespace lac = sides.lac();
            String system = Ours.KERNEL + "\nlisten_addresses = []\nruntime_directory = \""
                    + lab.sockets().resolve("run") + "\"";
            String client = Ours.with(Configurations.lac(Sides.LNS), "ppp_profile.lab", "default_route = true");
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd first = Jl2tpd.start(lac, "lac", system, client);
            first.awaitNetwork(Ours.LIMIT);
            first.process().kill();
            assertThat(lac.run("ip", "route", "show", "proto", "76")).contains(Sides.LNS);
            lac.run("ip", "link", "add", "vpn00", "type", "dummy");
            Jl2tpd second = Jl2tpd.start(lac, "second", system, client);
            assertThat(second.process().output()).contains("event=cleaned_up", "route " + Sides.LNS);
            second.awaitNetwork(Ours.LIMIT);
            second.stop();
            assertThat(lac.run("ip", "route", "show", "proto", "76")).isEmpty();
            assertThat(lac.devices()).contains("vpn00").doesNotContain("vpn0");
            lns.stop();
        }
    }

    @Test
    void aKilledLacLeavesNothingAndDialsAgain() {
        try (NetLab lab = new NetLab("kernel-killed-lac")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd first = Ours.lac(sides.lac(), Sides.LNS, "");
            first.awaitNetwork(Ours.LIMIT);
            first.process().kill();
            Guest.assertNothingOfL2tp(sides.lac());
            Jl2tpd second = Ours.lac(sides.lac(), Sides.LNS, "");
            second.awaitNetwork(Ours.LIMIT);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            second.stop();
            lns.stop();
            Guest.assertNothingOfL2tp(sides.lns());
        }
    }
}
