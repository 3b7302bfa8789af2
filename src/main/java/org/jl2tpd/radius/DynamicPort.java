package org.jl2tpd.radius;

/** Port: what {@link DynamicAuthorization} has done for it. Calls come from its thread and never block. */
public interface DynamicPort {
    /** Sends an answer. */
    void answer(DynamicSource to, byte[] packet);

    /** Has a request done; {@link DynamicAuthorization#finish} has to follow, at once or later, on the same thread. */
    void execute(DynamicRequest request);
}
