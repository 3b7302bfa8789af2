package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jl2tpd.interop.Configurations;
import org.jl2tpd.interop.Jl2tpd;
import org.jl2tpd.interop.Namespace;
import org.jl2tpd.interop.NetLab;
import org.jl2tpd.interop.Running;
import org.jl2tpd.interop.Wait;
import org.jl2tpd.interop.Xl2tpd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How fast 500 sessions come up: on both ends ours, on both ends xl2tpd with pppd, each session in a tunnel of its own to an address of its own, which
 * is the only way that xl2tpd knows; then all in one tunnel of ours. Counted from the first link that is up to the last, on both ends, or for four
 * minutes: xl2tpd gives up tunnels whose answers it had no time to read, and does not always come to 500.
 */
@Tag("bench")
class SetUpRateKT {
    private static final int SESSIONS = 500;
    /** Third octets that addresses of the two ends begin at. */
    private static final int SERVERS = 0;

    private static final int CLIENTS = 100;
    private static final int UNDER_WAY = 20;
    /** xl2tpd takes what it reads at once for one command. */
    private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final double WANTED = 10;
    private static final Duration LIMIT = Duration.ofSeconds(240);

    @BeforeEach
    void need() {
        Guest.need();
    }

    @Test
    @Timeout(1500)
    void isTenTimesThatOfXl2tpdAndPppd() {
        Figures.print("set-up rate of " + SESSIONS + " sessions, both ends in one guest");
        Rate inOne = ours("bench-rate-one", Ours.manyLac(address(SERVERS, 0), SESSIONS));
        Figures.print("  jl2tpd, all in one tunnel: " + inOne);
        Rate ours = ours("bench-rate-tunnels", tunnels());
        Figures.print("  jl2tpd, a tunnel each: " + ours);
        Rate theirs = theirs();
        Figures.print("  xl2tpd + pppd, a tunnel each: " + theirs);
        double ratio = ours.perSecond() / theirs.perSecond();
        Figures.print(String.format(Locale.ROOT, "  ratio with a tunnel each %.1f", ratio));
        assertThat(ours.up()).isEqualTo(SESSIONS);
        assertThat(ratio).isGreaterThanOrEqualTo(WANTED);
    }

    private static Rate ours(String name, String client) {
        try (NetLab lab = new NetLab(name)) {
            Sides sides = sides(lab);
            Jl2tpd lns = Ours.lns(sides.lns(), Ours.manyLns());
            Jl2tpd lac = Jl2tpd.start(sides.lac(), "lac", Ours.KERNEL, client);
            Rate rate = rate(lns.process(), lac.process());
            lac.stop();
            lns.stop();
            return rate;
        }
    }

    /** Dialled a few at a time: xl2tpd gives most tunnels up when all are dialled at once. */
    private static Rate theirs() {
        try (NetLab lab = new NetLab("bench-rate-xl2tpd")) {
            Sides sides = sides(lab);
            Running lns = Peers.manyLns(sides.lns()).process();
            List<String> servers = IntStream.range(0, SESSIONS)
                    .mapToObj(i -> address(SERVERS, i))
                    .toList();
            Xl2tpd lac = Peers.manyLac(sides.lac(), servers);
            Thread dialler = new Thread(() -> dial(lac, new LinkUps(lns.pid())));
            dialler.setDaemon(true);
            dialler.start();
            return rate(lns, lac.process());
        }
    }

    private static void dial(Xl2tpd lac, LinkUps served) {
        int next = 0;
        while (next < SESSIONS && ProcessHandle.of(served.pid()).isPresent()) {
            if (next - served.count() < UNDER_WAY) {
                lac.command("c l" + next);
                next++;
            }
            Wait.pause(BETWEEN_COMMANDS);
        }
    }

    private static Rate rate(Running lns, Running lac) {
        LinkUps served = new LinkUps(lns.pid());
        LinkUps dialled = new LinkUps(lac.pid());
        Wait.until("first link", LIMIT, () -> served.count() > 0 && dialled.count() > 0, lac::lastLines);
        int already = Math.min(served.count(), dialled.count());
        long beginNs = System.nanoTime();
        int up = already;
        while (up < SESSIONS && System.nanoTime() - beginNs < LIMIT.toNanos()) {
            Wait.pause(BETWEEN_LOOKS);
            up = Math.min(served.count(), dialled.count());
        }
        return new Rate(already, up, (System.nanoTime() - beginNs) / 1e9);
    }

    /** @param seconds from the first look that found links, {@code already} of them, to when {@code up} were up */
    private record Rate(int already, int up, double seconds) {
        double perSecond() {
            return (up - already) / seconds;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f/s (%d up after %.1f s)", perSecond(), up, seconds);
        }
    }

    /** Each end has 500 addresses and 500 routes that choose among them, so that each tunnel has a pair of its own. */
    private static Sides sides(NetLab lab) {
        Sides sides = new Sides(lab.namespace("lns"), lab.namespace("lac"));
        lab.wire(sides.lns(), "10.8.255.1/16", sides.lac(), "10.8.255.2/16");
        pairs(sides.lns(), "w0a", SERVERS, CLIENTS);
        pairs(sides.lac(), "w0b", CLIENTS, SERVERS);
        return sides;
    }

    private static void pairs(Namespace namespace, String device, int ours, int theirs) {
        String batch = IntStream.range(0, SESSIONS)
                .mapToObj(i -> "addr add " + address(ours, i) + "/32 dev " + device + "\nroute add "
                        + address(theirs, i) + "/32 dev " + device + " src " + address(ours, i) + "\n")
                .collect(Collectors.joining());
        namespace.run("sh", "-c", "printf '%s' '" + batch + "' | ip -batch -");
    }

    private static String address(int block, int index) {
        return "10.8." + (block + index / 250) + "." + (1 + index % 250);
    }

    /** A client with a tunnel to each address. */
    private static String tunnels() {
        String one = Configurations.lac("ADDRESS");
        int first = one.indexOf("[[tunnel]]");
        StringBuilder all = new StringBuilder(one.substring(0, first));
        for (int i = 0; i < SESSIONS; i++) {
            all.append(one.substring(first)
                    .replace("ADDRESS", address(SERVERS, i))
                    .replace("\"vpn\"", "\"vpn-" + i + "\"")
                    .replace("\"vpn0\"", "\"vpn" + i + "\"")
                    .replace("\"" + Configurations.USER + "\"", "\"user" + i + "\""));
        }
        return all.toString();
    }
}
