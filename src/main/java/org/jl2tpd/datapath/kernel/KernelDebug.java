package org.jl2tpd.datapath.kernel;

import java.util.List;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;

/** Debug masks of tunnels and sessions. On the reactor's thread. */
interface KernelDebug extends AutoCloseable {
    /** The option of a tunnel's or session's socket; negated errno where it fails. */
    interface DebugSocket {
        int set(int mask);

        int get();
    }

    /**
     * Sets a mask, and takes back what an earlier one switched.
     *
     * @param session null for the tunnel itself
     * @param mask of {@link DebugBits}; 0 for none
     * @param socket null where there is none
     */
    List<DebugEffect> set(long nowNs, DataTunnel tunnel, DataSession session, int mask, DebugSocket socket);

    /** The tunnel (session null) or session is closed. */
    void closed(long nowNs, DataTunnel tunnel, DataSession session);

    /** When {@link #poll} is wanted; {@link Long#MAX_VALUE} for never. */
    long nextDeadlineNs();

    /** Does what is due. */
    void poll(long nowNs);

    /** Takes everything back. */
    @Override
    void close();
}
