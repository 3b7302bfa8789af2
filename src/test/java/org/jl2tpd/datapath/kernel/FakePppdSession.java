package org.jl2tpd.datapath.kernel;

import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.DataTunnel;

/** A session that has its ids and nothing else. */
final class FakePppdSession implements DataSession {
    private final int tunnel;
    private final int session;
    private Object state;

    FakePppdSession(int tunnel, int session) {
        this.tunnel = tunnel;
        this.session = session;
    }

    @Override
    public DataTunnel dataTunnel() {
        return null;
    }

    @Override
    public int localTunnelId() {
        return tunnel;
    }

    @Override
    public int localSessionId() {
        return session;
    }

    @Override
    public int peerSessionId() {
        return 1;
    }

    @Override
    public String name() {
        return "";
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
