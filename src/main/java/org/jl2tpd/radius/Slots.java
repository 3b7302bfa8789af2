package org.jl2tpd.radius;

import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for an answer from one address and port: a slot is one of our source ports and an identifier. A freed slot is used again
 * as late as possible, so that an answer that comes too late meets no other request.
 */
final class Slots {
    /** Identifiers of a source port (RFC 2865 3). */
    static final int IDENTIFIERS = 256;

    static final int NONE = -1;

    private final boolean ipv4;
    private final List<Attempt[]> ports = new ArrayList<>();
    private int[] free = {};
    private int head;
    private int count;

    Slots(boolean ipv4) {
        this.ipv4 = ipv4;
    }

    static int index(int slot) {
        return slot / IDENTIFIERS;
    }

    static int identifier(int slot) {
        return slot % IDENTIFIERS;
    }

    /** @return a slot, {@link #NONE} when all are used and no further port can be opened */
    int take(RadiusNetwork network, int maxSourcePorts) {
        if (count == 0 && (ports.size() >= maxSourcePorts || !network.open(ipv4, ports.size()))) {
            return NONE;
        }
        if (count == 0) {
            addPort();
        }
        int slot = free[head];
        head = (head + 1) % free.length;
        count--;
        return slot;
    }

    /** All slots are taken, so the ring is empty. */
    private void addPort() {
        int first = ports.size() * IDENTIFIERS;
        ports.add(new Attempt[IDENTIFIERS]);
        free = new int[first + IDENTIFIERS];
        head = 0;
        for (int i = 0; i < IDENTIFIERS; i++) {
            put(first + i);
        }
    }

    private void put(int slot) {
        free[(head + count) % free.length] = slot;
        count++;
    }

    void wait(Attempt attempt) {
        ports.get(index(attempt.slot()))[identifier(attempt.slot())] = attempt;
    }

    /** Who waits for that answer, null when nobody does. */
    Attempt find(int index, int identifier) {
        return index < 0 || index >= ports.size() ? null : ports.get(index)[identifier];
    }

    void release(int slot) {
        ports.get(index(slot))[identifier(slot)] = null;
        put(slot);
    }

    /** Slots in use. */
    int used() {
        return ports.size() * IDENTIFIERS - count;
    }
}
