package org.jl2tpd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.TransportPath;
import org.junit.jupiter.api.Test;

class TunnelTableTest {
    private final TunnelTable table = new TunnelTable();
    private final SeededRandom random = new SeededRandom(1);
    private final Core core =
            new Pair(new Conf("lns"), new Conf("lac")).start(0).lns.engine.core();

    private TunnelEntry entry(int id) {
        var profiles = new Resolved(null, new Profile(ProfileKind.TUNNEL, "default", Map.of()), null, null);
        return new TunnelEntry(core, id, profiles, (TransportPath) null, null, 0);
    }

    /** L2TP-9.1-01, L2TP-5.3-01. */
    @Test
    void idsAreNeitherZeroNorInSequence() {
        int ordered = 0;
        int last = 0;
        for (int i = 0; i < 1_000; i++) {
            int id = table.allocateId(0, random);
            table.put(entry(id));
            assertThat(id).isBetween(1, 65_535);
            ordered += id == last + 1 ? 1 : 0;
            last = id;
        }
        assertThat(ordered).isLessThan(10);
        assertThat(table.size()).isEqualTo(1_000);
    }

    /** L2TP-9.1-02. */
    @Test
    void anIdRestsBeforeItIsUsedAgain() {
        for (int i = 0; i < TunnelTable.CAPACITY; i++) {
            table.put(entry(table.allocateId(0, random)));
        }
        assertThat(table.allocateId(0, random)).isZero();
        TunnelEntry gone = table.get(4711);
        table.remove(gone, 31);
        assertThat(table.get(4711)).isNull();
        assertThat(table.allocateId(30, random)).isZero();
        assertThat(table.allocateId(31, random)).isEqualTo(4711);
    }

    @Test
    void aReservedIdIsNeverGivenOut() {
        table.reserve(4711);
        for (int i = 1; i < TunnelTable.CAPACITY; i++) {
            int id = table.allocateId(0, random);
            assertThat(id).isNotEqualTo(4711);
            table.put(entry(id));
        }
        assertThat(table.allocateId(0, random)).isZero();
    }

    @Test
    void walksInTheOrderOfIds() {
        for (int id : new int[] {5, 70, 700, 65_535}) {
            table.put(entry(id));
        }
        assertThat(table.after(0).id).isEqualTo(5);
        assertThat(table.after(5).id).isEqualTo(70);
        assertThat(table.after(70).id).isEqualTo(700);
        assertThat(table.after(700).id).isEqualTo(65_535);
        assertThat(table.after(65_535)).isNull();
    }
}
