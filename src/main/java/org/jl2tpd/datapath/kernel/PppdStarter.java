package org.jl2tpd.datapath.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.PppdOptions;

/** Runs a pppd for a session. On the reactor's thread. */
interface PppdStarter extends AutoCloseable {
    /** Starts none. */
    PppdStarter NONE = new PppdStarter() {
        @Override
        public String start(DataSession session, int socket, PppdOptions options, PacketSink sink) {
            return "this datapath starts no pppd";
        }

        @Override
        public void stop(DataSession session) {}

        @Override
        public void close() {}
    };

    /**
     * Starts a pppd that inherits the session's PPPoX socket, whose channel nobody has attached; what becomes of it is told to the sink.
     *
     * @return null, or the problem: nothing runs then
     */
    String start(DataSession session, int socket, PppdOptions options, PacketSink sink);

    /** Ends the session's pppd, and what it does is told no more. Does nothing without one. */
    void stop(DataSession session);

    /** Before any other call: takes away what an earlier process has left. */
    default void begin(PacketSink sink) {}

    /** Tells the session's pppd to end in order; its end is told to the sink. Returns whether the session has one. */
    default boolean terminate(DataSession session) {
        return false;
    }

    /** When {@link #onTimeout} is wanted; {@link Long#MAX_VALUE} for never. */
    default long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    default void onTimeout(long nowNs) {}

    /** Tells every counter by name; from any thread. */
    default void counters(ObjLongConsumer<String> out) {}

    /** Lets pppds that start from then on know other users; from any thread. Completes with null, or the problem. */
    default CompletableFuture<String> refresh(PppdSettings settings) {
        return CompletableFuture.completedFuture(null);
    }

    /** Ends every pppd. */
    @Override
    void close();
}
