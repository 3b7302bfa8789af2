package org.jl2tpd.management.snmp.l2tp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step of a walk does not pass over rows of others. Every row passed over allocates something, so that what a step allocates counts them. */
class StepWorkTest {
    private static final int TUNNELS = 4_000;
    private static final int STEPS = 50;

    /** Octets that a step may allocate: some map entries and an answer. */
    private static final long STEP_LIMIT = 2_000;

    private final Stage stage = new Stage(true);

    @BeforeEach
    void fill() throws ControlException {
        for (int id = 1; id <= TUNNELS; id++) {
            stage.addTunnel(id, id);
        }
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static long allocatedByAStep(Rows<?> rows, int... index) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        rows.after(index);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
            rows.after(index);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
    }

    @Test
    void tunnelsWithoutSessionsAreNotPassedOverOneByOne() throws ControlException {
        stage.addSession(TUNNELS, 9, TUNNELS + 1, "LNS_INCOMING");
        stage.refresh();
        var rows = new SessionRows(stage.inventory);
        assertThat(rows.after(new int[0]).index()).containsExactly(TUNNELS, 9);
        assertThat(allocatedByAStep(rows)).isLessThan(STEP_LIMIT);
    }

    @Test
    void tunnelsThatAreNotOnTopOfTheStackAreNotPassedOverOneByOne() throws ControlException {
        for (int id = 1; id <= TUNNELS; id++) {
            stage.addSession(id, 9, TUNNELS + id, "LNS_INCOMING");
        }
        stage.refresh();
        var rows = new StackRows(new InterfaceRows(stage.inventory, true));
        assertThat(rows.after(new int[0]).index()).containsExactly(0, TUNNELS + 1);
        assertThat(allocatedByAStep(rows)).isLessThan(STEP_LIMIT);
    }

    @Test
    void sessionsThatAreNotStackedAreNotLookedAtForTheirTunnel() throws ControlException {
        for (int id = 1; id <= TUNNELS; id++) {
            stage.addSession(1, id, TUNNELS + id, "LAC_INCOMING");
        }
        stage.refresh();
        var rows = new StackRows(new InterfaceRows(stage.inventory, true));
        assertThat(rows.get(new int[] {0, 1})).isNotNull();
        assertThat(stage.inventory.order().carriesSessions(1)).isFalse();
        assertThat(allocatedByAStep(rows)).isLessThan(STEP_LIMIT);
    }

    @Test
    void aTunnelIsOnTopAgainWhenItsLastSessionEnds() throws ControlException {
        stage.addSession(1, 9, TUNNELS + 1, "LNS_INCOMING");
        stage.addSession(1, 10, TUNNELS + 2, "LNS_INCOMING");
        stage.refresh();
        var rows = new StackRows(new InterfaceRows(stage.inventory, true));
        assertThat(rows.get(new int[] {0, 1})).isNull();
        assertThat(stage.inventory.order().interfaceCount()).isEqualTo(TUNNELS + 2);
        stage.sessions.remove(0);
        stage.refresh();
        assertThat(rows.get(new int[] {0, 1})).isNull();
        stage.sessions.clear();
        stage.refresh();
        assertThat(rows.get(new int[] {0, 1})).isNotNull();
        assertThat(stage.inventory.order().sessions()).isEmpty();
        assertThat(stage.inventory.order().interfaceCount()).isEqualTo(TUNNELS);
    }
}
