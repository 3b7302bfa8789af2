package org.jl2tpd.datapath.kernel;

import org.jl2tpd.linux.L2tpStatistics;
import org.jl2tpd.linux.SystemCallException;

/** Where {@link StatisticsCache} gets its figures from; used by its thread alone. */
interface StatisticsSource extends AutoCloseable {
    /** Takes what was counted of one tunnel (session id 0) or session. */
    interface Visitor {
        void take(long tunnelId, long sessionId, L2tpStatistics statistics);
    }

    /** Reads all tunnels and sessions there are. */
    void readAll(Visitor visitor) throws SystemCallException;

    /** Reads one tunnel (session id 0) or session; null when there is none. */
    L2tpStatistics read(long tunnelId, long sessionId) throws SystemCallException;

    @Override
    void close();
}
