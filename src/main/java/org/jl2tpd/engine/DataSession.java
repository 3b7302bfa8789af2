package org.jl2tpd.engine;

/** A session as a datapath sees it. */
public interface DataSession {
    int localTunnelId();

    int localSessionId();

    /** The datapath's own object for this session; null before {@link Datapath#open}. */
    Object datapathState();

    void setDatapathState(Object state);
}
