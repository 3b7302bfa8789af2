package org.jl2tpd.control;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jl2tpd.wire.RandomSource;

/**
 * The sessions of a tunnel by local id: open addressing with linear probing, so that a lookup neither boxes nor
 * allocates, and ids for new ones: random, not 0, not in use and not freed lately (L2TP-9.1-01, -02).
 */
final class SessionTable {
    /** Sessions that a tunnel can have at most: every id but 0. */
    static final int MAX_SESSIONS = Sequence.MODULUS - 1;

    /** Random tries before an id is searched from a random start. */
    private static final int RANDOM_TRIES = 64;

    /** Tunnels with so many sessions keep their ids in order (8 KiB); smaller ones are searched. */
    private static final int ORDERED_FROM = 64;

    private static final int FIRST_CAPACITY = 4;
    private static final int HASH = 0x9E3779B1;

    private Session[] slots = new Session[FIRST_CAPACITY];
    private int shift = Integer.numberOfLeadingZeros(FIRST_CAPACITY) + 1;
    private int size;
    /** The ids in use, in order; null while there are few. */
    private BitSet ordered;

    private final IdQuarantine quarantine;

    SessionTable(long quarantineNs) {
        quarantine = new IdQuarantine(quarantineNs);
    }

    int size() {
        return size;
    }

    /** The session with the local id, null when there is none. */
    Session get(int id) {
        int mask = slots.length - 1;
        for (int at = slot(id); slots[at] != null; at = (at + 1) & mask) {
            if (slots[at].localId() == id) {
                return slots[at];
            }
        }
        return null;
    }

    /** An id for a new session; 0 when all are in use. Takes the one freed longest ago when no other is left. */
    int newId(long nowNs, RandomSource random) {
        if (size >= MAX_SESSIONS) {
            return 0;
        }
        quarantine.release(nowNs);
        for (int i = 0; i < RANDOM_TRIES; i++) {
            int id = random.nextInt() >>> 16;
            if (isFree(id)) {
                return id;
            }
        }
        return size + quarantine.size() < MAX_SESSIONS ? search(random.nextInt() >>> 16) : quarantine.removeOldest();
    }

    void add(Session session) {
        if ((size + 1) * 4 > slots.length * 3) {
            rehash(slots.length * 2);
        }
        insert(session);
        size++;
        if (ordered != null) {
            ordered.set(session.localId());
        }
        order();
    }

    /** Takes the session out; its id stays unused for the quarantine's time. */
    void remove(long nowNs, Session session) {
        int mask = slots.length - 1;
        int at = slot(session.localId());
        while (slots[at] != session) {
            if (slots[at] == null) {
                return;
            }
            at = (at + 1) & mask;
        }
        closeGap(at, mask);
        size--;
        if (ordered != null) {
            ordered.clear(session.localId());
        }
        order();
        quarantine.add(nowNs, session.localId());
        if (slots.length > FIRST_CAPACITY && size * 8 < slots.length) {
            rehash(slots.length / 2);
        }
    }

    /** The session with the smallest id above {@code id}, null when there is none. */
    Session after(int id) {
        if (ordered != null) {
            int next = ordered.nextSetBit(id + 1);
            return next < 0 ? null : get(next);
        }
        Session nearest = null;
        for (Session session : slots) {
            boolean above = session != null && session.localId() > id;
            if (above && (nearest == null || session.localId() < nearest.localId())) {
                nearest = session;
            }
        }
        return nearest;
    }

    private void order() {
        if (size < ORDERED_FROM / 2) {
            ordered = null;
        } else if (ordered == null && size >= ORDERED_FROM) {
            ordered = new BitSet(Sequence.MODULUS);
            for (Session session : slots) {
                if (session != null) {
                    ordered.set(session.localId());
                }
            }
        }
    }

    /** All sessions, in a list of their own. */
    List<Session> snapshot() {
        List<Session> all = new ArrayList<>(size);
        for (Session session : slots) {
            if (session != null) {
                all.add(session);
            }
        }
        return all;
    }

    /** The session to which the peer gave the id, null when there is none; looks at every session. */
    Session findByPeerId(int peerId) {
        for (Session session : slots) {
            if (session != null && session.peerId() == peerId) {
                return session;
            }
        }
        return null;
    }

    private boolean isFree(int id) {
        return id != 0 && get(id) == null && !quarantine.contains(id);
    }

    private int search(int start) {
        int id = start;
        while (!isFree(id)) {
            id = Sequence.advance(id, 1);
        }
        return id;
    }

    private int slot(int id) {
        return (id * HASH) >>> shift;
    }

    private void insert(Session session) {
        int mask = slots.length - 1;
        int at = slot(session.localId());
        while (slots[at] != null) {
            at = (at + 1) & mask;
        }
        slots[at] = session;
    }

    private void rehash(int capacity) {
        Session[] old = slots;
        slots = new Session[capacity];
        shift = Integer.numberOfLeadingZeros(capacity) + 1;
        for (Session session : old) {
            if (session != null) {
                insert(session);
            }
        }
    }

    /** Moves later entries of the same run back, so that no lookup stops at the hole. */
    private void closeGap(int hole, int mask) {
        int at = hole;
        int next = at;
        while (true) {
            next = (next + 1) & mask;
            if (slots[next] == null) {
                break;
            }
            int home = slot(slots[next].localId());
            if (((next - home) & mask) >= ((next - at) & mask)) {
                slots[at] = slots[next];
                at = next;
            }
        }
        slots[at] = null;
    }
}
