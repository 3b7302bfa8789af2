package org.jl2tpd.radius;

import java.util.function.Consumer;

/** Port: asks servers; from any thread, never blocks. */
public interface RadiusSender {
    /** @param result hears once what became of it, on the RADIUS thread; on the caller's, before this returns, where it can't be asked */
    void send(RadiusRequest request, Consumer<RadiusResult> result);
}
