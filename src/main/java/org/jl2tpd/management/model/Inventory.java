package org.jl2tpd.management.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;

/**
 * Tables of what the daemon has, for readers on any thread: no look waits for the engine, rows are immutable, and a walk by key neither
 * loops nor stops when rows come and go under it. A thread of {@link InventoryThread} reads the engine page by page; who has changed
 * something has its row read again at once.
 */
public final class Inventory {
    /** Rows asked of the engine at once: its thread is held for less than a millisecond. */
    static final int PAGE = 200;

    /** Without a look for so long the tables may be old. */
    static final long REST_NS = 2_000_000_000L;

    /** How long the first look after that waits for a reading. */
    static final long FIRST_LOOK_WAIT_MS = 100;

    /** Told on the refreshing thread. */
    public interface Listener {
        void tunnelAppeared(TunnelRow row);

        void tunnelGone(TunnelRow row);

        default void sessionAppeared(SessionRow row) {}

        default void sessionGone(SessionRow row) {}

        /** What is not a row was read anew. */
        default void wholeRead() {}
    }

    private final Control control;
    private final long restNs;
    private final long firstLookWaitMs;
    private final InterfaceMemory interfaces = new InterfaceMemory(this);
    private final ConcurrentSkipListMap<Integer, TunnelRow> tunnels = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Integer, SessionRow> sessions =
            new ConcurrentSkipListMap<>(Integer::compareUnsigned);
    private final ConcurrentSkipListMap<Integer, TunnelRow> tunnelInterfaces = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Integer, SessionRow> sessionInterfaces = new ConcurrentSkipListMap<>();
    private final InterfaceOrder order = new InterfaceOrder();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Object wanted = new Object();
    private Thread reader;
    /** Readings that were wished for, and the wishes that readings that began later have fulfilled. */
    private long wishes;

    private long beganWith;
    private long fulfilled;
    private volatile Whole whole = Whole.NONE;
    private volatile long lookedNs = System.nanoTime() - InventoryThread.WATCHED_NS;
    private volatile long changedNs;
    /** Held from asking for what is not a row to putting it, for the same reason as {@link #reading}. */
    private final Object readingWhole = new Object();
    /** Held from asking the engine for rows to putting them, so that what was read earlier never replaces what was read later. */
    private final Object reading = new Object();

    /**
     * What is not a row of its own, of one moment.
     *
     * @param readNs {@link System#nanoTime} of the moment; 0 for never
     * @param waitingTunnels dialled tunnels between two attempts, which have no id
     */
    public record Whole(
            long readNs,
            Views.System system,
            Map<String, Long> counters,
            List<Views.Peer> peers,
            Views.Closed closed,
            List<Views.Tunnel> waitingTunnels) {
        static final Whole NONE = new Whole(
                0,
                new Views.System(0, 0, 0, 0, 0, true, false, false, "", 0, new Views.Limits(65_535, 65_535, 65_535)),
                Map.of(),
                List.of(),
                new Views.Closed(List.of(), List.of()),
                List.of());
    }

    public Inventory(Control control) {
        this(control, REST_NS, FIRST_LOOK_WAIT_MS);
    }

    /** With other times than {@link #REST_NS} and {@link #FIRST_LOOK_WAIT_MS}. */
    Inventory(Control control, long restNs, long firstLookWaitMs) {
        this.control = control;
        this.restNs = restNs;
        this.firstLookWaitMs = firstLookWaitMs;
        listen(interfaces);
    }

    /** What is remembered of tunnels and sessions as interfaces. */
    public InterfaceMemory interfaces() {
        return interfaces;
    }

    /** Tunnels and sessions in the orders of tables by interface index. */
    public InterfaceOrder order() {
        return order;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void forget(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * Somebody reads: the tables are kept fresh for a while from now on. Where nobody has looked for {@link #REST_NS} the tables may be old: the
     * first look waits for a reading, at most {@link #FIRST_LOOK_WAIT_MS}.
     */
    public void look() {
        long now = System.nanoTime();
        boolean first = now - lookedNs > restNs;
        lookedNs = now;
        if (first && now - whole.readNs() > restNs) {
            awaitReading(now);
        }
    }

    private void awaitReading(long sinceNs) {
        long deadlineNs = sinceNs + firstLookWaitMs * 1_000_000;
        synchronized (wanted) {
            if (reader == null || reader == Thread.currentThread()) {
                return;
            }
            long wish = ++wishes;
            wanted.notifyAll();
            try {
                for (long left = firstLookWaitMs; reader != null && fulfilled < wish && left > 0; ) {
                    wanted.wait(left);
                    left = (deadlineNs - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The thread that reads, null for none any more. */
    void readBy(Thread thread) {
        synchronized (wanted) {
            reader = thread;
            wanted.notifyAll();
        }
    }

    /** A reading begins: it fulfils what was wished for before. */
    void isBeingRead() {
        synchronized (wanted) {
            beganWith = wishes;
        }
    }

    /** The reading is over: who waited for it goes on. */
    void wasRead() {
        synchronized (wanted) {
            fulfilled = beganWith;
            wanted.notifyAll();
        }
    }

    /** Waits until somebody wants a reading, at most so long; true when somebody does. */
    boolean awaitWish(long milliseconds) throws InterruptedException {
        synchronized (wanted) {
            if (fulfilled == wishes) {
                wanted.wait(milliseconds);
            }
            return fulfilled != wishes;
        }
    }

    long lookedNs() {
        return lookedNs;
    }

    /** Tunnels by local id. */
    public NavigableMap<Integer, TunnelRow> tunnels() {
        return tunnels;
    }

    /** Sessions by {@link SessionRow#key}, in unsigned order. */
    public NavigableMap<Integer, SessionRow> sessions() {
        return sessions;
    }

    /** Tunnels by interface index. */
    public NavigableMap<Integer, TunnelRow> tunnelInterfaces() {
        return tunnelInterfaces;
    }

    /** Sessions by interface index. */
    public NavigableMap<Integer, SessionRow> sessionInterfaces() {
        return sessionInterfaces;
    }

    public Whole whole() {
        return whole;
    }

    /** {@link System#nanoTime} when a row last came or went; 0 for never. */
    public long changedNs() {
        return changedNs;
    }

    /** Reads a tunnel again; call it when you have changed it. */
    public void refreshTunnel(int tunnelId) throws ControlException {
        synchronized (reading) {
            TunnelRow before = tunnels.get(tunnelId);
            try {
                put(TunnelRow.of(control.showTunnel(new TunnelKey(tunnelId, ""))));
            } catch (ControlException e) {
                if (e.kind() == ControlException.Kind.REFUSED && before != null) {
                    remove(before);
                }
                throw e;
            }
        }
    }

    /** Reads a session again; call it when you have changed it. */
    public void refreshSession(int tunnelId, int sessionId) throws ControlException {
        synchronized (reading) {
            TunnelRow tunnel = tunnels.get(tunnelId);
            SessionRow before = sessions.get(SessionRow.key(tunnelId, sessionId));
            try {
                Views.Session view = control.showSession(new TunnelKey(tunnelId, ""), new SessionKey(sessionId, ""));
                if (tunnel != null) {
                    put(SessionRow.of(tunnel, view));
                }
            } catch (ControlException e) {
                if (e.kind() == ControlException.Kind.REFUSED && before != null) {
                    remove(before);
                }
                throw e;
            }
        }
    }

    /** Reads what is not a row; call it when you have changed it. */
    public void refreshWhole() throws ControlException {
        refreshWhole(null, Looks.REAL);
    }

    /** @param waiting null for those that are known */
    private void refreshWhole(List<Views.Tunnel> waiting, Looks looks) throws ControlException {
        synchronized (readingWhole) {
            whole = new Whole(
                    System.nanoTime(),
                    control.system(),
                    control.counters().values(),
                    looks == Looks.REAL ? control.peers() : control.glanceAtPeers(),
                    control.closed(),
                    waiting == null ? whole.waitingTunnels() : List.copyOf(waiting));
        }
        listeners.forEach(Listener::wholeRead);
    }

    /** Reads all tunnels, those that wait included, and what is not a row; call it when you have made or closed one. */
    public synchronized void refreshTunnels() throws ControlException {
        var waiting = new ArrayList<Views.Tunnel>();
        refreshTunnels(waiting, Looks.REAL);
        refreshWhole(waiting, Looks.REAL);
    }

    /** Whether somebody wants the figures, so that the datapath reads them more often. */
    private enum Looks {
        REAL,
        IDLE
    }

    /** Reads everything anew. One thread at a time. */
    public void refresh() throws ControlException {
        refresh(Looks.REAL);
    }

    /** The same while nobody looks: it is no reason for the datapath to read its figures more often. */
    void refreshIdly() throws ControlException {
        refresh(Looks.IDLE);
    }

    private synchronized void refresh(Looks looks) throws ControlException {
        var waiting = new ArrayList<Views.Tunnel>();
        refreshTunnels(waiting, looks);
        refreshSessions(looks);
        refreshWhole(waiting, looks);
    }

    private void refreshTunnels(List<Views.Tunnel> waiting, Looks looks) throws ControlException {
        int after = 0;
        while (after >= 0) {
            synchronized (reading) {
                after = refreshTunnelPage(after, waiting, looks);
            }
        }
    }

    /** The id that the next page begins after; -1 behind the last page. */
    private int refreshTunnelPage(int after, List<Views.Tunnel> waiting, Looks looks) throws ControlException {
        Views.TunnelPage page =
                looks == Looks.REAL ? control.listTunnels(after, PAGE) : control.glanceAtTunnels(after, PAGE);
        int last = after;
        for (Views.Tunnel view : page.tunnels()) {
            if (view.id() == 0) {
                waiting.add(view);
            } else {
                tunnels.subMap(last, false, view.id(), false).values().forEach(this::remove);
                put(TunnelRow.of(view));
                last = view.id();
            }
        }
        if (!page.more()) {
            tunnels.tailMap(last, false).values().forEach(this::remove);
        }
        return page.more() ? last : -1;
    }

    private void refreshSessions(Looks looks) throws ControlException {
        long next = 0;
        while (next >= 0) {
            synchronized (reading) {
                next = refreshSessionPage((int) next, looks);
            }
        }
    }

    /** The key that the next page begins after, as an unsigned number; -1 behind the last page. */
    private long refreshSessionPage(int after, Looks looks) throws ControlException {
        Views.SessionPage page = looks == Looks.REAL
                ? control.listSessions(0, after >>> 16, after & 0xffff, PAGE)
                : control.glanceAtSessions(after >>> 16, after & 0xffff, PAGE);
        int last = after;
        for (Views.Session view : page.sessions()) {
            if (view.id() != 0) {
                int key = SessionRow.key(view.tunnelId(), view.id());
                TunnelRow tunnel = tunnelOf(view, looks);
                sessions.subMap(last, false, key, tunnel == null).values().forEach(this::remove);
                if (tunnel != null) {
                    put(SessionRow.of(tunnel, view));
                }
                last = key;
            }
        }
        if (!page.more()) {
            sessions.tailMap(last, false).values().forEach(this::remove);
        }
        return page.more() ? Integer.toUnsignedLong(last) : -1;
    }

    /** A tunnel that came after the tunnels were read is read now, and those behind it; null where it is gone. */
    private TunnelRow tunnelOf(Views.Session session, Looks looks) throws ControlException {
        if (!tunnels.containsKey(session.tunnelId())) {
            refreshTunnelPage(session.tunnelId() - 1, new ArrayList<>(), looks);
        }
        return tunnels.get(session.tunnelId());
    }

    /** A session that ended leaves the tables before the next reading; when a tunnel ended is remembered. */
    public void onEvent(EngineEvent event) {
        TunnelRow tunnel = event.kind() == EngineEvent.Kind.TUNNEL_DOWN ? tunnels.get(event.tunnelId()) : null;
        if (tunnel != null) {
            interfaces.tunnelIsDown(tunnel.interfaceIndex(), System.nanoTime());
        }
        if (event.kind() == EngineEvent.Kind.SESSION_DOWN) {
            synchronized (reading) {
                SessionRow row = sessions.get(SessionRow.key(event.tunnelId(), event.sessionId()));
                if (row != null) {
                    remove(row);
                }
            }
        }
    }

    private void put(TunnelRow row) {
        TunnelRow before = tunnels.put(row.id(), row);
        tunnelInterfaces.put(row.interfaceIndex(), row);
        if (before == null || before.interfaceIndex() != row.interfaceIndex()) {
            order.put(row);
            if (before != null) {
                order.remove(before);
                tunnelInterfaces.remove(before.interfaceIndex());
                listeners.forEach(listener -> listener.tunnelGone(before));
            }
            changedNs = System.nanoTime();
            listeners.forEach(listener -> listener.tunnelAppeared(row));
        }
    }

    private void put(SessionRow row) {
        SessionRow before = sessions.put(SessionRow.key(row.tunnelId(), row.id()), row);
        sessionInterfaces.put(row.interfaceIndex(), row);
        order.put(before, row);
        if (before == null || before.interfaceIndex() != row.interfaceIndex()) {
            if (before != null) {
                sessionInterfaces.remove(before.interfaceIndex());
                listeners.forEach(listener -> listener.sessionGone(before));
            }
            changedNs = System.nanoTime();
            listeners.forEach(listener -> listener.sessionAppeared(row));
        }
    }

    private void remove(TunnelRow row) {
        tunnels.remove(row.id(), row);
        tunnelInterfaces.remove(row.interfaceIndex());
        order.remove(row);
        changedNs = System.nanoTime();
        listeners.forEach(listener -> listener.tunnelGone(row));
    }

    private void remove(SessionRow row) {
        sessions.remove(SessionRow.key(row.tunnelId(), row.id()), row);
        sessionInterfaces.remove(row.interfaceIndex());
        order.remove(row);
        changedNs = System.nanoTime();
        listeners.forEach(listener -> listener.sessionGone(row));
    }
}
