package org.jl2tpd.engine;

/** A session as a datapath sees it. */
public interface DataSession {
    /** The tunnel that carries the session. */
    DataTunnel dataTunnel();

    int localTunnelId();

    int localSessionId();

    /** The configured name, empty for none. */
    default String name() {
        return "";
    }

    /** The peer's id for the session; 0 while it is not known. */
    int peerSessionId();

    /** The datapath's own object for this session; null before it is opened. */
    Object datapathState();

    void setDatapathState(Object state);
}
