package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers that open tunnels by the ten thousand and never answer: what is established does not notice. */
class FloodIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TUN = "datapath = \"tun\"";
    private static final String ADDRESSES = "10000";
    private static final String EACH = "3";
    private static final String GAP_MICROSECONDS = "100";
    /** Default of max_half_open_tunnels, and the one established tunnel. */
    private static final int MAX_TUNNELS = 1001;

    /** KiB that 30,000 SCCRQs may cost the process; a tunnel for each would cost more. */
    private static final long MAX_GROWTH_KIB = 64 * 1024;

    @BeforeEach
    void need() {
        Requirements.needNamespaces();
        Requirements.needDistribution();
        Requirements.needTun();
        Requirements.needPing();
    }

    @Test
    void leavesEstablishedSessionsUndisturbedAndMemoryBounded() {
        try (NetLab lab = new NetLab("flood")) {
            Namespace lns = lab.namespace("lns");
            Namespace lac = lab.namespace("lac");
            Namespace strangers = lab.namespace("strangers");
            lab.wire(lns, "10.8.0.1/24", lac, "10.8.0.2/24");
            lab.wire(lns, "10.8.1.1/24", strangers, "10.8.1.2/24");
            strangers.run("ip", "route", "add", "local", "10.200.0.0/16", "dev", "lo");
            strangers.run("ip", "route", "add", "10.8.0.0/24", "via", "10.8.1.1");
            lns.run("ip", "route", "add", "10.200.0.0/16", "via", "10.8.1.2");
            Jl2tpd server = Jl2tpd.start(lns, "lns", TUN, Configurations.lns());
            Jl2tpd client = Jl2tpd.start(lac, "lac", TUN, Configurations.lac("10.8.0.1"));
            client.awaitNetwork(LIMIT);
            Ping.allThrough(lac, "10.77.0.1");
            long before = residentKib(server);
            Running flood =
                    strangers.startJava("flood", SccrqFlood.class, "10.8.1.1", ADDRESSES, EACH, GAP_MICROSECONDS);
            Ping.allThrough(lac, "10.77.0.1");
            flood.awaitLine("sent 30000", LIMIT);
            assertThat(server.status().get("tunnels").getAsInt()).isLessThanOrEqualTo(MAX_TUNNELS);
            assertThat(server.status().get("sessions_established").getAsInt()).isEqualTo(1);
            assertThat(residentKib(server) - before).isLessThan(MAX_GROWTH_KIB);
            Ping.allThrough(lac, "10.77.0.1");
            assertThat(client.sessions()).hasSize(1);
            assertThat(server.counters().get("sccrq_half_open_limit").getAsLong())
                    .isPositive();
            client.stop();
            server.stop();
            assertThat(server.process().output()).doesNotContain("stop_cut_short");
        }
    }

    private static long residentKib(Jl2tpd daemon) {
        try {
            return Files.readAllLines(Path.of("/proc/" + daemon.process().pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
