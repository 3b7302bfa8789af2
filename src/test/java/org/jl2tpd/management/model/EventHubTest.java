package org.jl2tpd.management.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.engine.EngineEvent;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private static EngineEvent event(int tunnel) {
        return new EngineEvent(EngineEvent.Kind.TUNNEL_UP, tunnel, 0, "", null, "", null, "", "");
    }

    @Test
    void tellsInOrderAndRemembersForWhoComesLater() throws InterruptedException {
        var told = new LinkedBlockingQueue<ManagedEvent>();
        try (EventHub hub = EventHub.start("events-test")) {
            hub.listen(told::add);
            hub.publish(event(1));
            hub.publish(event(2));
            assertThat(told.poll(5, TimeUnit.SECONDS).event().tunnelId()).isEqualTo(1);
            assertThat(told.poll(5, TimeUnit.SECONDS).number()).isEqualTo(2);
            assertThat(hub.after(1)).extracting(ManagedEvent::number).isEqualTo(List.of(2L));
        }
    }

    @Test
    void aListenerThatThrowsDoesNotKeepOthersFromHearing() throws InterruptedException {
        var told = new LinkedBlockingQueue<ManagedEvent>();
        try (EventHub hub = EventHub.start("events-test")) {
            hub.listen(event -> {
                throw new IllegalStateException("broken on purpose");
            });
            hub.listen(told::add);
            hub.publish(event(1));
            assertThat(told.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void neverHoldsThePublisherAndCountsWhatIsLost() throws InterruptedException {
        var release = new CountDownLatch(1);
        try (EventHub hub = EventHub.start("events-test")) {
            hub.listen(event -> await(release));
            for (int i = 0; i < EventHub.QUEUE_LIMIT + 10; i++) {
                hub.publish(event(i));
            }
            assertThat(hub.lost()).isBetween(8L, 10L);
            release.countDown();
        }
    }

    /** The engine's thread must be free to say goodbye to its peers while listeners still hear of what was. */
    @Test
    void doesNotHoldThePublisherWhileItCloses() throws InterruptedException {
        var first = new CountDownLatch(1);
        var draining = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        EventHub hub = EventHub.start("events-test");
        hub.listen(event -> {
            if (event.number() == 2) {
                draining.countDown();
            }
            awaitUninterrupted(event.number() == 1 ? first : second);
        });
        hub.publish(event(1));
        hub.publish(event(2));
        hub.publish(event(3));
        hub.close();
        first.countDown();
        draining.await();
        Thread publisher = new Thread(() -> hub.publish(event(4)));
        publisher.start();
        publisher.join(5_000);
        boolean held = publisher.isAlive();
        second.countDown();
        assertThat(held).isFalse();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWaitsIsToldBeforeItIsClosed() {
        var told = new java.util.concurrent.CopyOnWriteArrayList<Integer>();
        EventHub hub = EventHub.start("events-test");
        hub.listen(event -> {
            try {
                Thread.sleep(event.number() == 1 ? 50 : 0);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            told.add(event.event().tunnelId());
        });
        for (int i = 1; i <= 20; i++) {
            hub.publish(event(i));
        }
        hub.close();
        assertThat(told).hasSize(20);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
