package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TCP through a session of ours and through one of xl2tpd and pppd, both up at once, measured in turns. */
@Tag("bench")
class ThroughputKT {
    private static final int ROUNDS = 30;
    private static final int SECONDS = 1;
    private static final double WANTED = 0.98;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Timeout(600)
    void isThatOfXl2tpdAndPppd() {
        try (NetLab lab = new NetLab("bench-throughput")) {
            Way ours = ours(lab);
            Way theirs = theirs(lab);
            ours.round();
            theirs.round();
            List<Double> quotients = new ArrayList<>();
            List<Double> ourRates = new ArrayList<>();
            List<Double> theirRates = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                double theirRate = i % 2 == 0 ? theirs.round() : 0;
                double ourRate = ours.round();
                theirRate = i % 2 == 0 ? theirRate : theirs.round();
                ourRates.add(ourRate);
                theirRates.add(theirRate);
                quotients.add(ourRate / theirRate);
            }
            Figures.print(
                    "TCP through one session, Mbit/s, medians of " + ROUNDS + " rounds of " + SECONDS + " s in turns");
            Figures.print(String.format(
                    Locale.ROOT,
                    "  jl2tpd %.0f (%s)   xl2tpd + pppd %.0f (%s)   ratio of medians %.3f, median of the rounds' ratios %.3f",
                    Figures.median(ourRates),
                    Figures.range(ourRates),
                    Figures.median(theirRates),
                    Figures.range(theirRates),
                    Figures.median(ourRates) / Figures.median(theirRates),
                    Figures.median(quotients)));
            assertThat(Figures.median(quotients)).isGreaterThanOrEqualTo(WANTED);
        }
    }

    private static Way ours(NetLab lab) {
        Sides sides = sides(lab, "ours");
        String mtu = "mtu = 1400";
        Jl2tpd lns = Ours.lns(sides.lns(), Ours.with(Configurations.lns(), "tunnel_profile.lab", mtu));
        Jl2tpd lac = Jl2tpd.start(
                sides.lac(), "lac", Ours.KERNEL, Ours.with(Configurations.lac(Sides.LNS), "tunnel_profile.lab", mtu));
        lac.awaitNetwork(LIMIT);
        lns.awaitNetwork(LIMIT);
        assertThat(Guest.pppDevices(sides.lac())).singleElement().asString().contains("mtu 1400");
        return Way.serve(sides, Ours.LNS_ADDRESS, "iperf3-ours");
    }

    private static Way theirs(NetLab lab) {
        Sides sides = sides(lab, "theirs");
        Peers.lns(sides.lns(), "");
        Running lac = Peers.lac(sides.lac(), Sides.LNS, "").process();
        Wait.until("link of xl2tpd", LIMIT, () -> new LinkUps(lac.pid()).count() == 1, lac::lastLines);
        assertThat(Guest.pppDevices(sides.lac())).singleElement().asString().contains("mtu 1400");
        return Way.serve(sides, Peers.LNS_ADDRESS, "iperf3-theirs");
    }

    private static Sides sides(NetLab lab, String name) {
        Sides sides = new Sides(lab.namespace(name + "-lns"), lab.namespace(name + "-lac"));
        lab.wire(sides.lns(), Sides.LNS + "/24", sides.lac(), "10.8.0.2/24");
        return sides;
    }

    /** A client's namespace and the server's address at the other end of the session. */
    private record Way(Namespace client, String server) {
        static Way serve(Sides sides, String address, String name) {
            sides.lns()
                    .start(name, "iperf3", "-s", "-B", address, "--forceflush")
                    .awaitLine("listening", LIMIT);
            return new Way(sides.lac(), address);
        }

        /** Megabits a second that arrived. */
        double round() {
            String text = client.run("iperf3", "-J", "-c", server, "-t", "" + SECONDS);
            JsonObject end = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("end");
            return end.getAsJsonObject("sum_received").get("bits_per_second").getAsDouble() / 1e6;
        }
    }
}
