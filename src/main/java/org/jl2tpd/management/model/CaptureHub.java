package org.jl2tpd.management.model;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.wire.TransportPath;

/**
 * Hands copies of control messages and PPP frames from the engine's thread to those who capture them, without ever holding it. Each has a
 * queue of its own; what does not fit is counted and lost.
 */
public final class CaptureHub {
    /** Captures at once. */
    public static final int TAP_LIMIT = 16;

    /** Packets that wait for one who captures. */
    public static final int QUEUE_LIMIT = 4_096;

    private final List<Tap> taps = new CopyOnWriteArrayList<>();
    private final Control control;

    public CaptureHub(Control control) {
        this.control = control;
    }

    /**
     * A captured datagram.
     *
     * @param wallMicros microseconds since 1970
     * @param sent whether it goes to the peer
     * @param datagram L2TP header and payload; not to be changed
     */
    public record Packet(
            long wallMicros, int tunnelId, int sessionId, TransportPath path, boolean sent, byte[] datagram) {}

    /**
     * Begins a capture.
     *
     * @param session null for the whole tunnel
     * @throws ControlException REFUSED when there is no such tunnel or session, or there are {@link #TAP_LIMIT} captures
     */
    public synchronized Tap open(TunnelKey tunnel, SessionKey session) throws ControlException {
        if (taps.size() >= TAP_LIMIT) {
            throw new ControlException(Kind.REFUSED, "there are " + TAP_LIMIT + " captures already; end one first");
        }
        int tunnelId = control.showTunnel(tunnel).id();
        int sessionId =
                session == null ? 0 : control.showSession(tunnel, session).id();
        if (tunnelId == 0 || session != null && sessionId == 0) {
            throw new ControlException(
                    Kind.REFUSED, "it is not up and has no id yet; capture its tunnel once it is there");
        }
        Tap tap = new Tap(tunnelId, sessionId);
        taps.add(tap);
        try {
            control.capture(tap.tunnel(), tap.session(), true);
            return tap;
        } catch (ControlException e) {
            taps.remove(tap);
            throw e;
        }
    }

    private synchronized void close(Tap tap) {
        boolean last = taps.remove(tap) && taps.stream().noneMatch(tap::wantsTheSame);
        if (last) {
            try {
                control.capture(tap.tunnel(), tap.session(), false);
            } catch (ControlException e) {
                // The tunnel or session has ended, and the copying with it.
            }
        }
    }

    /** On the engine's thread; the datagram is copied. */
    public void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {
        Packet packet = null;
        for (Tap tap : taps) {
            if (tap.wants(tunnelId, sessionId)) {
                packet = packet == null ? copy(tunnelId, sessionId, path, sent, datagram) : packet;
                tap.offer(packet);
            }
        }
    }

    private static Packet copy(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(datagram.position(), octets);
        var now = java.time.Instant.now();
        return new Packet(
                now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000, tunnelId, sessionId, path, sent, octets);
    }

    /** One who captures; closed by whoever opened it. */
    public final class Tap implements Closeable {
        private final int tunnelId;
        private final int sessionId;
        private final ArrayBlockingQueue<Packet> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
        private final AtomicLong lost = new AtomicLong();

        private Tap(int tunnelId, int sessionId) {
            this.tunnelId = tunnelId;
            this.sessionId = sessionId;
        }

        /** The tunnel that is captured, by its id. */
        public TunnelKey tunnel() {
            return new TunnelKey(tunnelId, "");
        }

        private SessionKey session() {
            return sessionId == 0 ? null : new SessionKey(sessionId, "");
        }

        private boolean wants(int ofTunnel, int ofSession) {
            return tunnelId == ofTunnel && (sessionId == 0 || sessionId == ofSession);
        }

        private boolean wantsTheSame(Tap other) {
            return tunnelId == other.tunnelId && sessionId == other.sessionId;
        }

        private void offer(Packet packet) {
            if (!queue.offer(packet)) {
                lost.incrementAndGet();
            }
        }

        /** Packets since the last call, at most {@code limit}; waits for the first one at most so long. */
        public List<Packet> take(int limit, long waitMs) throws InterruptedException {
            List<Packet> packets = new ArrayList<>();
            Packet first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
            if (first != null) {
                packets.add(first);
                queue.drainTo(packets, limit - 1);
            }
            return packets;
        }

        /** Packets that did not fit the queue. */
        public long lost() {
            return lost.get();
        }

        @Override
        public void close() {
            CaptureHub.this.close(this);
        }
    }
}
