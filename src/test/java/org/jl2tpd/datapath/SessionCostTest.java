package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session of a pool costs on the shared device. */
class SessionCostTest {
    private static final int SESSIONS = 5000;
    /** Octets that a session may allocate for {@code open} and {@code close} together. */
    private static final long SESSION_OCTETS = 300;

    private final FakeKernel kernel = new FakeKernel();
    private final TunDatapath datapath = new TunDatapath(
            new TunSettings(
                    "pool0", 1500, true, List.of(IpPrefix.parse("10.0.0.0/16"), IpPrefix.parse("2001:db8::/32"))),
            kernel);
    private final FakeSession[] sessions = new FakeSession[SESSIONS];
    private final SessionNetwork[] networks = new SessionNetwork[SESSIONS];

    @BeforeEach
    void openTheFirst() {
        datapath.attach(new FakeSink());
        for (int i = 0; i < SESSIONS; i++) {
            sessions[i] = new FakeSession(i);
            networks[i] = Packets.lns("10.0.0.1", "10.0." + (1 + i / 256) + "." + i % 256, 0, null);
        }
        datapath.open(new FakeSession(SESSIONS), Packets.lns("10.0.0.1", "10.0.0.2", 0, null));
    }

    private void openAll() {
        for (int i = 0; i < SESSIONS; i++) {
            datapath.open(sessions[i], networks[i]);
        }
    }

    private void closeAll() {
        for (int i = 0; i < SESSIONS; i++) {
            datapath.close(sessions[i]);
        }
    }

    @Test
    void asksTheKernelForNothing() {
        kernel.changes = 0;
        datapath.open(sessions[0], networks[0]);
        datapath.open(sessions[1], Packets.lns("10.0.0.1", "10.0.0.9", 0xb1, "2001:db8:1::/64", "2001:db8:2::/56"));
        datapath.open(sessions[1], Packets.lns("10.0.0.1", "10.0.0.9", 0xb1, null));
        datapath.close(sessions[1]);
        datapath.close(sessions[0]);
        assertThat(kernel.changes).isZero();
    }

    @Test
    void allocatesLittle() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        openAll();
        closeAll();
        long before = threads.getCurrentThreadAllocatedBytes();
        openAll();
        closeAll();
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / SESSIONS;
        assertThat(each).isBetween(1L, SESSION_OCTETS);
    }
}
