package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequence numbers in data messages on a network that loses and reorders. */
class SequenceKT {
    private static final String PROFILE = """

            [session_profile.numbered]
            use_sequence_numbers = true
            sequencing_required = true
            reorder_timeout = %d
            """;

    @BeforeEach
    void need() {
        Guest.need();
    }

    /** Without a reorder timeout what comes late is dropped; with one it is put in order, and both are counted. */
    @ParameterizedTest
    @CsvSource({"0, rx_sequence_discards", "200, rx_out_of_sequence"})
    void countsWhatCameOutOfOrder(int reorderTimeoutMs, String counter) {
        try (NetLab lab = new NetLab("kernel-sequence-" + reorderTimeoutMs)) {
            Line line = Line.start(lab, reorderTimeoutMs);
            line.sides
                    .lac()
                    .run(
                            "tc", "qdisc", "add", "dev", "w0b", "root", "netem", "delay", "20ms", "loss", "2%",
                            "reorder", "30%", "50%");
            line.ping();
            line.awaitCounted(counter);
            line.stop();
        }
    }

    @Test
    void numbersEveryPacketAndCountsNothingOnAGoodNetwork() {
        try (NetLab lab = new NetLab("kernel-sequence-good")) {
            Line line = Line.start(lab, 0);
            line.ping();
            assertThat(line.sides.lns().run("ip", "l2tp", "show", "session")).contains("sequence numbering: send recv");
            JsonObject counters = line.lns.sessions().get(0).getAsJsonObject("counters");
            assertThat(counters.get("rx_sequence_discards").getAsLong()).isZero();
            assertThat(counters.get("rx_out_of_sequence").getAsLong()).isZero();
            line.stop();
        }
    }

    private record Line(Sides sides, Jl2tpd lns, Jl2tpd lac) {
        static Line start(NetLab lab, int reorderTimeoutMs) {
            Sides sides = Sides.of(lab);
            String profile = PROFILE.formatted(reorderTimeoutMs);
            String use = "session_profile_name = \"numbered\"";
            Jl2tpd lns = Ours.lns(sides.lns(), Ours.with(Configurations.lns(), "tunnel_profile.lab", use) + profile);
            Jl2tpd lac = Jl2tpd.start(
                    sides.lac(),
                    "lac",
                    Ours.KERNEL,
                    Ours.with(Configurations.lac(Sides.LNS), "tunnel_profile.lab", use) + profile);
            lac.awaitNetwork(Ours.LIMIT);
            lns.awaitNetwork(Ours.LIMIT);
            return new Line(sides, lns, lac);
        }

        void ping() {
            sides.lac().tryRun("ping", "-n", "-q", "-i", "0.01", "-c", "300", "-W", "1", Ours.LNS_ADDRESS);
        }

        /** The figures are read now and then. */
        void awaitCounted(String counter) {
            Wait.until(
                    counter,
                    Ours.LIMIT,
                    () -> lns.sessions()
                                    .get(0)
                                    .getAsJsonObject("counters")
                                    .get(counter)
                                    .getAsLong()
                            > 0,
                    () -> lns.describe() + "\n" + sides.lns().run("cat", "/proc/net/pppol2tp"));
        }

        void stop() {
            lac.stop();
            lns.stop();
        }
    }
}
