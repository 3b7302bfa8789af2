package org.jl2tpd.management.model;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jl2tpd.engine.EngineEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events from the engine's thread without ever holding it, and tells those who listen from a thread of its own, in order. */
public final class EventHub implements Closeable {
    /** Events that wait to be told at most; more are counted and not told. */
    public static final int QUEUE_LIMIT = 10_000;

    /** Events that are kept for who looks later. */
    public static final int HISTORY_LIMIT = 1_000;

    /** How long a close waits for the last events to be told. */
    static final long CLOSE_WAIT_MS = 500;

    /** Milliseconds in which more events come before the thread looks again: each time that it has to be woken costs who publishes. */
    private static final long GATHER_MS = 2;

    /** Wakes the thread when there is nothing to tell any more. */
    private static final ManagedEvent END = new ManagedEvent(0, 0, null);

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final ArrayBlockingQueue<ManagedEvent> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final CopyOnWriteArrayList<Consumer<ManagedEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ArrayDeque<ManagedEvent> history = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long number;

    private EventHub(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static EventHub start(String name) {
        var made = new EventHub(name);
        made.thread.start();
        return made;
    }

    /** From any thread; the order of numbers is that of the queue. */
    public synchronized void publish(EngineEvent event) {
        long next = number + 1;
        number = next;
        if (!queue.offer(new ManagedEvent(next, System.currentTimeMillis(), event))) {
            lost.incrementAndGet();
        }
    }

    /** The listener is called on the hub's thread; it must not wait for long. */
    public void listen(Consumer<ManagedEvent> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<ManagedEvent> listener) {
        listeners.remove(listener);
    }

    /** The events after that number that are still known, the oldest first. */
    public List<ManagedEvent> after(long eventNumber) {
        synchronized (history) {
            return history.stream().filter(e -> e.number() > eventNumber).toList();
        }
    }

    /** Number of the last event that there was, told or not; 0 before one. */
    public long last() {
        return number;
    }

    /** Somebody who followed events did not keep up, and was cut off. */
    public void countCutOff() {
        cutOff.incrementAndGet();
    }

    /** How often that happened. */
    public long cutOff() {
        return cutOff.get();
    }

    /** Events that were not told, because too many waited. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                ManagedEvent first = queue.take();
                for (ManagedEvent event = first; event != null; event = queue.poll()) {
                    if (event != END) {
                        tell(event);
                    }
                }
                if (!closed) {
                    Thread.sleep(GATHER_MS);
                }
            }
        } catch (InterruptedException e) {
            // One by one: forEach would hold the queue's lock, and with it the publisher, as long as listeners take.
            for (ManagedEvent event = queue.poll(); event != null; event = queue.poll()) {
                if (event != END) {
                    tell(event);
                }
            }
        }
    }

    private void tell(ManagedEvent event) {
        synchronized (history) {
            history.addLast(event);
            if (history.size() > HISTORY_LIMIT) {
                history.removeFirst();
            }
        }
        for (Consumer<ManagedEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("event_listener_failed");
            }
        }
    }

    /** Has what waits told, at most for {@link #CLOSE_WAIT_MS}; what is published later is not told. */
    @Override
    public void close() {
        closed = true;
        queue.offer(END);
        try {
            if (thread != Thread.currentThread()) {
                thread.join(CLOSE_WAIT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
