package org.jl2tpd.management.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wrong passwords by address: {@link #BURST} at once, one more each {@link #REFILL_NS}. The addresses kept are bounded, the longest idle goes. */
final class Attempts {
    static final int BURST = 10;
    static final long REFILL_NS = 6_000_000_000L;

    /** Addresses that are kept at most. */
    static final int ADDRESSES = 1_024;

    /** Debt of an address: wrong tries times {@link #REFILL_NS}, paid off by time passing. */
    private record Debt(long ns, long atNs) {
        long left(long nowNs) {
            return Math.max(0, ns - (nowNs - atNs));
        }
    }

    private final Map<String, Debt> debts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Debt> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** Whether another password of this address is looked at. */
    synchronized boolean permits(String address, long nowNs) {
        Debt debt = debts.get(address);
        return debt == null || debt.left(nowNs) <= (BURST - 1) * REFILL_NS;
    }

    synchronized void failed(String address, long nowNs) {
        Debt debt = debts.get(address);
        long left = debt == null ? 0 : debt.left(nowNs);
        debts.put(address, new Debt(left + REFILL_NS, nowNs));
    }
}
