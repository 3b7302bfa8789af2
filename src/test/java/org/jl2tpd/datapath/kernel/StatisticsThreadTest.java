package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.testing.OwnNetwork.sh;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jl2tpd.linux.L2tpNetlink;
import org.jl2tpd.linux.L2tpSession;
import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.L2tpTunnel;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.testing.OwnNetwork;
import org.junit.jupiter.api.Test;

class StatisticsThreadTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @Test
    void readsOnItsOwnThreadAndTellsAProblemOnce() throws Exception {
        var cache = new StatisticsCache(System::nanoTime);
        Meter meter = cache.openSession(1, 2);
        var failures = new AtomicInteger();
        var read = new CountDownLatch(2);
        var closed = new CountDownLatch(1);
        var source = new StatisticsSource() {
            @Override
            public void readAll(Visitor visitor) throws SystemCallException {
                read.countDown();
                throw new SystemCallException(
                        "broken on " + Thread.currentThread().getName());
            }

            @Override
            public L2tpStatistics read(long tunnelId, long sessionId) {
                return null;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (var thread = new StatisticsThread(cache, source, System::nanoTime, problem -> {
            assertThat(problem).isEqualTo("broken on statistics");
            failures.incrementAndGet();
        })) {
            assertThat(thread).isNotNull();
            meter.statistics();
            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures.get()).isEqualTo(1);
    }

    @Test
    void readsOnAfterAFaultOfOurOwn() throws Exception {
        var cache = new StatisticsCache(System::nanoTime);
        Meter meter = cache.openSession(1, 2);
        var read = new CountDownLatch(2);
        var source = new StatisticsSource() {
            @Override
            public void readAll(Visitor visitor) {
                read.countDown();
                throw new IllegalStateException("a fault");
            }

            @Override
            public L2tpStatistics read(long tunnelId, long sessionId) {
                return null;
            }

            @Override
            public void close() {}
        };
        try (var thread = new StatisticsThread(cache, source, System::nanoTime, problem -> {})) {
            assertThat(thread).isNotNull();
            meter.statistics();
            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void showsWhatTheKernelCounted() throws Exception {
        OwnNetwork.run(() -> {
            try (var netlink = open()) {
                var udp = new L2tpTunnel.Udp(5000, 5001, true, false, false);
                netlink.createTunnel(new L2tpTunnel(3, 10, 11, LOOPBACK, LOOPBACK, udp, L2tpStatistics.NONE));
                netlink.createSession(new L2tpSession(
                        10,
                        0,
                        0xfffffff0L,
                        1,
                        5,
                        "l2t7",
                        new byte[0],
                        new byte[0],
                        1,
                        false,
                        false,
                        false,
                        0,
                        L2tpStatistics.NONE));
                var cache = new StatisticsCache(System::nanoTime);
                try (var thread = StatisticsThread.start(cache, problem -> {})) {
                    assertThat(thread).isNotNull();
                    Meter session = cache.openSession(10, 0xfffffff0L);
                    Meter tunnel = cache.openTunnel(10);
                    sh(
                            "ip link set l2t7 up && ip addr add 10.9.0.1/24 dev l2t7; ping -c 1 -W 1 10.9.0.2 >/dev/null; true");
                    for (int i = 0; i < 500 && session.statistics().txPackets() == 0; i++) {
                        Thread.sleep(20);
                    }
                    assertThat(session.statistics().txPackets()).isPositive();
                    assertThat(tunnel.statistics().txOctets()).isPositive();
                }
                netlink.deleteTunnel(10);
            }
        });
    }

    private static L2tpNetlink open() {
        try {
            return new L2tpNetlink();
        } catch (SystemCallException e) {
            assumeTrue(false, "needs the kernel's L2TP driver: " + e.getMessage());
            return null;
        }
    }
}
