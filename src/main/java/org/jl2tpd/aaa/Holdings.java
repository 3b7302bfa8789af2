package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/**
 * Addresses and prefixes that sessions have and no pool of now gave: their users' own, and those that they have since another configuration
 * held. Of a prefix it is found in little time who has it, a part of it, or what it is a part of.
 */
final class Holdings {
    /** Nobody. */
    static final long NO_TICKET = 0;

    private static final int MAX_BITS = 128;
    private static final Comparator<IpPrefix> ORDER =
            Comparator.comparing(IpPrefix::address).thenComparingInt(IpPrefix::length);

    private final Map<Object, Long> holders = new HashMap<>();
    private final Map<Long, List<Object>> byTicket = new HashMap<>();
    private final TreeSet<IpPrefix> prefixes = new TreeSet<>(ORDER);
    /** How many prefixes of each length there are. */
    private final int[] lengths = new int[MAX_BITS + 1];

    void clear() {
        holders.clear();
        byTicket.clear();
        prefixes.clear();
        java.util.Arrays.fill(lengths, 0);
    }

    /** False where somebody has just this already. */
    boolean add(long ticket, Object held) {
        if (holders.putIfAbsent(held, ticket) != null) {
            return false;
        }
        byTicket.computeIfAbsent(ticket, t -> new ArrayList<>(2)).add(held);
        if (held instanceof IpPrefix prefix) {
            prefixes.add(prefix);
            lengths[prefix.length()]++;
        }
        return true;
    }

    /** Who has just this; {@link #NO_TICKET} for nobody. */
    long holder(IpAddress wanted) {
        return holders.getOrDefault(wanted, NO_TICKET);
    }

    /** All who have it or a part of it: a prefix may hold shorter ones of several. */
    Set<Long> holders(Object wanted) {
        Long holder = holders.get(wanted);
        if (!(wanted instanceof IpPrefix prefix)) {
            return holder == null ? Set.of() : Set.of(holder);
        }
        Set<Long> all = new TreeSet<>();
        for (int length = 0; length <= prefix.length(); length++) {
            if (lengths[length] > 0) {
                Long outer = holders.get(new IpPrefix(prefix.address(), length));
                if (outer != null) {
                    all.add(outer);
                }
            }
        }
        for (IpPrefix inner : prefixes.tailSet(prefix, true)) {
            if (!prefix.contains(inner.address())) {
                break;
            }
            all.add(holders.get(inner));
        }
        return all;
    }

    /** What the ticket had, which nobody has now. */
    List<Object> release(long ticket) {
        List<Object> held = byTicket.remove(ticket);
        if (held == null) {
            return List.of();
        }
        held.forEach(this::forget);
        return held;
    }

    private void forget(Object held) {
        holders.remove(held);
        if (held instanceof IpPrefix prefix) {
            prefixes.remove(prefix);
            lengths[prefix.length()]--;
        }
    }

    void forEach(java.util.function.Consumer<Object> action) {
        holders.keySet().forEach(action);
    }
}
