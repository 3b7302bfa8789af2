package org.jl2tpd.management.snmp.jl2tpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.snmp.Rows;
import org.jl2tpd.management.snmp.TrialDaemon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tunnels and sessions by index, to the ends of the numbers. */
class LiveRowsTest {
    private static final long SEED = 2661;
    private static final int LAST = 65_535;
    private static final int[][] SESSIONS = {{1, 1}, {1, LAST}, {40_000, 7}, {LAST, 1}, {LAST, LAST}};

    private final TrialDaemon trial = new TrialDaemon();
    private Inventory inventory;

    @BeforeEach
    void fill() throws Exception {
        for (int id : new int[] {1, 40_000, LAST}) {
            trial.engine.tunnels.add(FakeEngine.tunnel(id, "", "host"));
        }
        for (int[] ids : SESSIONS) {
            trial.engine.sessions.add(FakeEngine.session(ids[0], ids[1], "u"));
        }
        inventory = trial.make().inventory();
        inventory.refresh();
    }

    private static <R> List<int[]> walk(Rows<R> rows) {
        List<int[]> seen = new ArrayList<>();
        for (Rows.Found<R> row = rows.after(new int[0]); row != null; row = rows.after(row.index())) {
            assertThat(rows.get(row.index())).isSameAs(row.row());
            seen.add(row.index());
        }
        return seen;
    }

    @Test
    void allAreWalkedInOrder() {
        assertThat(walk(new SessionRows(inventory)).stream().map(Arrays::toString))
                .containsExactlyElementsOf(
                        Arrays.stream(SESSIONS).map(Arrays::toString).toList());
        assertThat(walk(new TunnelRows(inventory)).stream().map(index -> index[0]))
                .containsExactly(1, 40_000, LAST);
    }

    @Test
    void whatFollowsIsTheFirstBehindAnyIndex() {
        Random random = new Random(SEED);
        int[] parts = {0, 1, 2, 7, 8, 39_999, 40_000, LAST, LAST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
        var rows = new SessionRows(inventory);
        for (int i = 0; i < 2_000; i++) {
            int[] index = random.ints(random.nextInt(4), 0, parts.length)
                    .map(at -> parts[at])
                    .toArray();
            int[] wanted = Arrays.stream(SESSIONS)
                    .filter(session -> Index.ORDER.compare(session, index) > 0)
                    .findFirst()
                    .orElse(null);
            Rows.Found<SessionRow> found = rows.after(index);
            assertThat(found == null ? null : found.index())
                    .as(Arrays.toString(index))
                    .isEqualTo(wanted);
        }
    }
}
