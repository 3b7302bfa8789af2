package org.jl2tpd.aaa.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When the next interim record of each session is due. The first comes after half to all of the interval, by the session's number, so that sessions which began
 * together do not stay together. Pure: time comes with the calls.
 */
final class InterimSchedule {
    /** Nanoseconds after a change of a session until it is told, so that several changes are one record. */
    static final long SOON_NS = 2_000_000_000L;

    /** Fraction of the golden ratio: multiples of it lie evenly in 0 to 1. */
    private static final double GOLDEN = 0.6180339887498949;

    private record Due(long dueNs, long serial) {}

    private static final class Plan {
        long intervalNs;
        long dueNs;
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>((a, b) -> Long.signum(a.dueNs - b.dueNs));
    private final Map<Long, Plan> plans = new HashMap<>();

    /** @param intervalNs 0 for none but those of changes */
    void add(long serial, long intervalNs, long nowNs) {
        Plan plan = new Plan();
        plan.intervalNs = intervalNs;
        plans.put(serial, plan);
        if (intervalNs > 0) {
            double share = serial * GOLDEN % 1.0;
            plan(plan, serial, nowNs + intervalNs / 2 + (long) (share * intervalNs / 2));
        }
    }

    /** It changed: its next record comes soon. */
    void soon(long serial, long nowNs) {
        Plan plan = plans.get(serial);
        if (plan != null && (plan.dueNs == 0 || plan.dueNs - nowNs > SOON_NS)) {
            plan(plan, serial, nowNs + SOON_NS);
        }
    }

    private void plan(Plan plan, long serial, long dueNs) {
        plan.dueNs = dueNs;
        queue.add(new Due(dueNs, serial));
    }

    void remove(long serial) {
        plans.remove(serial);
    }

    /** Serials of sessions whose time has come, at most that many; their next time is an interval later. */
    List<Long> poll(long nowNs, int most) {
        List<Long> due = new ArrayList<>();
        while (due.size() < most && !queue.isEmpty() && nowNs - queue.peek().dueNs() >= 0) {
            Due next = queue.poll();
            Plan plan = plans.get(next.serial());
            if (plan == null || plan.dueNs != next.dueNs()) {
                continue;
            }
            due.add(next.serial());
            plan.dueNs = 0;
            if (plan.intervalNs > 0) {
                plan(plan, next.serial(), nowNs + plan.intervalNs);
            }
        }
        return due;
    }

    /** Whether {@link #poll} has something one day. */
    boolean hasNext() {
        return !queue.isEmpty();
    }

    /** When, where {@link #hasNext}. */
    long nextNs() {
        return queue.peek().dueNs();
    }
}
