package org.jl2tpd.daemon;

import java.util.concurrent.CompletableFuture;
import org.jl2tpd.datapath.MemoryDatapath;
import org.jl2tpd.datapath.PingListener;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.wire.IpAddress;

/** Completes a future with the round trip of one echo request, or with why there was none. */
record PingAnswer(CompletableFuture<Long> answer) implements PingListener {
    /** On the reactor's thread. */
    static void send(
            MemoryDatapath memory, DataSession session, IpAddress to, int octets, CompletableFuture<Long> answer) {
        String problem =
                session == null ? "there is no such session" : memory.ping(session, to, octets, new PingAnswer(answer));
        if (problem != null) {
            answer.completeExceptionally(new IllegalStateException(problem));
        }
    }

    @Override
    public void onReply(int sequence, long roundTripNs, int payloadOctets) {
        answer.complete(roundTripNs);
    }

    @Override
    public void onLost(int sequence) {
        answer.completeExceptionally(new IllegalStateException("no reply"));
    }
}
