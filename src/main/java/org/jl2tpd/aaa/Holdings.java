package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;

/** Addresses and prefixes that sessions have since another configuration held, so that no pool of now knows whose they are. */
final class Holdings {
    /** Nobody. */
    static final long NO_TICKET = 0;

    private final Map<Object, Long> holders = new HashMap<>();
    private final Map<Long, List<Object>> byTicket = new HashMap<>();

    void clear() {
        holders.clear();
        byTicket.clear();
    }

    void add(long ticket, Object held) {
        if (holders.putIfAbsent(held, ticket) == null) {
            byTicket.computeIfAbsent(ticket, t -> new ArrayList<>()).add(held);
        }
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
        holders.forEach((held, ticket) -> {
            if (held instanceof IpPrefix other
                    && (other.contains(prefix.address()) || prefix.contains(other.address()))) {
                all.add(ticket);
            }
        });
        return all;
    }

    /** What the ticket had, which nobody has now. */
    List<Object> release(long ticket) {
        List<Object> held = byTicket.remove(ticket);
        if (held == null) {
            return List.of();
        }
        held.forEach(holders::remove);
        return held;
    }

    void rename(long older, long ticket) {
        List<Object> held = byTicket.remove(older);
        if (held != null) {
            byTicket.put(ticket, held);
            held.forEach(each -> holders.put(each, ticket));
        }
    }

    void forEach(java.util.function.Consumer<Object> action) {
        holders.keySet().forEach(action);
    }
}
