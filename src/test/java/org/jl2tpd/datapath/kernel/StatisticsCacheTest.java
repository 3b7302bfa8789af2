package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.DataStatistics;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.SystemCallException;
import org.junit.jupiter.api.Test;

class StatisticsCacheTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private long nowNs = 1000 * SECOND_NS;
    private final FakeSource source = new FakeSource();
    private final StatisticsCache cache = new StatisticsCache(() -> nowNs);

    /** A kernel with figures by "tunnel/session", whose every answer takes a while. */
    private final class FakeSource implements StatisticsSource {
        private final Map<String, L2tpStatistics> kernel = new HashMap<>();
        private final List<String> calls = new ArrayList<>();
        private long takesNs;
        private Runnable whileReading = () -> {};
        private boolean failing;

        @Override
        public void readAll(Visitor visitor) throws SystemCallException {
            calls.add("all");
            nowNs += takesNs;
            whileReading.run();
            if (failing) {
                throw new SystemCallException("list L2TP sessions");
            }
            kernel.forEach((key, figures) -> {
                String[] ids = key.split("/");
                visitor.take(Long.parseLong(ids[0]), Long.parseLong(ids[1]), figures);
            });
        }

        @Override
        public L2tpStatistics read(long tunnelId, long sessionId) {
            calls.add(tunnelId + "/" + sessionId);
            return kernel.get(tunnelId + "/" + sessionId);
        }

        @Override
        public void close() {}
    }

    private static L2tpStatistics figures(long n) {
        return new L2tpStatistics(n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9);
    }

    @Test
    void showsZerosBeforeTheFirstReadingAndThenWhatTheKernelCounted() throws Exception {
        Meter tunnel = cache.openTunnel(7);
        Meter session = cache.openSession(7, 9);
        nowNs += 50 * MS;
        assertThat(session.statistics()).isEqualTo(new DataStatistics(0, 0, 0, 0, 0, 0, 0, 0, 50));
        source.kernel.put("7/0", figures(100));
        source.kernel.put("7/9", figures(200));
        source.kernel.put("8/9", figures(300));
        cache.refresh(source);
        nowNs += 3 * MS;
        assertThat(tunnel.statistics()).isEqualTo(new DataStatistics(100, 101, 102, 103, 104, 105, 106, 107, 3));
        assertThat(session.statistics()).isEqualTo(new DataStatistics(200, 201, 202, 203, 204, 205, 206, 207, 3));
        assertThat(session.figures().rxCookieDiscards()).isEqualTo(208);
    }

    @Test
    void neverGoesBack() throws Exception {
        Meter session = cache.openSession(7, 9);
        source.kernel.put("7/9", figures(200));
        cache.refresh(source);
        source.kernel.put("7/9", figures(10));
        cache.refresh(source);
        assertThat(session.statistics().txPackets()).isEqualTo(200);
        source.kernel.clear();
        cache.refresh(source);
        session.close(figures(150));
        assertThat(session.statistics().rxPackets()).isEqualTo(203);
    }

    @Test
    void keepsTheLastFiguresOfAClosedSession() throws Exception {
        Meter session = cache.openSession(7, 9);
        source.kernel.put("7/9", figures(200));
        cache.refresh(source);
        session.close(figures(250));
        source.kernel.put("7/9", figures(900));
        cache.refresh(source);
        session.take(figures(901));
        assertThat(session.statistics().txPackets()).isEqualTo(250);
        assertThat(cache.size()).isZero();
        Meter other = cache.openSession(7, 10);
        other.close(null);
        assertThat(other.statistics().txPackets()).isZero();
    }

    @Test
    void givesANewSessionNothingOfAnEarlierOneWithItsIds() throws Exception {
        Meter old = cache.openSession(7, 9);
        var fresh = new Meter[1];
        source.kernel.put("7/9", figures(900));
        source.takesNs = MS;
        source.whileReading = () -> {
            fresh[0] = cache.openSession(7, 9);
            old.close(figures(800));
        };
        cache.refresh(source);
        assertThat(fresh[0].statistics().txPackets()).isZero();
        assertThat(cache.size()).as("closing the old one leaves the new one").isEqualTo(1);
        source.kernel.put("7/9", figures(3));
        source.whileReading = () -> {};
        cache.refresh(source);
        assertThat(fresh[0].statistics().txPackets()).isEqualTo(3);
    }

    @Test
    void readsOftenWhileSomebodyLooksAndSeldomOtherwise() throws Exception {
        Meter session = cache.openSession(7, 9);
        cache.refresh(source);
        assertThat(cache.dueNs() - nowNs).isEqualTo(5 * SECOND_NS);
        session.statistics();
        assertThat(cache.dueNs() - nowNs).isEqualTo(SECOND_NS);
        nowNs += 11 * SECOND_NS;
        cache.refresh(source);
        assertThat(cache.dueNs() - nowNs).as("the look is long ago").isEqualTo(5 * SECOND_NS);
    }

    @Test
    void aGlanceIsNoLook() throws Exception {
        Meter session = cache.openSession(7, 9);
        cache.refresh(source);
        cache.glancing(true);
        session.statistics();
        session.figures();
        cache.glancing(false);
        assertThat(cache.dueNs() - nowNs).isEqualTo(5 * SECOND_NS);
        session.statistics();
        assertThat(cache.dueNs() - nowNs).isEqualTo(SECOND_NS);
    }

    @Test
    void restsTheLongerTheLongerAReadingTook() throws Exception {
        Meter session = cache.openSession(7, 9);
        source.takesNs = 200 * MS;
        cache.refresh(source);
        assertThat(cache.dueNs() - nowNs).isEqualTo(20 * SECOND_NS);
        session.statistics();
        assertThat(cache.dueNs() - nowNs).isEqualTo(4 * SECOND_NS);
        source.failing = true;
        assertThatThrownBy(() -> cache.refresh(source)).isInstanceOf(SystemCallException.class);
        assertThat(cache.dueNs() - nowNs).as("after a failure too").isEqualTo(4 * SECOND_NS);
    }

    @Test
    void wakesTheReaderOnceWhenSomebodyBeginsToLook() {
        int[] woken = {0};
        cache.onLook(() -> woken[0]++);
        Meter session = cache.openSession(7, 9);
        nowNs += 20 * SECOND_NS;
        session.statistics();
        session.statistics();
        assertThat(woken[0]).isEqualTo(1);
    }

    @Test
    void asksOneByOneWhereATunnelHasVeryManySessions() throws Exception {
        for (int i = 1; i <= StatisticsCache.DUMP_LIMIT; i++) {
            cache.openSession(7, i);
        }
        cache.refresh(source);
        assertThat(source.calls).containsExactly("all");
        Meter last = cache.openSession(7, StatisticsCache.DUMP_LIMIT + 1);
        source.kernel.put("7/" + (StatisticsCache.DUMP_LIMIT + 1), figures(5));
        source.calls.clear();
        cache.refresh(source);
        assertThat(source.calls).hasSize(StatisticsCache.DUMP_LIMIT + 1).doesNotContain("all");
        assertThat(last.statistics().txPackets()).isEqualTo(5);
    }

    @Test
    void tellsOnceOfASessionThatTheKernelHasNoLonger() throws Exception {
        var gone = new ArrayList<String>();
        cache.openSession(7, 9).onGone(() -> gone.add("7/9"));
        Meter closed = cache.openSession(7, 10);
        closed.onGone(() -> gone.add("7/10"));
        source.kernel.put("7/9", figures(1));
        source.kernel.put("7/10", figures(1));
        nowNs += MS;
        cache.refresh(source);
        closed.close(null);
        source.kernel.clear();
        assertThat(gone).isEmpty();
        nowNs += MS;
        cache.refresh(source);
        nowNs += MS;
        cache.refresh(source);
        assertThat(gone).containsExactly("7/9");
    }

    /** A dump that was interrupted may lack a session that is there. */
    @Test
    void asksForWhatADumpLacksBeforeItSaysThatItIsGone() throws Exception {
        var gone = new ArrayList<String>();
        cache.openSession(7, 9).onGone(() -> gone.add("7/9"));
        nowNs += MS;
        var patchy = new StatisticsSource() {
            @Override
            public void readAll(Visitor visitor) {}

            @Override
            public L2tpStatistics read(long tunnelId, long sessionId) {
                return figures(1);
            }

            @Override
            public void close() {}
        };
        cache.refresh(patchy);
        assertThat(gone).isEmpty();
    }
}
