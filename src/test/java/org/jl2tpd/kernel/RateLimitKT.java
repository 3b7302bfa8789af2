package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jl2tpd.datapath.NetworkKernel;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.SystemCallException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rate limits that the kernel's traffic control keeps on a session's device. */
class RateLimitKT {
    private static final String RX = "4000000";
    private static final String TX = "10000000";
    private static final String LIMITS = "rx_bits_per_second = " + RX + "\ntx_bits_per_second = " + TX;
    private static final int SECONDS = 8;

    @BeforeEach
    void need() {
        Guest.need();
    }

    private static String limited() {
        return Ours.with(Configurations.lns(), "ppp_profile.lab", LIMITS);
    }

    @Test
    @Tag("debian")
    void aSessionCarriesNoMoreThanItsRatesEachWay() {
        try (NetLab lab = new NetLab("kernel-rates")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns(), limited());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            JsonObject session = lns.awaitNetwork(Ours.LIMIT);
            JsonObject detail = session.getAsJsonObject("detail");
            assertThat(detail.get("rx_limit_bits_per_second").getAsString()).isEqualTo(RX);
            assertThat(detail.get("tx_limit_bits_per_second").getAsString()).isEqualTo(TX);
            String device = text(session, "device");
            assertThat(sides.lns().run("tc", "qdisc", "show", "dev", device))
                    .contains("tbf 1: root", "rate 10Mbit", "ingress ffff:");
            assertThat(sides.lns().run("tc", "filter", "show", "dev", device, "parent", "ffff:"))
                    .contains("u32", "police", "rate 4Mbit", "action drop");
            sides.lns()
                    .start("iperf3", "iperf3", "-s", "-B", Ours.LNS_ADDRESS, "--forceflush")
                    .awaitLine("listening", Ours.LIMIT);
            assertThat(arrived(sides)).as("from the peer").isBetween(2.4e6, 4.4e6);
            assertThat(arrived(sides, "-R")).as("to the peer").isBetween(5e6, 11e6);
            lac.stop();
            Wait.until(
                    "end of the session",
                    Ours.LIMIT,
                    () -> Guest.pppDevices(sides.lns()).isEmpty(),
                    lns::describe);
            lns.stop();
        }
    }

    /** Bits a second of TCP's data that arrived. */
    private static double arrived(Sides sides, String... more) {
        String[] command = {"iperf3", "-J", "-c", Ours.LNS_ADDRESS, "-t", "" + SECONDS};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        String text = sides.lac().run(all);
        double rate = JsonParser.parseString(text)
                .getAsJsonObject()
                .getAsJsonObject("end")
                .getAsJsonObject("sum_received")
                .get("bits_per_second")
                .getAsDouble();
        Figures.print(
                "through a limited session " + String.join(" ", more) + ": " + Math.round(rate / 1000) + " kbit/s");
        return rate;
    }

    @Test
    void theDeviceOfAPppdIsLimitedToo() {
        try (NetLab lab = new NetLab("pppd-rates")) {
            Sides sides = Sides.of(lab);
            String pppd = "ppp = \"pppd\"\nauth_pap = false\n" + LIMITS;
            Jl2tpd lns = Ours.lns(sides.lns(), Ours.with(Configurations.lns(), "ppp_profile.lab", pppd));
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            String device = text(lns.awaitNetwork(Ours.LIMIT), "device");
            assertThat(sides.lns().run("tc", "qdisc", "show", "dev", device)).contains("rate 10Mbit", "ingress ffff:");
            lac.stop();
            lns.stop();
        }
    }

    /** Modules can be missing only where they are modules. */
    @Test
    @Tag("debian")
    void aKernelThatCannotLimitRefusesTheSessionAndNamesTheModule() throws IOException {
        assumeTrue(Guest.isEmulated(), "everything is built in here");
        Path blocked = Path.of("/etc/modprobe.d/no-police.conf");
        try (NetLab lab = new NetLab("kernel-no-police")) {
            Sides sides = Sides.of(lab);
            sides.lns().tryRun("modprobe", "-r", "act_police");
            Files.createDirectories(blocked.getParent());
            Files.writeString(blocked, "install act_police /bin/false\n");
            Jl2tpd lns = Ours.lns(sides.lns(), limited());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lns.process().awaitLine("act_police", Ours.LIMIT);
            assertThat(Guest.pppDevicesUp(sides.lns())).isZero();
            lac.stop();
            lns.stop();
        } finally {
            Files.deleteIfExists(blocked);
        }
    }

    @Test
    @Tag("debian")
    void limitsAreSetChangedAndTakenAwayOnALiveDevice() throws SystemCallException {
        try (NetLab lab = new NetLab("kernel-rates-live");
                NetworkKernel kernel = NetworkKernel.ofHost(Ledger.none())) {
            lab.run(List.of("ip", "link", "add", "rates0", "type", "dummy")).require();
            lab.run(List.of("ip", "link", "set", "rates0", "up")).require();
            int index = Linux.deviceIndex("rates0");
            kernel.begin();
            kernel.shape(index, 125_000, 16_384);
            kernel.openIngress(index);
            kernel.police(index, 250_000, 25_000);
            assertThat(kernel.commit()).isNull();
            assertThat(shown(lab)).contains("rate 1Mbit burst 16Kb").contains("rate 2Mbit burst 25000b");
            kernel.begin();
            kernel.shape(index, 1_250_000_000, 64 << 20);
            kernel.police(index, 12_500_000_000L, 64 << 20);
            assertThat(kernel.commit()).isNull();
            assertThat(shown(lab))
                    .contains("rate 10Gbit")
                    .contains("rate 100Gbit")
                    .doesNotContain("rate 2Mbit");
            kernel.begin();
            kernel.openIngress(index);
            assertThat(kernel.commit()).contains("sch_ingress");
            kernel.begin();
            kernel.unshape(index);
            kernel.closeIngress(index);
            assertThat(kernel.commit()).isNull();
            assertThat(shown(lab)).doesNotContain("tbf", "ingress", "police");
            lab.run(List.of("ip", "link", "del", "rates0")).require();
        }
    }

    private static String shown(NetLab lab) {
        return lab.run(List.of("tc", "qdisc", "show", "dev", "rates0")).require()
                + lab.run(List.of("tc", "filter", "show", "dev", "rates0", "parent", "ffff:"))
                        .require();
    }
}
