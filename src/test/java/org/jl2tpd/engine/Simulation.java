package org.jl2tpd.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/**
 * Two daemons in virtual time over a network that loses, duplicates, reorders, delays and flips bits. The seed decides everything, so
 * that a failing one fails again: {@code mvn verify -Dseed=N}.
 */
final class Simulation {
    static final long SECOND_NS = 1_000_000_000L;
    /** Lines of history that a failure shows. */
    private static final int HISTORY = 200;
    /** Timeouts in one instant that count as a loop that makes no progress. */
    private static final int MAX_TIMEOUTS_AT_ONCE = 100_000;

    final Scenario scenario;
    final SimNode lns;
    final SimNode lac;
    final Invariants invariants;

    private final SeededRandom network;
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final ArrayDeque<String> history = new ArrayDeque<>();
    private long nowNs = SECOND_NS;
    private long sequence;
    private boolean calm;
    private long fingerprint;

    Simulation(long seed) {
        var root = new SeededRandom(seed);
        this.scenario = new Scenario(seed, root.split());
        this.network = root.split();
        this.lns = new SimNode(this, "lns", SimNode.LNS, scenario.lns(), root.split());
        this.lac = new SimNode(this, "lac", SimNode.LAC, scenario.lac(), root.split());
        this.invariants = new Invariants(this);
    }

    private record Event(long atNs, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(order, other.order);
        }
    }

    long nowNs() {
        return nowNs;
    }

    boolean chance(double probability) {
        return !calm && probability > 0 && network.nextInt(1_000_000) < probability * 1_000_000;
    }

    int random(int bound) {
        return network.nextInt(bound);
    }

    void after(long delayNs, Runnable action) {
        queue.add(new Event(nowNs + delayNs, sequence++, action));
    }

    void log(String node, String text) {
        if (history.size() == HISTORY) {
            history.pollFirst();
        }
        history.addLast(String.format("%12.6f %s %s", nowNs / 1e9, node, text));
    }

    List<String> history() {
        return new ArrayList<>(history);
    }

    /** A hash over everything that was sent, and when. */
    long fingerprint() {
        return fingerprint;
    }

    List<SimNode> nodes() {
        return List.of(lns, lac);
    }

    /** From now on the network is perfect. */
    void calmDown() {
        calm = true;
    }

    void send(SimNode sender, TransportPath path, byte[] octets) {
        invariants.onSent(sender, path, octets);
        fingerprint = 31 * (31 * fingerprint + nowNs) + Arrays.hashCode(octets);
        SimNode receiver = path.peerAddress().equals(lns.address) ? lns : lac;
        int copies = chance(scenario.loss) ? 0 : chance(scenario.duplication) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            byte[] copy = octets.clone();
            if (chance(scenario.flips)) {
                copy[network.nextInt(copy.length)] ^= (byte) (1 << network.nextInt(8));
            }
            long jitter =
                    calm || scenario.jitterNs == 0 ? 0 : Long.remainderUnsigned(network.nextLong(), scenario.jitterNs);
            after(scenario.delayNs + jitter, () -> arrive(sender.address, path, receiver, copy));
        }
    }

    private void arrive(IpAddress sender, TransportPath path, SimNode receiver, byte[] octets) {
        invariants.onArrival(receiver, path.localPort(), octets);
        receiver.receive(sender, path.localPort(), path.peerPort(), octets);
    }

    /** Runs until the time, checking the invariants after every event. */
    void runUntil(long untilNs) {
        while (true) {
            long deadline = Math.min(deadline(lns), deadline(lac));
            long arrival = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().atNs();
            long next = Math.min(deadline, arrival);
            if (next > untilNs) {
                nowNs = untilNs;
                return;
            }
            nowNs = Math.max(nowNs, next);
            if (arrival <= deadline) {
                queue.poll().action().run();
            } else {
                timeouts();
            }
            invariants.check();
        }
    }

    void runFor(long seconds) {
        runUntil(nowNs + seconds * SECOND_NS);
    }

    private static long deadline(SimNode node) {
        return node.engine.nextDeadlineNs();
    }

    private void timeouts() {
        for (SimNode node : nodes()) {
            for (int i = 0; deadline(node) <= nowNs; i++) {
                node.engine.onTimeout(nowNs);
                if (i > MAX_TIMEOUTS_AT_ONCE) {
                    throw new AssertionError(node.name + " has a deadline in the past that never goes away");
                }
            }
        }
    }
}
