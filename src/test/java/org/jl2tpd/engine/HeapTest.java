package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jl2tpd.profile.PppAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heap of established sessions with their PPP, in the rooms up to the engine: two engines with 20,000 sessions in 40 tunnels. */
@Timeout(300)
class HeapTest {
    private static final int TUNNELS = 40;
    private static final int SESSIONS = 500;
    /** Generous: the aim is 3 KB, and the harness's own objects are counted too. */
    private static final long LIMIT_OCTETS = 4096;

    private static long usedOctets() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    void anEstablishedSessionIsSmall() {
        Conf lac = new Conf("lac.example");
        for (int t = 0; t < TUNNELS; t++) {
            lac.dial(Conf.tunnel("t" + t, true, SESSIONS, Pair.LNS));
        }
        Conf lns = new Conf("lns.example").set(PppAttributes.IPV6, false);
        Pair pair = new Pair(lns, lac);
        pair.nodes.forEach(node -> node.remembers = false);
        long before = usedOctets();
        pair.start(60);
        assertThat(pair.lns.open).hasSize(TUNNELS * SESSIONS);
        long after = usedOctets();
        long both = (after - before) / (TUNNELS * SESSIONS);
        pair.lns.crash();
        pair.lns.forget();
        long lacAlone = (usedOctets() - before) / (TUNNELS * SESSIONS);
        System.out.printf(
                "heap for each established session: LNS %d octets, LAC %d octets (with the harness)%n",
                both - lacAlone, lacAlone);
        assertThat(both - lacAlone).as("octets of a session at the LNS").isLessThan(LIMIT_OCTETS);
        assertThat(lacAlone).as("octets of a session at the LAC").isLessThan(LIMIT_OCTETS);
        assertThat(pair.lac.system().sessions()).isEqualTo(TUNNELS * SESSIONS);
    }
}
