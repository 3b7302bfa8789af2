package org.jl2tpd.management.jmx;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.model.ManagedEvent;
import org.jl2tpd.management.model.NotificationSwitches;
import org.jl2tpd.management.model.NotificationSwitches.Group;

/**
 * Makes notifications of events. Listeners are called on a thread of its own; who is slow loses notifications, which are counted, and holds up
 * nobody else.
 */
final class EventNotifications implements Consumer<ManagedEvent>, Closeable {
    /** Notifications that wait for slow listeners at most. */
    static final int QUEUE_LIMIT = 1_000;

    /** Notifications a second, unless it is changed. */
    static final int PER_SECOND = 50;

    static final int MOST_PER_SECOND = 1_000;
    /** Name of {@link #perSecond()} in the state store. */
    private static final String STORED_LIMIT = "jmx.notifications_per_second";

    private static final long SECOND_NS = 1_000_000_000L;

    private final ManagedDaemon daemon;
    private final ObjectName source;
    private final ThreadPoolExecutor executor;
    private final NotificationBroadcasterSupport broadcaster;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong suppressed = new AtomicLong();
    private final NotificationSwitches switches;
    private volatile int perSecond;
    private long secondBeganNs = System.nanoTime() - SECOND_NS;
    private int inThisSecond;

    EventNotifications(ManagedDaemon daemon, ObjectName source) {
        this.daemon = daemon;
        this.source = source;
        switches = new NotificationSwitches(daemon);
        String stored = daemon.state().get(STORED_LIMIT, "");
        perSecond = stored.matches("[0-9]{1,4}") ? Integer.parseInt(stored) : PER_SECOND;
        executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE_LIMIT),
                this::thread,
                (task, full) -> suppressed.incrementAndGet());
        broadcaster = new NotificationBroadcasterSupport(executor, NotificationTypes.info());
        daemon.events().listen(this);
    }

    private Thread thread(Runnable task) {
        String name = daemon.name();
        var thread = new Thread(task, name.isEmpty() ? "jmx-notifications" : "jmx-notifications-" + name);
        thread.setDaemon(true);
        return thread;
    }

    NotificationBroadcasterSupport broadcaster() {
        return broadcaster;
    }

    /** On the event hub's thread. */
    @Override
    public void accept(ManagedEvent event) {
        if (NotificationTypes.isOfEachSession(event.event().kind()) && !sessions()) {
            return;
        }
        if (!mayGo(System.nanoTime())) {
            suppressed.incrementAndGet();
            return;
        }
        EventInfo info = EventInfo.of(event);
        var notification = new Notification(
                NotificationTypes.type(event.event().kind()), source, event.number(), event.wallMs(), words(info));
        notification.setUserData(NotificationTypes.data(info));
        sent.incrementAndGet();
        broadcaster.sendNotification(notification);
    }

    private boolean mayGo(long nowNs) {
        if (nowNs - secondBeganNs >= SECOND_NS) {
            secondBeganNs = nowNs;
            inThisSecond = 0;
        }
        return inThisSecond++ < perSecond;
    }

    private static String words(EventInfo info) {
        var text = new StringBuilder(info.kind());
        add(text, "tunnel", info.tunnelId() == 0 ? "" : Integer.toString(info.tunnelId()));
        add(text, "session", info.sessionId() == 0 ? "" : Integer.toString(info.sessionId()));
        add(text, "name", info.tunnelName());
        add(text, "peer", info.peer());
        add(text, "user", info.user());
        add(text, "detail", info.detail());
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(' ').append(name).append('=').append(value);
        }
    }

    boolean sessions() {
        return switches.isOn(Group.SESSIONS);
    }

    void sessions(boolean on) {
        Calls.act(() -> switches.set(Group.SESSIONS, on));
    }

    int perSecond() {
        return perSecond;
    }

    void perSecond(int limit) {
        if (limit < 1 || limit > MOST_PER_SECOND) {
            throw new IllegalArgumentException("1 to " + MOST_PER_SECOND + " a second, not " + limit);
        }
        try {
            daemon.state().put(STORED_LIMIT, Integer.toString(limit));
        } catch (IOException e) {
            throw new IllegalStateException("it could not be written to disk: " + e.getMessage());
        }
        perSecond = limit;
    }

    long sent() {
        return sent.get();
    }

    long suppressed() {
        return suppressed.get();
    }

    @Override
    public void close() {
        daemon.events().forget(this);
        executor.shutdown();
    }
}
