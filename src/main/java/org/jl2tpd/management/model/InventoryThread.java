package org.jl2tpd.management.model;

import java.io.Closeable;
import org.jl2tpd.management.ControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an {@link Inventory} fresh. While somebody looks, a reading that took t is followed by a pause of {@link #PAUSE_FACTOR} t, at least
 * {@link #WATCHED_PAUSE_MS}, so that it costs the engine a bounded share; otherwise every
 * {@link #IDLE_PAUSE_MS}, without counting as a look at the datapath's figures, and at once when somebody looks.
 */
public final class InventoryThread implements Closeable {
    /** A look keeps the tables fresh for so long. */
    static final long WATCHED_NS = 30_000_000_000L;

    static final long WATCHED_PAUSE_MS = 500;
    static final long IDLE_PAUSE_MS = 10_000;
    static final int PAUSE_FACTOR = 20;
    /** How long idle waiting sleeps before it sees that somebody looks. */
    private static final long STEP_MS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(InventoryThread.class);

    private final Inventory inventory;
    private final Thread thread;
    private volatile boolean closed;

    private InventoryThread(Inventory inventory, String name) {
        this.inventory = inventory;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static InventoryThread start(Inventory inventory, String name) {
        var made = new InventoryThread(inventory, name);
        inventory.readBy(made.thread);
        made.thread.start();
        return made;
    }

    private void run() {
        while (!closed) {
            long beganNs = System.nanoTime();
            inventory.isBeingRead();
            try {
                if (isWatched(beganNs)) {
                    inventory.refresh();
                } else {
                    inventory.refreshIdly();
                }
            } catch (ControlException e) {
                LOG.atDebug().addKeyValue("reason", e.getMessage()).log("inventory_not_read");
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("inventory_failed");
            }
            inventory.wasRead();
            pause(beganNs, System.nanoTime());
        }
        inventory.readBy(null);
    }

    private boolean isWatched(long nowNs) {
        return nowNs - inventory.lookedNs() < WATCHED_NS;
    }

    private void pause(long beganNs, long endedNs) {
        long busy = (endedNs - beganNs) * PAUSE_FACTOR;
        while (!closed) {
            long now = System.nanoTime();
            long pause = isWatched(now)
                    ? Math.min(Math.max(WATCHED_PAUSE_MS * 1_000_000, busy), IDLE_PAUSE_MS * 1_000_000)
                    : IDLE_PAUSE_MS * 1_000_000;
            if (now - endedNs >= pause) {
                return;
            }
            try {
                if (inventory.awaitWish(STEP_MS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
