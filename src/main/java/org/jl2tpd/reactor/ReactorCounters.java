package org.jl2tpd.reactor;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.linux.Errno;

/** Counters that the reactor's thread writes and any thread reads, without locks; they never go back. */
public final class ReactorCounters {
    private static final ReactorCounter[] ALL = ReactorCounter.values();

    private final AtomicLongArray values = new AtomicLongArray(ALL.length);
    private final AtomicLongArray sendErrors = new AtomicLongArray(Errno.LIMIT);

    void add(ReactorCounter counter, long amount) {
        int i = counter.ordinal();
        values.setOpaque(i, values.getPlain(i) + amount);
    }

    void add(ReactorCounter counter) {
        add(counter, 1);
    }

    /** For counters that several threads write. */
    void addShared(ReactorCounter counter) {
        values.getAndIncrement(counter.ordinal());
    }

    void sendError(int errno) {
        add(ReactorCounter.DROP_SEND_ERROR);
        int i = errno > 0 && errno < Errno.LIMIT ? errno : 0;
        sendErrors.setOpaque(i, sendErrors.getPlain(i) + 1);
    }

    public long get(ReactorCounter counter) {
        return values.getOpaque(counter.ordinal());
    }

    /** Datagrams that the kernel refused with this errno. */
    public long sendErrors(int errno) {
        return sendErrors.getOpaque(errno);
    }

    /** Tells every counter by name; send errors only where there were some, as {@code send_error_NAME}. */
    public void forEach(ObjLongConsumer<String> out) {
        for (ReactorCounter counter : ALL) {
            out.accept(counter.label, get(counter));
        }
        for (int errno = 0; errno < Errno.LIMIT; errno++) {
            if (sendErrors(errno) > 0) {
                out.accept("send_error_" + Errno.name(errno).replace(' ', '_'), sendErrors(errno));
            }
        }
    }
}
