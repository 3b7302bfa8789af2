package org.jl2tpd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.UdpSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reading of the driver's figures costs, with many sessions in one tunnel: why the statistics are paced, and when each is asked for. */
@Tag("bench")
class StatisticsCostKT {
    private static final long LOOPBACK_LO = 0xffff_7f00_0001L;
    private static final int TUNNEL = 1;
    private static final int ROUNDS = 5;

    @BeforeEach
    void need() {
        Guest.need();
    }

    /** How long something took. */
    private interface Work {
        void run() throws SystemCallException;
    }

    private static double medianMs(Work work) throws SystemCallException {
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long beginNs = System.nanoTime();
            work.run();
            rounds.add((System.nanoTime() - beginNs) / 1e6);
        }
        return Figures.median(rounds);
    }

    private static L2tpSession session(int id) {
        return new L2tpSession(
                TUNNEL, 2, id, id, L2tpSession.PPP, "", new byte[0], new byte[0], 1, false, false, false, 0, null);
    }

    /** The dump counts from the first session again for each. */
    @Test
    @Timeout(300)
    void aDumpOfTenThousandSessionsCostsMoreThanAskingForEach() throws SystemCallException {
        Figures.print("reading the figures of all sessions of one tunnel, median of " + ROUNDS + ", ms");
        double[] few = costs(500);
        double[] many = costs(10_000);
        assertThat(few[0]).as("a dump of 500").isLessThan(few[1]);
        assertThat(many[1]).as("10,000 one after the other").isLessThan(many[0]);
    }

    /** Milliseconds of a dump, and of asking for one after the other. */
    private static double[] costs(int sessions) throws SystemCallException {
        try (UdpSocket socket = UdpSocket.open(true, 0, LOOPBACK_LO, 0, 1 << 16);
                L2tpNetlink netlink = new L2tpNetlink()) {
            socket.connect(0, LOOPBACK_LO, socket.port());
            netlink.createTunnel(
                    new L2tpTunnel(2, TUNNEL, 2, null, null, new L2tpTunnel.Udp(0, 0, true, false, false), null),
                    socket.fd());
            for (int id = 1; id <= sessions; id++) {
                netlink.createSession(session(id));
            }
            int[] seen = new int[1];
            double dump = medianMs(() -> netlink.sessions(each -> seen[0]++));
            double each = medianMs(() -> {
                for (int id = 1; id <= sessions; id++) {
                    netlink.session(TUNNEL, id);
                }
            });
            assertThat(seen[0]).isEqualTo(ROUNDS * sessions);
            netlink.deleteTunnel(TUNNEL);
            awaitEnd(netlink);
            Figures.print(String.format(
                    Locale.ROOT, "  %,6d sessions: dump %.1f   one request each %.1f", sessions, dump, each));
            return new double[] {dump, each};
        }
    }

    private static void awaitEnd(L2tpNetlink netlink) throws SystemCallException {
        while (netlink.tunnel(TUNNEL) != null) {
            Thread.onSpinWait();
        }
    }
}
