package org.jl2tpd.datapath;

import java.util.function.ObjLongConsumer;
import org.jl2tpd.engine.Datapath;

/** A datapath that a reactor drives; all calls on the reactor's thread but {@link #counters}. */
public interface DrivenDatapath extends Datapath, AutoCloseable {
    /** Gives the place for packets; before any other call. */
    void attach(PacketSink sink);

    /** Hands over at most {@code budget} packets that were made inside the process; returns how many. */
    int poll(long nowNs, int budget);

    /** When {@link #poll} is wanted: {@link Long#MIN_VALUE} at once, {@link Long#MAX_VALUE} never. */
    long nextDeadlineNs();

    /** Tells every counter by name; from any thread. */
    void counters(ObjLongConsumer<String> out);

    /** Takes everything away that the datapath made. */
    @Override
    void close();
}
