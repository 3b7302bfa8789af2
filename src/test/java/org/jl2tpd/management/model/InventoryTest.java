package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private final FakeEngine engine = new FakeEngine();
    private final Inventory inventory = new Inventory(engine.control());
    private final List<String> told = new ArrayList<>();

    InventoryTest() {
        inventory.listen(new Inventory.Listener() {
            @Override
            public void tunnelAppeared(TunnelRow row) {
                told.add("+" + row.id());
            }

            @Override
            public void tunnelGone(TunnelRow row) {
                told.add("-" + row.id());
            }
        });
    }

    private void tunnels(int... ids) {
        engine.tunnels.clear();
        for (int id : ids) {
            engine.tunnels.add(FakeEngine.tunnel(id, "", "peer"));
        }
    }

    @Test
    void readsMoreThanOnePageOfSessionsInTheirOrder() throws ControlException {
        tunnels(1, 40_000);
        for (int id = 1; id <= Inventory.PAGE + 50; id++) {
            engine.sessions.add(FakeEngine.session(1, id, "u" + id));
        }
        engine.sessions.add(FakeEngine.session(40_000, 65_535, "last"));
        inventory.refresh();
        assertThat(inventory.sessions()).hasSize(Inventory.PAGE + 51);
        assertThat(inventory.sessions().lastEntry().getValue().view().user()).isEqualTo("last");
        assertThat(inventory
                        .sessions()
                        .higherEntry(SessionRow.key(1, Inventory.PAGE))
                        .getValue()
                        .id())
                .isEqualTo(Inventory.PAGE + 1);
        assertThat(inventory.sessionInterfaces()).hasSize(Inventory.PAGE + 51);
    }

    @Test
    void takesAwayWhatIsGoneAtTheBeginningInTheMiddleAndAtTheEnd() throws ControlException {
        tunnels(1, 2, 3, 4, 5);
        inventory.refresh();
        tunnels(2, 4);
        inventory.refresh();
        assertThat(inventory.tunnels().keySet()).containsExactly(2, 4);
        assertThat(inventory.tunnelInterfaces().keySet()).containsExactly(2, 4);
        assertThat(told).containsExactly("+1", "+2", "+3", "+4", "+5", "-1", "-3", "-5");
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherInterface() throws ControlException {
        tunnels(7);
        inventory.refresh();
        Views.Tunnel again = FakeEngine.tunnel(7, "", "peer");
        var detail = again.detail();
        var other = new Views.TunnelDetail(
                900,
                detail.createdNs(),
                0,
                true,
                0,
                0,
                0,
                0,
                0,
                false,
                false,
                60,
                -1,
                16,
                5,
                8,
                Views.PayloadSequencing.NEVER,
                0,
                false,
                1460,
                0,
                0,
                0,
                0,
                0,
                "");
        engine.tunnels.set(
                0,
                new Views.Tunnel(
                        7,
                        8,
                        "",
                        "ESTABLISHED",
                        false,
                        "192.0.2.1",
                        1701,
                        "192.0.2.2",
                        1701,
                        "peer",
                        "",
                        "default",
                        "default",
                        false,
                        0,
                        0,
                        0,
                        "",
                        0,
                        0,
                        other,
                        again.counters()));
        inventory.refresh();
        assertThat(inventory.tunnelInterfaces().keySet()).containsExactly(900);
        assertThat(told).containsExactly("+7", "-7", "+7");
    }

    @Test
    void aTunnelThatWaitsForItsNextAttemptIsNoRow() throws ControlException {
        tunnels(0, 3);
        inventory.refresh();
        assertThat(inventory.tunnels().keySet()).containsExactly(3);
        assertThat(inventory.whole().waitingTunnels()).hasSize(1);
    }

    @Test
    void aSessionLeavesWithTheEventOfItsEnd() throws ControlException {
        tunnels(1);
        engine.sessions.add(FakeEngine.session(1, 5, "alice"));
        inventory.refresh();
        inventory.onEvent(
                new EngineEvent(EngineEvent.Kind.SESSION_DOWN, 1, 5, "", null, "alice", null, "", "lost carrier"));
        assertThat(inventory.sessions()).isEmpty();
        assertThat(inventory.sessionInterfaces()).isEmpty();
    }

    @Test
    void aRowThatWasChangedIsReadAgainAlone() throws ControlException {
        tunnels(1);
        engine.sessions.add(FakeEngine.session(1, 5, "alice"));
        inventory.refresh();
        engine.sessions.set(0, FakeEngine.session(1, 5, "bob"));
        inventory.refreshSession(1, 5);
        assertThat(inventory.sessions().get(SessionRow.key(1, 5)).view().user()).isEqualTo("bob");
    }

    @Test
    @SuppressWarnings("try")
    void theFirstLookAfterALongRestFindsWhatIsThereNow() throws Exception {
        tunnels(1);
        try (InventoryThread thread = InventoryThread.start(inventory, "inventory-test")) {
            Eventually.equal(() -> inventory.tunnels().size(), 1);
            Thread.sleep(Inventory.REST_NS / 1_000_000 + 100);
            tunnels(1, 2);
            inventory.look();
            assertThat(inventory.tunnels()).hasSize(2);
        }
    }

    @Test
    @SuppressWarnings("try")
    void aLookIsNotHeldByAnEngineThatDoesNotAnswer() throws Exception {
        tunnels(1);
        try (InventoryThread thread = InventoryThread.start(inventory, "inventory-test")) {
            Eventually.equal(() -> inventory.tunnels().size(), 1);
            engine.silent = true;
            Thread.sleep(Inventory.REST_NS / 1_000_000 + 100);
            long beganNs = System.nanoTime();
            inventory.look();
            assertThat(System.nanoTime() - beganNs).isLessThan(2_000_000_000L);
            assertThat(inventory.tunnels()).hasSize(1);
        }
    }

    /** A walk by key meets every row that was there all the time, once, and comes to an end. */
    @Test
    void aWalkUnderChurnIsStrictlyIncreasingAndMeetsWhatStays() throws ControlException {
        Random random = new Random(1);
        var staying = new TreeSet<Integer>();
        for (int i = 1; i <= 50; i++) {
            staying.add(i * 1000);
        }
        var met = new TreeSet<Integer>();
        churn(random, staying);
        inventory.refresh();
        int at = 0;
        for (var row = inventory.tunnels().higherEntry(at);
                row != null;
                row = inventory.tunnels().higherEntry(at)) {
            assertThat(row.getKey()).isGreaterThan(at);
            at = row.getKey();
            met.add(at);
            churn(random, staying);
            inventory.refresh();
        }
        assertThat(met).containsAll(staying);
    }

    private void churn(Random random, TreeSet<Integer> staying) {
        var ids = new TreeSet<>(staying);
        random.ints(30, 1, 60_000).forEach(ids::add);
        tunnels(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
