package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Ping;
import org.jl2tpd.interop.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our figures of a session against those of the device and of the driver. */
class StatisticsKT {
    /** Of the session with a device in /proc/net/pppol2tp: packets/octets/errors sent, the same received. */
    private static final Pattern DRIVER = Pattern.compile("(\\d+)/(\\d+)/\\d+ (\\d+)/(\\d+)/\\d+\\n *interface [^(]");

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    void showsTheFiguresOfTheDriverWhichGrowAsTheDevicesDo() {
        try (NetLab lab = new NetLab("kernel-statistics")) {
            Sides sides = Sides.of(lab);
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            String device = text(lns.awaitNetwork(Ours.LIMIT), "device");
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            awaitEqual(lns, sides.lns());
            Figures oursBefore = ours(lns);
            Figures deviceBefore = device(sides.lns(), device);
            Ping.allThrough(sides.lac(), Ours.LNS_ADDRESS);
            Ping.unfragmented(sides.lac(), Ours.LNS_ADDRESS, 1400);
            awaitEqual(lns, sides.lns());
            Figures ours = ours(lns);
            Figures grown = device(sides.lns(), device);
            assertGrownAlike(grown.rxPackets - deviceBefore.rxPackets, ours.rxPackets - oursBefore.rxPackets);
            assertGrownAlike(grown.txPackets - deviceBefore.txPackets, ours.txPackets - oursBefore.txPackets);
            lac.stop();
            lns.stop();
        }
    }

    /** The driver counts frames of PPP's own protocols too, of which an echo may have passed meanwhile. */
    private static void assertGrownAlike(long device, long driver) {
        assertThat(device).isGreaterThanOrEqualTo(40);
        assertThat(driver).isBetween(device, device + 4);
    }

    private static void awaitEqual(Jl2tpd daemon, Namespace namespace) {
        Wait.until(
                "same figures as the driver's",
                Ours.LIMIT,
                () -> ours(daemon).equals(driver(namespace)),
                () -> ours(daemon) + "\n" + namespace.run("cat", "/proc/net/pppol2tp"));
    }

    private static Figures ours(Jl2tpd daemon) {
        JsonObject counters = daemon.sessions().get(0).getAsJsonObject("counters");
        return new Figures(
                counters.get("rx_packets").getAsLong(),
                counters.get("rx_octets").getAsLong(),
                counters.get("tx_packets").getAsLong(),
                counters.get("tx_octets").getAsLong());
    }

    private static Figures device(Namespace namespace, String device) {
        JsonObject both = JsonParser.parseString(namespace.run("ip", "-s", "-j", "link", "show", "dev", device))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("stats64");
        JsonObject rx = both.getAsJsonObject("rx");
        JsonObject tx = both.getAsJsonObject("tx");
        return new Figures(
                rx.get("packets").getAsLong(),
                rx.get("bytes").getAsLong(),
                tx.get("packets").getAsLong(),
                tx.get("bytes").getAsLong());
    }

    private static Figures driver(Namespace namespace) {
        String text = namespace.run("cat", "/proc/net/pppol2tp");
        Matcher session = DRIVER.matcher(text);
        assertThat(session.find()).as(text).isTrue();
        return new Figures(number(session, 3), number(session, 4), number(session, 1), number(session, 2));
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }

    private record Figures(long rxPackets, long rxOctets, long txPackets, long txOctets) {}
}
