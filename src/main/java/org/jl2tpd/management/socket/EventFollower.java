package org.jl2tpd.management.socket;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.ManagedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one client of events as they happen, an object a line, from a thread of its own. Between it and the hub stands a queue: a client that
 * does not read is cut off when that is full, and holds nobody.
 */
final class EventFollower implements Closeable {
    /** Clients that follow at once, of {@link ControlSocketServer#CLIENT_LIMIT} in all. */
    static final int LIMIT = 8;

    /** Events that wait for one client. */
    static final int QUEUE_LIMIT = 2_000;

    /** After so long without an event a line says that all is well, so that either end notices when the other is gone. */
    static final int ALIVE_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);
    private final AtomicInteger following;
    private final EventHub events;
    private final EventFilter filter;
    private final String user;
    private final ArrayBlockingQueue<ManagedEvent> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Consumer<ManagedEvent> listener = this::offer;
    private final List<ManagedEvent> before;
    private volatile Closeable connection;
    private volatile boolean isSlow;
    private volatile boolean isClosed;
    /** Number of the last event that was looked at. */
    private long last;

    private volatile Thread thread;

    private EventFollower(
            AtomicInteger following, EventHub events, EventFilter filter, String user, long after, int limit) {
        this.following = following;
        this.events = events;
        this.filter = filter;
        this.user = user;
        events.listen(listener);
        List<ManagedEvent> known = events.after(after);
        int skipped = Math.max(0, known.size() - limit);
        before = known.subList(skipped, known.size());
        last = skipped == 0 ? after : known.get(skipped - 1).number();
    }

    /**
     * Begins to listen.
     *
     * @param following how many do
     * @param after number of the last event that the client knows
     * @param limit so many of those that were before, at most
     * @return null when too many follow already
     */
    static EventFollower open(
            AtomicInteger following, EventHub events, EventFilter filter, String user, long after, int limit) {
        if (following.incrementAndGet() > LIMIT) {
            following.decrementAndGet();
            return null;
        }
        return new EventFollower(following, events, filter, user, after, limit);
    }

    /** On the hub's thread. */
    private void offer(ManagedEvent event) {
        if (!queue.offer(event) && !isSlow) {
            isSlow = true;
            Closeable open = connection;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // It is of no more use.
                }
            }
        }
    }

    /** A line that is no event. */
    private record Lost(long lost, long after) {}

    private record Alive(boolean alive, long last, long lost) {}

    /** Writes lines until {@link #close}, or until the client goes or is too slow; then the connection is closed. */
    void run(LineChannel lines) {
        thread = Thread.currentThread();
        connection = lines;
        try (lines) {
            for (ManagedEvent event : before) {
                tell(lines, event);
            }
            while (!isSlow && !isClosed) {
                ManagedEvent event = queue.poll(ALIVE_MS, TimeUnit.MILLISECONDS);
                if (event == null) {
                    lines.writeLine(ControlProtocol.GSON.toJson(new Alive(true, last, events.lost())));
                } else {
                    tell(lines, event);
                }
            }
        } catch (InterruptedException | IOException e) {
            // It is closed, or the client went away: nobody is left to tell.
        }
        if (isSlow) {
            events.countCutOff();
            LOG.atWarn()
                    .addKeyValue("by", user)
                    .addKeyValue("waiting", queue.size())
                    .log("event_reader_too_slow");
        }
    }

    private void tell(LineChannel lines, ManagedEvent event) throws IOException {
        if (event.number() <= last) {
            return;
        }
        if (event.number() > last + 1) {
            lines.writeLine(ControlProtocol.GSON.toJson(new Lost(event.number() - last - 1, last)));
        }
        last = event.number();
        if (filter.wants(event.event())) {
            lines.writeLine(ControlProtocol.GSON.toJson(EventLine.of(event)));
        }
    }

    @Override
    public synchronized void close() {
        events.forget(listener);
        if (!isClosed) {
            isClosed = true;
            following.decrementAndGet();
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
