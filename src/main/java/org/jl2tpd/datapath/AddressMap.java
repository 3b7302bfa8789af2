package org.jl2tpd.datapath;

/**
 * A hash map from 128-bit keys to values with open addressing and linear probing, at most half full. Reading allocates nothing.
 *
 * @param <V> the values
 */
final class AddressMap<V> {
    private static final int SMALLEST = 8;

    private long[] keys = new long[2 * SMALLEST];
    private Object[] values = new Object[SMALLEST];
    private int size;

    /** Takes one entry. */
    @FunctionalInterface
    interface Entry<V> {
        void take(long hi, long lo, V value);
    }

    /** Tells every entry, in no order; the map must not change meanwhile. */
    @SuppressWarnings("unchecked")
    void forEach(Entry<V> action) {
        for (int at = 0; at < values.length; at++) {
            if (values[at] != null) {
                action.take(keys[2 * at], keys[2 * at + 1], (V) values[at]);
            }
        }
    }

    int size() {
        return size;
    }

    private static int slot(long hi, long lo, int mask) {
        long mixed = (lo ^ Long.rotateLeft(hi * 0x9e3779b97f4a7c15L, 29)) * 0xbf58476d1ce4e5b9L;
        return (int) (mixed >>> 32 ^ mixed >>> 17) & mask;
    }

    private int find(long hi, long lo) {
        int mask = values.length - 1;
        int at = slot(hi, lo, mask);
        while (values[at] != null && (keys[2 * at] != hi || keys[2 * at + 1] != lo)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    V get(long hi, long lo) {
        return (V) values[find(hi, lo)];
    }

    /** Returns the value before, or null. */
    @SuppressWarnings("unchecked")
    V put(long hi, long lo, V value) {
        int at = find(hi, lo);
        V old = (V) values[at];
        keys[2 * at] = hi;
        keys[2 * at + 1] = lo;
        values[at] = value;
        if (old == null && ++size * 2 > values.length) {
            resize(values.length * 2);
        }
        return old;
    }

    void remove(long hi, long lo) {
        int at = find(hi, lo);
        if (values[at] == null) {
            return;
        }
        size--;
        closeGap(at);
        if (values.length > SMALLEST && size * 8 < values.length) {
            resize(values.length / 2);
        }
    }

    /** Moves entries back whose probe ran over the gap, so that no tombstone is needed. */
    private void closeGap(int gap) {
        int mask = values.length - 1;
        int at = gap;
        while (true) {
            at = (at + 1) & mask;
            if (values[at] == null) {
                values[gap] = null;
                return;
            }
            int home = slot(keys[2 * at], keys[2 * at + 1], mask);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                keys[2 * gap] = keys[2 * at];
                keys[2 * gap + 1] = keys[2 * at + 1];
                values[gap] = values[at];
                gap = at;
            }
        }
    }

    private void resize(int length) {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[2 * length];
        values = new Object[length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int at = find(oldKeys[2 * i], oldKeys[2 * i + 1]);
                keys[2 * at] = oldKeys[2 * i];
                keys[2 * at + 1] = oldKeys[2 * i + 1];
                values[at] = oldValues[i];
            }
        }
    }
}
