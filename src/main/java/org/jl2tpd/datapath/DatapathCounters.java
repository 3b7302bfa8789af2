package org.jl2tpd.datapath;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;

/** Counters that one thread writes and any thread reads, without locks. */
public final class DatapathCounters {
    private static final DatapathCounter[] ALL = DatapathCounter.values();

    private final AtomicLongArray values = new AtomicLongArray(ALL.length);

    /** Counts one; on the writing thread. */
    public void add(DatapathCounter counter) {
        int i = counter.ordinal();
        values.setOpaque(i, values.getPlain(i) + 1);
    }

    public long get(DatapathCounter counter) {
        return values.getOpaque(counter.ordinal());
    }

    /** Tells every counter by its label; from any thread. */
    public void forEach(ObjLongConsumer<String> out) {
        for (DatapathCounter counter : ALL) {
            out.accept(counter.label, get(counter));
        }
    }
}
