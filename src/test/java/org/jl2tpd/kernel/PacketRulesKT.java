package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.interop.Jl2tpd.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** What the kernel does to packets of sessions because we asked it: MSS, sources, idle times. */
class PacketRulesKT {
    private static final Pattern MSS = Pattern.compile("\\[S\\].*\\bmss (\\d+)");
    private static final String FIB = "table ip t { chain c { type filter hook prerouting priority 0;"
            + " fib saddr . iif oif missing drop; }; }; delete table ip t";
    private static final String HOST = "10.9.0.2";

    @BeforeEach
    void need() {
        Guest.need();
    }

    /** A host behind the LNS, whose own wire is wider, opens a connection to the client. */
    @Test
    void theMssOfAForwardedConnectionFitsTheSession() {
        try (NetLab lab = new NetLab("kernel-mss")) {
            Sides sides = Sides.of(lab);
            Namespace host = lab.namespace("host");
            lab.wire(sides.lns(), "10.9.0.1/24", host, HOST + "/24");
            host.run("ip", "route", "add", "10.77.0.0/24", "via", "10.9.0.1");
            sides.lns().forwardIpv4();
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            String client = text(lac.awaitNetwork(Ours.LIMIT), "local_ipv4");
            String device = text(lns.awaitNetwork(Ours.LIMIT), "device");
            sides.lac().run("ip", "route", "add", "10.9.0.0/24", "dev", "vpn0");
            Wait.until(
                    "table of nftables",
                    Ours.LIMIT,
                    () -> sides.lns().run("nft", "list", "tables").contains("inet jl2tpd-"),
                    lns::describe);
            assertThat(sides.lns().run("ip", "-d", "link", "show", "dev", device))
                    .contains("group 1703");
            Running capture =
                    sides.lac().start("syns", "tcpdump", "-Z", "root", "-nli", "vpn0", "tcp[tcpflags] == tcp-syn");
            capture.awaitLine("listening on", Ours.LIMIT);
            host.tryRun("iperf3", "--connect-timeout", "3000", "-c", client);
            capture.awaitLine(MSS.pattern(), Ours.LIMIT);
            assertThat(mss(capture.output())).isEqualTo(1420);
            lac.stop();
            lns.stop();
            assertThat(sides.lns().run("nft", "list", "tables")).doesNotContain("jl2tpd-");
        }
    }

    private static int mss(String text) {
        Matcher syn = MSS.matcher(text);
        assertThat(syn.find()).as(text).isTrue();
        return Integer.parseInt(syn.group(1));
    }

    /** Where the kernel has fib expressions, also under a loose setting of all devices. */
    @Test
    @Tag("debian")
    @Timeout(400)
    void aClientSendsFromItsOwnAddressAlone() {
        try (NetLab lab = new NetLab("kernel-sources")) {
            Sides sides = Sides.of(lab);
            boolean hasFib = sides.lns().tryRun("nft", FIB).exit() == 0;
            sides.lns().run("sh", "-c", "echo " + (hasFib ? 2 : 0) + " > /proc/sys/net/ipv4/conf/all/rp_filter");
            Jl2tpd lns = Ours.lns(sides.lns());
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            lns.awaitNetwork(Ours.LIMIT);
            Wait.until(
                    "checking rule",
                    Ours.LIMIT,
                    () -> !hasFib || sides.lns().run("nft", "list", "ruleset").contains("meta nfproto ipv4 fib"),
                    lns::describe);
            sides.lac().run("ip", "addr", "add", "10.99.0.1/32", "dev", "lo");
            String[] ping = {"ping", "-c", "2", "-i", "0.2", "-W", "1", "-I", "", Ours.LNS_ADDRESS};
            sides.lns().run("ip", "route", "add", "10.99.0.0/24", "via", "10.8.0.2");
            ping[8] = "10.99.0.1";
            assertThat(sides.lac().tryRun(ping).exit()).isEqualTo(1);
            ping[8] = "vpn0";
            sides.lac().run(ping);
            lac.stop();
            lns.stop();
        }
    }

    @Test
    void aSessionWithoutPacketsEnds() {
        try (NetLab lab = new NetLab("kernel-idle")) {
            Sides sides = Sides.of(lab);
            String times = "idle_timeout = 8\nrouter_advertisement_seconds = 4";
            Jl2tpd lns = Ours.lns(sides.lns(), Ours.with(Configurations.lns(), "ppp_profile.lab", times));
            Jl2tpd lac = Ours.lac(sides.lac(), Sides.LNS, "");
            lac.awaitNetwork(Ours.LIMIT);
            lns.process().awaitLine("idle timeout", Ours.LIMIT);
            lac.stop();
            lns.stop();
        }
    }
}
