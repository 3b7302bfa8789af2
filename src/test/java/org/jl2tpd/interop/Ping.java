package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pings across networks that may lose packets: most must come back, and none may be too long. */
public final class Ping {
    private static final String COUNT = "20";
    /** Of 20; a network that loses 5 % each way loses 2 on average, more than 8 less than once in 2,000 runs. */
    private static final int MIN_ANSWERS = 12;
    /** Octets of IPv4 and ICMP header. */
    private static final int HEADERS = 28;

    private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");

    private Ping() {}

    public static void through(Namespace from, String target, int payload) {
        require(from.tryRun("ping", "-n", "-i", "0.05", "-W", "2", "-c", COUNT, "-s", "" + payload, target));
    }

    /** Across a network that loses nothing. */
    public static void allThrough(Namespace from, String target) {
        NetLab.Output output = from.tryRun("ping", "-n", "-i", "0.05", "-W", "2", "-c", COUNT, target);
        assertThat(output.text()).contains(COUNT + " received");
    }

    /** IPv4 packets of this length that must not be fragmented by our own host. */
    public static void unfragmented(Namespace from, String target, int packetOctets) {
        NetLab.Output output = from.tryRun(
                "ping",
                "-n",
                "-M",
                "do",
                "-i",
                "0.05",
                "-W",
                "2",
                "-c",
                COUNT,
                "-s",
                "" + (packetOctets - HEADERS),
                target);
        assertThat(output.text()).doesNotContain("too long").doesNotContain("Frag needed");
        require(output);
    }

    public static void throughIpv6(Namespace from, String target) {
        require(from.tryRun("ping", "-6", "-n", "-i", "0.05", "-W", "2", "-c", COUNT, target));
    }

    private static void require(NetLab.Output output) {
        Matcher matcher = RECEIVED.matcher(output.text());
        int answers = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        assertThat(answers).as(output.text()).isGreaterThanOrEqualTo(MIN_ANSWERS);
    }
}
