package org.jl2tpd.management.socket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.EventHub;
import org.jl2tpd.management.model.ManagedEvent;

/** Events and captured packets: a client asks again and again, and each answer waits a moment for what is new. */
final class StreamOperations {
    /** How long an answer may wait. */
    static final int WAIT_LIMIT_MS = 1_000;

    /** Events or packets that one answer holds. */
    static final int PAGE_LIMIT = 500;

    private final Control control;
    private final EventHub events;
    private final CaptureHub captures;
    private final AtomicInteger following = new AtomicInteger();

    private StreamOperations(Control control, EventHub events, CaptureHub captures) {
        this.control = control;
        this.events = events;
        this.captures = captures;
    }

    static void add(Operation.Registry to, Control control, EventHub events, CaptureHub captures) {
        var streams = new StreamOperations(control, events, captures);
        to.reading("events", (arguments, caller) -> streams.events(arguments, caller));
        to.changing("capture_start", (arguments, caller) -> streams.start(arguments, caller));
        to.reading("capture_read", (arguments, caller) -> streams.read(arguments, caller));
    }

    /** @param last number of the last event that there was, whether it is told or not */
    private record Events(List<EventLine> events, long last, long lost) {}

    private Object events(Arguments arguments, Caller caller) throws ControlException {
        if (events == null) {
            throw new ControlException(Kind.UNAVAILABLE, "this daemon keeps no events");
        }
        if (arguments.has("follow") && arguments.flag("follow")) {
            return follow(arguments, caller);
        }
        EventFilter filter = EventFilter.of(arguments);
        int limit = arguments.has("limit") ? Math.max(0, arguments.number("limit")) : EventHub.HISTORY_LIMIT;
        List<ManagedEvent> found = await(arguments.number("after"), waitMs(arguments));
        List<ManagedEvent> last = found.subList(Math.max(0, found.size() - limit), found.size());
        long number = found.isEmpty()
                ? arguments.number("after")
                : found.get(found.size() - 1).number();
        return new Events(
                last.stream()
                        .filter(e -> filter.wants(e.event()))
                        .map(EventLine::of)
                        .toList(),
                number,
                events.lost());
    }

    /**
     * What is said before the lines of events.
     *
     * @param last number of the last event that there was
     * @param restarted whether the number that was asked for is of an earlier run of the daemon: all that is known follows
     */
    private record Following(boolean following, long last, long lost, boolean restarted) {}

    /** The connection has nothing but events from then on. */
    private Object follow(Arguments arguments, Caller caller) throws ControlException {
        EventFilter filter = EventFilter.of(arguments);
        long last = events.last();
        long after = arguments.has("after") ? arguments.large("after") : arguments.has("limit") ? 0 : last;
        boolean restarted = after > last;
        int limit = arguments.has("limit") ? Math.max(0, arguments.number("limit")) : EventHub.HISTORY_LIMIT;
        EventFollower follower =
                EventFollower.open(following, events, filter, caller.user(), restarted ? 0 : after, limit);
        if (follower == null) {
            throw new ControlException(
                    Kind.UNAVAILABLE, EventFollower.LIMIT + " clients follow events already; try again");
        }
        try {
            caller.hold(follower);
        } catch (IOException e) {
            follower.close();
            throw new ControlException(Kind.UNAVAILABLE, e.getMessage());
        }
        return new Following(true, last, events.lost(), restarted);
    }

    private List<ManagedEvent> await(long after, int waitMs) throws ControlException {
        List<ManagedEvent> found = events.after(after);
        if (!found.isEmpty() || waitMs == 0) {
            return found;
        }
        CountDownLatch news = new CountDownLatch(1);
        Consumer<ManagedEvent> listener = event -> news.countDown();
        events.listen(listener);
        try {
            return news.await(waitMs, TimeUnit.MILLISECONDS) ? events.after(after) : found;
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            events.forget(listener);
        }
    }

    private Object start(Arguments arguments, Caller caller) throws ControlException {
        if (captures == null) {
            throw new ControlException(Kind.UNAVAILABLE, "this daemon captures nothing");
        }
        try {
            caller.hold(captures.open(arguments.tunnel(), arguments.has("session") ? arguments.session() : null));
            return null;
        } catch (IOException e) {
            throw new ControlException(Kind.UNAVAILABLE, e.getMessage());
        }
    }

    /** @param octets of the L2TP datagram in Base64; {@code micros} since 1970 */
    private record Captured(
            long micros, String local, int localPort, String peer, int peerPort, boolean sent, String octets) {
        static Captured of(CaptureHub.Packet packet) {
            return new Captured(
                    packet.wallMicros(),
                    packet.path().localAddress().toString(),
                    packet.path().localPort(),
                    packet.path().peerAddress().toString(),
                    packet.path().peerPort(),
                    packet.sent(),
                    Base64.getEncoder().encodeToString(packet.datagram()));
        }
    }

    /** @param lost packets that came too fast; {@code ended} whether there will be no more */
    private record Packets(List<Captured> packets, long lost, boolean ended) {}

    private Object read(Arguments arguments, Caller caller) throws ControlException {
        CaptureHub.Tap tap = caller.held(CaptureHub.Tap.class);
        if (tap == null) {
            throw new ControlException(Kind.INVALID, "no capture was started on this connection");
        }
        try {
            List<Captured> packets = new ArrayList<>();
            tap.take(PAGE_LIMIT, waitMs(arguments)).forEach(packet -> packets.add(Captured.of(packet)));
            return new Packets(packets, tap.lost(), packets.isEmpty() && !isThere(tap));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private boolean isThere(CaptureHub.Tap tap) {
        try {
            control.showTunnel(tap.tunnel());
            return true;
        } catch (ControlException e) {
            return e.kind() != Kind.REFUSED;
        }
    }

    private static int waitMs(Arguments arguments) throws ControlException {
        return Math.max(0, Math.min(WAIT_LIMIT_MS, arguments.number("wait_ms")));
    }

    private static ControlException interrupted() {
        Thread.currentThread().interrupt();
        return new ControlException(Kind.UNAVAILABLE, "the daemon is stopping");
    }
}
