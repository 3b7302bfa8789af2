package org.jl2tpd.datapath;

import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;

/** A session of a test. */
public final class FakeSession implements DataSession {
    private final int id;
    private Object state;

    public FakeSession(int id) {
        this.id = id;
    }

    @Override
    public DataTunnel dataTunnel() {
        return null;
    }

    @Override
    public int peerSessionId() {
        return 0;
    }

    @Override
    public int localTunnelId() {
        return 1;
    }

    @Override
    public int localSessionId() {
        return id;
    }

    @Override
    public Object datapathState() {
        return state;
    }

    @Override
    public void setDatapathState(Object state) {
        this.state = state;
    }
}
