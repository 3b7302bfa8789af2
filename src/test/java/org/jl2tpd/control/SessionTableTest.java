package org.jl2tpd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.control.TestParameters.SECOND;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jl2tpd.testing.SeededRandom;
import org.junit.jupiter.api.Test;

/** Session ids: found quickly, unpredictable, not assigned again too early (L2TP-9.1-01, -02, L2TP-5.3-01). */
class SessionTableTest {
    private final SeededRandom random = new SeededRandom(7);
    private final SessionTable table = new SessionTable(31 * SECOND);

    private Session add(long nowNs) {
        Session session = new Session(null, CallType.LNS_INCOMING, table.newId(nowNs, random));
        table.add(session);
        return session;
    }

    @Test
    void findsWhatIsInItAndNothingElse() {
        List<Session> live = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) > 0 || live.isEmpty()) {
                live.add(add(0));
            } else {
                Session gone = live.remove(random.nextInt(live.size()));
                table.remove(0, gone);
                assertThat(table.get(gone.localId)).isNull();
            }
        }
        assertThat(table.size()).isEqualTo(live.size());
        assertThat(live).allMatch(session -> table.get(session.localId) == session);
        assertThat(table.snapshot()).containsExactlyInAnyOrderElementsOf(live);
        live.forEach(session -> table.remove(0, session));
        assertThat(table.size()).isZero();
    }

    @Test
    void assignsEveryIdButZeroOnce() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < SessionTable.MAX_SESSIONS; i++) {
            ids.add(add(0).localId);
        }
        assertThat(ids).hasSize(SessionTable.MAX_SESSIONS).doesNotContain(0);
        assertThat(table.newId(0, random)).isZero();
    }

    @Test
    void keepsAFreedIdUnusedForItsTime() {
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < SessionTable.MAX_SESSIONS - 100; i++) {
            all.add(add(0));
        }
        Set<Integer> freed = new HashSet<>();
        for (Session session : all.subList(0, 100)) {
            table.remove(SECOND, session);
            freed.add(session.localId);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(freed).doesNotContain(add(31 * SECOND).localId);
        }
        assertThat(freed).contains(add(33 * SECOND).localId);
    }

    /** Rather an id that was freed a while ago than a refused call. */
    @Test
    void takesTheOldestFreedIdWhenNoOtherIsLeft() {
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < SessionTable.MAX_SESSIONS; i++) {
            all.add(add(0));
        }
        table.remove(SECOND, all.get(0));
        table.remove(2 * SECOND, all.get(1));
        assertThat(add(3 * SECOND).localId).isEqualTo(all.get(0).localId);
    }

    @Test
    void freesTheQuarantineInOrder() {
        IdQuarantine quarantine = new IdQuarantine(31 * SECOND);
        long farNs = 400L * 24 * 3600 * SECOND;
        for (int id = 1; id <= 100; id++) {
            quarantine.add(farNs + id * SECOND / 10, id);
        }
        assertThat(quarantine.size()).isEqualTo(100);
        quarantine.release(farNs + 36 * SECOND + SECOND / 20);
        assertThat(quarantine.contains(50)).isFalse();
        assertThat(quarantine.contains(51)).isTrue();
        quarantine.release(farNs + 100 * SECOND);
        assertThat(quarantine.size()).isZero();
        assertThat(quarantine.contains(100)).isFalse();
    }
}
