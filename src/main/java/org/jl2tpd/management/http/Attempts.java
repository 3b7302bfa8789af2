package org.jl2tpd.management.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong passwords by address and user: {@link #BURST} at once, one more each {@link #REFILL_NS}. Beyond, they are slowed down ({@link SignIn}), and
 * nobody is locked out. What is kept is bounded, the longest idle goes.
 */
final class Attempts {
    static final int BURST = 10;
    static final long REFILL_NS = 6_000_000_000L;

    private static final long LONGEST_NS = 2 * BURST * REFILL_NS;

    /** Addresses and users that are kept at most. */
    static final int KEPT = 1_024;

    /** Debt of one: wrong tries times {@link #REFILL_NS}, paid off by time passing. */
    private record Debt(long ns, long atNs) {
        long left(long nowNs) {
            return Math.max(0, ns - (nowNs - atNs));
        }
    }

    private final Map<String, Debt> debts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Debt> eldest) {
            return size() > KEPT;
        }
    };

    /** Whether another wrong password of this one would be no more than a mistake. */
    synchronized boolean permits(String who, long nowNs) {
        Debt debt = debts.get(who);
        return debt == null || debt.left(nowNs) <= (BURST - 1) * REFILL_NS;
    }

    synchronized void failed(String who, long nowNs) {
        Debt debt = debts.get(who);
        long left = debt == null ? 0 : debt.left(nowNs);
        debts.put(who, new Debt(Math.min(left + REFILL_NS, LONGEST_NS), nowNs));
    }
}
