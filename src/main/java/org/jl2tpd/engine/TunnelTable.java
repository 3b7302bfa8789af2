package org.jl2tpd.engine;

import java.util.ArrayDeque;
import org.jl2tpd.wire.RandomSource;

/**
 * Tunnels by local id, in pages that are made when first used. Ids are random (RFC 2661 9.1) and rest for the linger time before
 * they are given out again (L2TP-9.1-02).
 */
final class TunnelTable {
    /** Tunnels that fit: ids 1 to 65535. */
    static final int CAPACITY = 65_535;

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;
    /** Random tries before the search goes on id by id. */
    private static final int RANDOM_TRIES = 8;

    private final TunnelEntry[][] pages = new TunnelEntry[PAGE][];
    private final ArrayDeque<long[]> resting = new ArrayDeque<>();
    private final java.util.BitSet unusable = new java.util.BitSet(CAPACITY + 1);
    private int size;

    int size() {
        return size;
    }

    TunnelEntry get(int id) {
        TunnelEntry[] page = pages[id >>> PAGE_BITS];
        return page == null ? null : page[id & PAGE - 1];
    }

    /** The tunnel with the smallest id above {@code id}, null when there is none. */
    TunnelEntry after(int id) {
        for (int next = id + 1; next <= CAPACITY; next++) {
            if (pages[next >>> PAGE_BITS] == null) {
                next |= PAGE - 1;
            } else if (get(next) != null) {
                return get(next);
            }
        }
        return null;
    }

    /** A free id, 0 when none is left. */
    int allocateId(long nowNs, RandomSource random) {
        while (!resting.isEmpty() && resting.peekFirst()[1] - nowNs <= 0) {
            unusable.clear((int) resting.pollFirst()[0]);
        }
        for (int i = 0; i < RANDOM_TRIES; i++) {
            int id = 1 + random.nextInt(CAPACITY);
            if (!unusable.get(id)) {
                return id;
            }
        }
        int id = unusable.nextClearBit(1 + random.nextInt(CAPACITY));
        if (id > CAPACITY) {
            id = unusable.nextClearBit(1);
        }
        return id > CAPACITY ? 0 : id;
    }

    /** Keeps an id from being given out, as the datapath has another tunnel of that id. */
    void reserve(int id) {
        unusable.set(id);
    }

    /** The id of a static tunnel that is no more; one that a tunnel has or had just now stays taken. */
    void unreserve(int id) {
        boolean rests = resting.stream().anyMatch(each -> each[0] == id);
        if (get(id) == null && !rests) {
            unusable.clear(id);
        }
    }

    void put(TunnelEntry entry) {
        int id = entry.localId();
        int at = id >>> PAGE_BITS;
        if (pages[at] == null) {
            pages[at] = new TunnelEntry[PAGE];
        }
        pages[at][id & PAGE - 1] = entry;
        unusable.set(id);
        size++;
    }

    void remove(TunnelEntry entry, long restUntilNs) {
        int id = entry.localId();
        if (get(id) == entry) {
            pages[id >>> PAGE_BITS][id & PAGE - 1] = null;
            resting.addLast(new long[] {id, restUntilNs});
            size--;
        }
    }
}
