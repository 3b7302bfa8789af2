package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.wire.TraceFacility;
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
    void anOlderPictureOfTheWholeNeverReplacesANewerOne() throws Exception {
        var slow = new SlowAnswer(Command.ShowSystem.class);
        Thread older = begin(inventory::refreshWhole);
        slow.awaitAsked();
        Thread newer = begin(() -> {
            engine.control().setTrace(null, null, List.of("fsm"));
            inventory.refreshWhole();
        });
        awaitBlockedOrEnded(newer);
        slow.arrive();
        older.join();
        newer.join();
        assertThat(inventory.whole().system().traceMask()).isEqualTo(TraceFacility.FSM.bit());
    }

    @Test
    void whoReadsTheWholeDoesNotBringBackWaitingTunnelsThatAreKnownToBeGone() throws Exception {
        tunnels(0, 3);
        inventory.refreshTunnels();
        var slow = new SlowAnswer(Command.ShowClosed.class);
        Thread older = begin(inventory::refreshWhole);
        slow.awaitAsked();
        tunnels(3);
        Thread newer = begin(inventory::refreshTunnels);
        awaitBlockedOrEnded(newer);
        slow.arrive();
        older.join();
        newer.join();
        assertThat(inventory.whole().waitingTunnels()).isEmpty();
    }

    /** The first answer to such a command is made up at once and arrives late. */
    private final class SlowAnswer {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch arrives = new CountDownLatch(1);

        SlowAnswer(Class<? extends Command> kind) {
            engine.answering = command -> {
                if (kind.isInstance(command) && asked.getCount() > 0) {
                    asked.countDown();
                    await(arrives);
                }
            };
        }

        void awaitAsked() {
            await(asked);
        }

        void arrive() {
            arrives.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private interface Reading {
        void run() throws ControlException;
    }

    private static Thread begin(Reading reading) {
        Thread thread = new Thread(() -> {
            try {
                reading.run();
            } catch (ControlException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitBlockedOrEnded(Thread thread) throws Exception {
        Eventually.equal(
                () -> thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.TERMINATED, true);
    }

    /** Its sessions fill more than one page, and there are others behind them. */
    private void sessionsOfTunnels123() {
        for (int id = 1; id <= 2 * Inventory.PAGE + 50; id++) {
            engine.sessions.add(FakeEngine.session(2, id, "u" + id));
        }
        engine.sessions.add(0, FakeEngine.session(1, 1, "first"));
        engine.sessions.add(FakeEngine.session(3, 1, "last"));
    }

    @Test
    void sessionsOfATunnelThatCameAfterTheTunnelsWereReadAreReadAndThoseBehindThemToo() throws ControlException {
        tunnels(1, 3);
        sessionsOfTunnels123();
        engine.asking = command -> {
            if (command instanceof Command.ListSessions) {
                tunnels(1, 2, 3);
            }
        };
        inventory.refresh();
        assertThat(inventory.tunnels().keySet()).containsExactly(1, 2, 3);
        assertThat(inventory.sessions()).hasSize(2 * Inventory.PAGE + 52);
    }

    @Test
    void pagesOfSessionsWhoseTunnelIsGoneTakeNoOthersAway() throws ControlException {
        tunnels(1, 2, 3);
        sessionsOfTunnels123();
        inventory.refresh();
        tunnels(1, 3);
        inventory.refresh();
        assertThat(inventory.sessions().keySet()).containsExactly(SessionRow.key(1, 1), SessionRow.key(3, 1));
    }

    @Test
    void aRowStaysWhenTheEngineHasTooMuchToDoToSayAnythingOfIt() throws ControlException {
        tunnels(1);
        engine.sessions.add(FakeEngine.session(1, 5, "alice"));
        inventory.refresh();
        engine.busy = true;
        assertThatThrownBy(() -> inventory.refreshTunnel(1)).isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> inventory.refreshSession(1, 5)).isInstanceOf(ControlException.class);
        assertThat(inventory.tunnels()).hasSize(1);
        assertThat(inventory.sessions()).hasSize(1);
    }

    private int listings() {
        return (int) engine.asked.stream()
                .filter(command -> command instanceof Command.ListTunnels
                        || command instanceof Command.ListSessions
                        || command instanceof Command.ShowPeers)
                .count();
    }

    @Test
    @SuppressWarnings("try")
    void aReadingWhileNobodyLooksIsNoLookAtTheFigures() throws Exception {
        tunnels(1);
        try (InventoryThread thread = InventoryThread.start(inventory, "inventory-test")) {
            Eventually.equal(() -> inventory.whole().readNs() != 0, true);
            assertThat(engine.glances).hasValue(3);
            assertThat(listings()).isEqualTo(3);
            inventory.look();
            Eventually.equal(() -> listings() >= 6, true);
            assertThat(engine.glances).hasValue(3);
        }
    }

    @Test
    @SuppressWarnings("try")
    void theFirstLookAfterALongRestFindsWhatIsThereNow() throws Exception {
        tunnels(1);
        var patient = new Inventory(engine.control(), 0, 20_000);
        try (InventoryThread thread = InventoryThread.start(patient, "inventory-test")) {
            Eventually.equal(() -> patient.tunnels().size(), 1);
            tunnels(1, 2);
            patient.look();
            assertThat(patient.tunnels()).hasSize(2);
        }
    }

    @Test
    @SuppressWarnings("try")
    void aLookIsNotFulfilledByAReadingThatBeganBefore() throws Exception {
        tunnels(1);
        var patient = new Inventory(engine.control(), 0, 20_000);
        var slow = new SlowAnswer(Command.ListTunnels.class);
        try (InventoryThread thread = InventoryThread.start(patient, "inventory-test")) {
            slow.awaitAsked();
            tunnels(1, 2);
            Thread looking = begin(patient::look);
            Eventually.equal(looking::getState, Thread.State.TIMED_WAITING);
            slow.arrive();
            looking.join();
            assertThat(patient.tunnels()).hasSize(2);
        }
    }

    @Test
    @SuppressWarnings("try")
    void aLookIsNotHeldByAnEngineThatDoesNotAnswer() throws Exception {
        tunnels(1);
        var impatient = new Inventory(engine.control(), 0, 1);
        try (InventoryThread thread = InventoryThread.start(impatient, "inventory-test")) {
            Eventually.equal(() -> impatient.tunnels().size(), 1);
            engine.silent = true;
            long beganNs = System.nanoTime();
            impatient.look();
            assertThat(System.nanoTime() - beganNs).isLessThan(Control.DEFAULT_WAIT.toNanos() - 1_000_000_000L);
            assertThat(impatient.tunnels()).hasSize(1);
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
