package org.jl2tpd.aaa.accounting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Which records of a {@link Spool} are to be sent when: those of a key one after the other, many keys at once, and nothing past a barrier.
 * While nobody answers, a single record is tried now and then. Pure: time comes with the calls.
 */
final class Delivery {
    /** Most records that wait for an answer. */
    static final int MAX_IN_FLIGHT = 512;

    /** Most records that are in memory for it. */
    static final int MAX_LOADED = 4_096;

    /** Nanoseconds that nothing is tried for after nobody answered; doubled each time. */
    static final long FIRST_PAUSE_NS = 1_000_000_000L;

    static final long MAX_PAUSE_NS = 30 * FIRST_PAUSE_NS;

    /** A barrier no longer waits for records that were each tried so often: a server won't have them. */
    static final int STUBBORN_TRIES = 20;

    /** Where more than so many are before a barrier, each is tried less often, so that all of them take about as long. */
    static final int STUBBORN_RECORDS = 8;

    /** The least times that each is tried before a barrier passes it. */
    static final int MIN_STUBBORN_TRIES = 3;

    private static final int FIRST_WINDOW = 32;
    private static final int MAX_DOUBLINGS = 5;

    /** Where records come from. */
    @FunctionalInterface
    interface Source {
        /** The next one, null when there is none. */
        Segment.Numbered next();
    }

    private static final class Item {
        final Segment.Numbered numbered;
        boolean isInFlight;
        boolean isReleased;
        long sentNs;
        long notBeforeNs;
        int tries;

        Item(Segment.Numbered numbered) {
            this.numbered = numbered;
        }

        long number() {
            return numbered.number();
        }

        SpooledRecord record() {
            return numbered.record();
        }
    }

    private final Source source;
    private final TreeMap<Long, Item> loaded = new TreeMap<>();
    private final Map<String, Deque<Item>> keys = new HashMap<>();

    /** Those that were tried least first, so that one which a server won't have keeps nobody from being tried. */
    private final PriorityQueue<Item> ready = new PriorityQueue<>(
            Comparator.comparingInt((Item item) -> item.tries).thenComparingLong(Item::number));

    private final PriorityQueue<Item> delayed =
            new PriorityQueue<>((a, b) -> Long.signum(a.notBeforeNs - b.notBeforeNs));
    private Item barrier;
    private int inFlight;
    private int window = FIRST_WINDOW;
    private boolean isPaused;
    private long pausedUntilNs;
    private long pauseNs = FIRST_PAUSE_NS;
    private long lastTakenNs;
    private boolean wasTaken;
    private long lastFailureNs;
    private boolean hasFailed;

    Delivery(Source source) {
        this.source = source;
    }

    /** What is to be sent now; each is answered by {@link #taken} or {@link #failed}. */
    List<Segment.Numbered> poll(long nowNs) {
        if (isPaused && nowNs - pausedUntilNs >= 0) {
            isPaused = false;
        }
        List<Segment.Numbered> out = new ArrayList<>();
        if (isPaused) {
            return out;
        }
        while (!delayed.isEmpty() && nowNs - delayed.peek().notBeforeNs >= 0) {
            ready.add(delayed.poll());
        }
        while (inFlight < window) {
            loadUntried();
            if (ready.isEmpty()) {
                break;
            }
            out.add(send(ready.poll(), nowNs));
        }
        return out;
    }

    /** What was tried in vain must not keep those behind it from being tried. */
    private void loadUntried() {
        while ((ready.isEmpty() || ready.peek().tries > 0) && load()) {
            continue;
        }
    }

    private Segment.Numbered send(Item item, long nowNs) {
        item.isInFlight = true;
        item.sentNs = nowNs;
        item.tries++;
        inFlight++;
        return item.numbered;
    }

    /** Takes another record into memory; false when none may be. */
    private boolean load() {
        if (barrier != null || loaded.size() >= MAX_LOADED) {
            return false;
        }
        Segment.Numbered next = source.next();
        if (next == null) {
            return false;
        }
        Item item = new Item(next);
        loaded.put(item.number(), item);
        if (item.record().kind().isBarrier()) {
            barrier = item;
            passBarrier();
            return true;
        }
        Deque<Item> ofKey = keys.computeIfAbsent(item.record().key(), key -> new ArrayDeque<>(2));
        ofKey.add(item);
        if (ofKey.size() == 1) {
            ready.add(item);
        }
        return true;
    }

    private void passBarrier() {
        if (barrier != null && !barrier.isReleased && onlyStubbornBefore()) {
            barrier.isReleased = true;
            ready.add(barrier);
        }
    }

    private boolean onlyStubbornBefore() {
        int others = Math.max(STUBBORN_RECORDS, loaded.size() - 1);
        int enough = Math.max(MIN_STUBBORN_TRIES, STUBBORN_TRIES * STUBBORN_RECORDS / others);
        for (Item item : loaded.values()) {
            if (item != barrier && keys.get(item.record().key()).peekFirst().tries < enough) {
                return false;
            }
        }
        return true;
    }

    /** A server has taken it, or it can't be told to any; false when it was not on its way. */
    boolean taken(long number, long nowNs) {
        Item item = loaded.get(number);
        if (item == null || !item.isInFlight) {
            return false;
        }
        inFlight--;
        loaded.remove(number);
        wasTaken = true;
        lastTakenNs = nowNs;
        isPaused = false;
        pauseNs = FIRST_PAUSE_NS;
        window = Math.min(MAX_IN_FLIGHT, window * 2);
        if (item == barrier) {
            barrier = null;
        } else {
            nextOfKey(item.record().key());
        }
        passBarrier();
        return true;
    }

    private void nextOfKey(String key) {
        Deque<Item> ofKey = keys.get(key);
        ofKey.removeFirst();
        if (ofKey.isEmpty()) {
            keys.remove(key);
        } else {
            ready.add(ofKey.peekFirst());
        }
    }

    /** Nobody answered. */
    void failed(long number, long nowNs) {
        Item item = loaded.get(number);
        if (item == null || !item.isInFlight) {
            return;
        }
        inFlight--;
        item.isInFlight = false;
        boolean othersWereTaken = wasTaken && lastTakenNs - item.sentNs > 0;
        if (othersWereTaken) {
            item.notBeforeNs = nowNs + Math.min(MAX_PAUSE_NS, FIRST_PAUSE_NS << Math.min(item.tries, MAX_DOUBLINGS));
            delayed.add(item);
            passBarrier();
            return;
        }
        ready.add(item);
        passBarrier();
        if (!hasFailed || item.sentNs - lastFailureNs >= 0) {
            isPaused = true;
            pausedUntilNs = nowNs + pauseNs;
            pauseNs = Math.min(MAX_PAUSE_NS, pauseNs * 2);
            window = 1;
            hasFailed = true;
            lastFailureNs = nowNs;
        }
    }

    /** Whether {@link #poll} may have something at {@link #nextNs} though nothing happens before. */
    boolean hasDeadline() {
        return isPaused || !delayed.isEmpty();
    }

    /** When to poll again, where {@link #hasDeadline}. */
    long nextNs() {
        return isPaused ? pausedUntilNs : delayed.peek().notBeforeNs;
    }

    /** Tries at once what waits for its time, since we end. */
    void hurry() {
        isPaused = false;
        ready.addAll(delayed);
        delayed.clear();
    }

    int inFlight() {
        return inFlight;
    }

    /** When the oldest record that is in memory happened, {@link Long#MAX_VALUE} without one. */
    long oldestMs() {
        return loaded.isEmpty()
                ? Long.MAX_VALUE
                : loaded.firstEntry().getValue().record().eventMs();
    }

    /** Whether everything was taken. */
    boolean isIdle() {
        return loaded.isEmpty();
    }
}
