package org.jl2tpd.aaa;

import java.util.List;
import java.util.Locale;

/** Tells when a pool becomes nearly full, and when it has room again: fewer by {@link #RELIEF_POINTS} percent, so that it does not tell at each session. */
final class PoolAlarms {
    static final int RELIEF_POINTS = 10;

    private LocalAuthenticator.PoolListener listener = (isNearlyFull, words) -> {};

    void tell(LocalAuthenticator.PoolListener other) {
        listener = other;
    }

    void look(List<Pool> pools) {
        for (Pool pool : pools) {
            for (AddressKind kind : AddressKind.ALL) {
                look(pool, kind);
            }
        }
    }

    private void look(Pool pool, AddressKind kind) {
        SlotPool slots = pool.slots(kind);
        int alarm = pool.definition.alarmPercent();
        boolean isAlarmed = pool.isNearlyFull(kind);
        int limit = isAlarmed ? Math.max(alarm - RELIEF_POINTS, alarm / 2) : alarm;
        boolean isFull = alarm > 0 && slots.size() > 0 && slots.used() * 100L >= (long) slots.size() * limit;
        if (isFull != isAlarmed) {
            pool.setNearlyFull(kind, isFull);
            String name = pool.name + " " + kind.name().toLowerCase(Locale.ROOT);
            listener.changed(isFull, name + ": " + slots.used() + " of " + slots.size() + " in use");
        }
    }
}
