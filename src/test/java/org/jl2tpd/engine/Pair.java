package org.jl2tpd.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;

/**
 * Two engines (or more) back to back in virtual time: every datagram arrives after a millisecond, unless a test's filter wants it
 * otherwise. No sockets, no threads.
 */
final class Pair {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final String LNS = "192.0.2.1";
    static final String LAC = "192.0.2.2";
    /** Timeouts in one instant that count as a loop that makes no progress. */
    private static final int MAX_TIMEOUTS_AT_ONCE = 10_000;

    /** A datagram on its way. */
    record Datagram(PairNode sender, IpAddress from, int fromPort, IpAddress to, int toPort, byte[] octets) {
        boolean isControl() {
            return (octets[0] & 0x80) != 0;
        }

        /** Message type of a control message that is not hidden, 0 for a ZLB. */
        int messageType() {
            return isControl() && octets.length >= 20 ? (octets[18] & 0xff) << 8 | octets[19] & 0xff : 0;
        }
    }

    /** Says what becomes of a datagram. */
    interface Filter {
        boolean passes(Datagram datagram);
    }

    final SeededRandom random;
    final PairNode lns;
    final PairNode lac;
    final List<PairNode> nodes = new ArrayList<>();
    Filter filter = datagram -> true;
    /** Sees every datagram that is sent, before the filter. */
    Consumer<Datagram> tap = datagram -> {};

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long nowNs;
    private long order;

    private record Event(long atNs, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(order, other.order);
        }
    }

    Pair(Conf lns, Conf lac) {
        this(lns, lac, 1000 * SECOND);
    }

    Pair(Conf lns, Conf lac, long startNs) {
        random = new SeededRandom(20_260_801);
        nowNs = startNs;
        this.lns = add("lns", lns, LNS);
        this.lac = add("lac", lac, LAC);
    }

    /** Another daemon; it does not run yet. */
    PairNode add(String name, Conf conf, String... addresses) {
        var node = new PairNode(this, name, conf.build(), addresses);
        nodes.add(node);
        return node;
    }

    /** Starts every daemon that does not run, then lets some time pass. */
    Pair start(long seconds) {
        nodes.stream().filter(n -> n.engine == null).forEach(PairNode::start);
        return runFor(seconds * SECOND);
    }

    long nowNs() {
        return nowNs;
    }

    void after(long delayNs, Runnable action) {
        queue.add(new Event(nowNs + delayNs, order++, action));
    }

    void send(Datagram datagram) {
        tap.accept(datagram);
        if (filter.passes(datagram)) {
            deliver(datagram, MS);
        }
    }

    /** Delivers past the filter. */
    void deliver(Datagram datagram, long delayNs) {
        after(delayNs, () -> nodes.forEach(node -> node.receive(datagram)));
    }

    Pair runFor(long durationNs) {
        long untilNs = nowNs + durationNs;
        while (true) {
            long deadline = Long.MAX_VALUE;
            for (PairNode node : nodes) {
                deadline = Math.min(deadline, node.deadlineNs());
            }
            long arrival = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().atNs();
            long next = Math.min(deadline, arrival);
            if (next > untilNs) {
                nowNs = untilNs;
                return this;
            }
            nowNs = Math.max(nowNs, next);
            if (arrival <= deadline) {
                queue.poll().action().run();
            } else {
                nodes.forEach(this::timeouts);
            }
        }
    }

    private void timeouts(PairNode node) {
        for (int i = 0; node.deadlineNs() <= nowNs; i++) {
            node.engine.onTimeout(nowNs);
            if (i > MAX_TIMEOUTS_AT_ONCE) {
                throw new AssertionError(node.name + " has a deadline in the past that never goes away");
            }
        }
    }

    Pair runSeconds(long seconds) {
        return runFor(seconds * SECOND);
    }
}
