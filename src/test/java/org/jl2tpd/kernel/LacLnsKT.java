package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our LAC against our LNS, both over the kernel's driver. */
class LacLnsKT {
    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Tag("debian")
    void carriesPingsBothWaysOverDevicesOfTheKernel() {
        try (NetLab lab = new NetLab("kernel-ping")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            String address = text(lac.awaitNetwork(Ours.LIMIT), "local_ipv4");
            JsonObject served = lns.awaitNetwork(Ours.LIMIT);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            Ping.allThrough(sides.lns(), address);
            assertThat(Guest.tunnels(sides.lns())).hasSize(1);
            assertThat(Guest.sessions(sides.lac())).hasSize(1);
            assertThat(Guest.pppDevices(sides.lac())).singleElement().asString().contains("vpn0", "mtu 1460");
            assertThat(Guest.pppDevices(sides.lns())).singleElement().asString().contains(text(served, "device"));
            assertThat(sides.lac().run("ip", "-4", "addr", "show", "dev", "vpn0"))
                    .contains(address + " peer " + Ours.LNS_ADDRESS);
            Ping.unfragmented(sides.lac(), Ours.LNS_ADDRESS, 1460);
            Ping.unfragmented(sides.lns(), address, 1460);
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void carriesIpv6InsideAndRoutesBehindTheClient() {
        try (NetLab lab = new NetLab("kernel-ipv6-inside")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            lns.awaitNetwork(Ours.LIMIT);
            sides.lac().run("ip", "addr", "add", "10.78.0.1/32", "dev", "lo");
            Ping.allThrough(sides.lns(), "10.78.0.1");
            sides.lns().run("ip", "addr", "add", "fd00:9::1/128", "dev", "lo");
            sides.lac().run("ip", "route", "add", "fd00:9::/64", "dev", "vpn0");
            Wait.until(
                    "address of the advertised prefix",
                    Ours.LIMIT,
                    () -> !sides.lac().globalIpv6Addresses("vpn0").isEmpty(),
                    lac::describe);
            Ping.throughIpv6(sides.lac(), "fd00:9::1");
            Ping.throughIpv6(
                    sides.lns(), sides.lac().globalIpv6Addresses("vpn0").get(0));
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void carriesPingsThroughATunnelOverIpv6() {
        try (NetLab lab = new NetLab("kernel-ipv6-transport")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS6, "");
            String address = text(lac.awaitNetwork(Ours.LIMIT), "local_ipv4");
            lns.awaitNetwork(Ours.LIMIT);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            assertThat(Guest.pppDevices(sides.lac())).singleElement().asString().contains("mtu 1440");
            Ping.unfragmented(sides.lns(), address, 1440);
            assertThat(sides.lns().run("ip", "l2tp", "show", "tunnel")).contains("fd08::2");
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void leavesNothingInTheKernelAfterAnOrderlyStop() {
        try (NetLab lab = new NetLab("kernel-stop")) {
            Sides sides = Sides.of(lab);
            var routes = sides.lns().routes();
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            lns.awaitNetwork(Ours.LIMIT);
            lac.stop();
            Wait.until(
                    "end of the LNS's session", Ours.LIMIT, () -> lns.sessions().isEmpty(), lns::describe);
            Guest.assertNothingOfL2tp(sides.lac());
            Wait.until(
                    "end of the LNS's device",
                    Ours.LIMIT,
                    () -> Guest.pppDevices(sides.lns()).isEmpty());
            lns.stop();
            Guest.assertNothingOfL2tp(sides.lns());
            assertThat(sides.lns().routes()).isEqualTo(routes);
        }
    }
}
