package org.jl2tpd.daemon;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jl2tpd.engine.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what the process and its disks have left, before it is used up: operators hear of it as of a limit that was reached, once until it has
 * fallen again. Short of heap, new tunnels and sessions of peers are refused, so that those that are up stay up. A thread of its own.
 */
final class ResourceWatch implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);

    /** Between two looks, when nobody asks for one. */
    static final long PERIOD_MS = 250;

    /** At least between two looks: a heap that is nearly full is collected a hundred times a second. */
    static final long PAUSE_MS = 20;

    /** The part in use at which operators hear of it, and below which it is over. */
    static final int ALARM_PERCENT = 90;

    static final int OVER_PERCENT = 85;

    /** Of the heap, what is alive at which peers are refused, and below which they are not any more. */
    static final int REFUSE_PERCENT = 80;

    static final int ACCEPT_PERCENT = 75;

    /** Name of the resource that peers are refused for. */
    static final String HEAP = "heap";

    private final Supplier<List<Resource>> sample;
    private final Consumer<Command> commands;
    private final Map<String, Boolean> told = new HashMap<>();
    private final Semaphore asked = new Semaphore(0);
    private volatile List<String> alarms = List.of();
    private boolean refusing;
    private boolean isBlind;
    private Thread thread;

    /**
     * A part of something that is limited.
     *
     * @param name in words for an operator
     * @param used of it
     * @param limit 0 for none
     * @param unit behind the figures; empty for a count
     */
    record Resource(String name, long used, long limit, String unit) {
        int percent() {
            return limit <= 0 ? 0 : (int) Math.min(100, used * 100 / limit);
        }

        String words() {
            return name + " " + limit + unit + ", " + percent() + " % in use";
        }
    }

    /**
     * @param sample what there is at the moment
     * @param commands for the engine
     */
    ResourceWatch(Supplier<List<Resource>> sample, Consumer<Command> commands) {
        this.sample = sample;
        this.commands = commands;
    }

    static ResourceWatch start(String name, Supplier<List<Resource>> sample, Consumer<Command> commands) {
        var watch = new ResourceWatch(sample, commands);
        watch.thread = new Thread(watch::run, name);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Has it look soon: thousands of calls come in the time of a period. From any thread. */
    void lookSoon() {
        asked.release();
    }

    /** What is nearly used up, in words for an operator. */
    List<String> alarms() {
        return alarms;
    }

    private void run() {
        try {
            while (true) {
                tryToLook();
                Thread.sleep(PAUSE_MS);
                asked.tryAcquire(PERIOD_MS - PAUSE_MS, TimeUnit.MILLISECONDS);
                asked.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What can't be found out today must not keep us from looking tomorrow. */
    private void tryToLook() {
        try {
            look();
            isBlind = false;
        } catch (RuntimeException | InternalError e) {
            if (!isBlind) {
                LOG.atWarn().addKeyValue("reason", e.toString()).log("resources_not_known");
            }
            isBlind = true;
        }
    }

    void look() {
        List<String> now = new ArrayList<>();
        for (Resource resource : sample.get()) {
            boolean before = told.getOrDefault(resource.name(), false);
            int percent = resource.percent();
            boolean is = percent >= (before ? overAt(resource) : alarmAt(resource));
            told.put(resource.name(), is);
            if (is) {
                now.add(resource.words());
            }
            if (is && !before) {
                commands.accept(new Command.TellOfLimit(resource.words()));
            }
            if (resource.name().equals(HEAP)) {
                judgeHeap(percent);
            }
        }
        alarms = List.copyOf(now);
    }

    /** That of the heap is told when it has a consequence. */
    private static int alarmAt(Resource resource) {
        return resource.name().equals(HEAP) ? REFUSE_PERCENT : ALARM_PERCENT;
    }

    private static int overAt(Resource resource) {
        return resource.name().equals(HEAP) ? ACCEPT_PERCENT : OVER_PERCENT;
    }

    private void judgeHeap(int percent) {
        boolean refuse = percent >= (refusing ? ACCEPT_PERCENT : REFUSE_PERCENT);
        if (refuse != refusing) {
            refusing = refuse;
            commands.accept(new Command.RefuseForLack(refuse ? HEAP : ""));
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
