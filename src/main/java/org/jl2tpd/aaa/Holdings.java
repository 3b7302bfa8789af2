package org.jl2tpd.aaa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Who has it, or a part of it; {@link #NO_TICKET} for nobody. */
    long holder(Object wanted) {
        Long holder = holders.get(wanted);
        if (holder != null || !(wanted instanceof IpPrefix prefix)) {
            return Objects.requireNonNullElse(holder, NO_TICKET);
        }
        for (Map.Entry<Object, Long> entry : holders.entrySet()) {
            if (entry.getKey() instanceof IpPrefix other
                    && (other.contains(prefix.address()) || prefix.contains(other.address()))) {
                return entry.getValue();
            }
        }
        return NO_TICKET;
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
