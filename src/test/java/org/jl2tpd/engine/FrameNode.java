package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A datapath that carries frames for a {@link PairNode}, to the other nodes' ones: it records what it is told, and fails where a test wants it. */
final class FrameNode implements FrameDatapath {
    /** What it says of every debug mask. */
    static final DebugEffect EFFECT = new DebugEffect("setsockopt", true, "recorded");

    DebugEffect effect = EFFECT;

    /** The session whose debug mask can't be set, null for none. */
    DataSession refusesMaskOf;

    /** The session whose rates can't be set, null for none. */
    DataSession refusesRatesOf;

    final PairNode node;
    final List<String> calls = new ArrayList<>();
    final Map<DataTunnel, Integer> tunnels = new LinkedHashMap<>();
    final Map<DataSession, SessionOptions> sessions = new LinkedHashMap<>();
    final Map<DataSession, LinkOptions> devices = new LinkedHashMap<>();
    final Map<DataSession, SessionNetwork> networks = new LinkedHashMap<>();
    /** The device where a pppd made it, and the rates, from the peer and to it. */
    final Map<DataSession, String> rates = new LinkedHashMap<>();

    final Map<DataSession, PppdOptions> pppd = new LinkedHashMap<>();
    final Map<DataSession, DataSession> bridged = new HashMap<>();
    /** Whether a pppd takes it when it is told to end. */
    boolean endsPppd;

    /** The call that fails, null for none. */
    String failing;

    long idleNs = -1;
    /** What every tunnel and session counted; null for nothing known. */
    DataStatistics statistics;
    /** What a reading gives at the end of one; null for nothing new. */
    DataStatistics last;
    /** How often statistics were asked for, but for glances. */
    int looks;

    private boolean glancing;

    FrameNode(PairNode node) {
        this.node = node;
        node.datapath = this;
    }

    private String outcome(String call) {
        calls.add(call);
        return call.equals(failing) ? "no buffer space" : null;
    }

    /** The calls so far, with spaces between them. */
    String told() {
        return calls.stream().collect(Collectors.joining(" "));
    }

    boolean isEmpty() {
        return tunnels.isEmpty() && sessions.isEmpty() && devices.isEmpty() && networks.isEmpty();
    }

    @Override
    public String name() {
        return "frames";
    }

    @Override
    public String openTunnel(DataTunnel tunnel) {
        String problem = outcome("openTunnel");
        if (problem == null) {
            tunnels.put(tunnel, tunnel.path().socket());
        }
        return problem;
    }

    @Override
    public void closeTunnel(DataTunnel tunnel) {
        calls.add("closeTunnel");
        tunnels.remove(tunnel);
    }

    @Override
    public String openSession(DataSession session, SessionOptions options) {
        String problem = outcome("openSession");
        if (problem == null) {
            sessions.put(session, options);
        }
        return problem;
    }

    @Override
    public String setOptions(DataSession session, SessionOptions options) {
        String problem = outcome("setOptions");
        if (problem == null) {
            sessions.put(session, options);
        }
        return problem;
    }

    @Override
    public void closeSession(DataSession session) {
        calls.add("closeSession");
        sessions.remove(session);
        bridged.values().remove(session);
        bridged.remove(session);
        devices.remove(session);
        rates.remove(session);
        networks.remove(session);
    }

    @Override
    public void sendFrame(DataSession session, ByteBuffer frame) {
        byte[] octets = new byte[frame.remaining()];
        frame.get(frame.position(), octets);
        for (PairNode other : node.world.nodes) {
            if (other.datapath instanceof FrameNode frames && isPeer(other, session.dataTunnel())) {
                node.world.after(Pair.MS, () -> frames.receive(session, octets));
            }
        }
    }

    private static boolean isPeer(PairNode other, DataTunnel tunnel) {
        return other.addresses.contains(tunnel.path().peerAddress());
    }

    private void receive(DataSession sender, byte[] octets) {
        for (DataSession session : List.copyOf(sessions.keySet())) {
            if (session.localTunnelId() == sender.dataTunnel().peerTunnelId()
                    && session.localSessionId() == sender.peerSessionId()) {
                if (bridged.containsKey(session)) {
                    sendFrame(bridged.get(session), ByteBuffer.wrap(octets));
                } else {
                    node.engine.onFrame(node.world.nowNs(), session, ByteBuffer.wrap(octets));
                }
            }
        }
    }

    @Override
    public String openDevice(DataSession session, LinkOptions options) {
        String problem = outcome("openDevice");
        if (problem == null) {
            devices.put(session, options);
        }
        return problem;
    }

    @Override
    public String setRates(DataSession session, String device, DataRates wanted) {
        String problem = outcome("setRates");
        problem = session == refusesRatesOf ? "no such qdisc" : problem;
        if (problem == null) {
            rates.put(
                    session,
                    (device.isEmpty() ? "" : device + " ") + wanted.rxBitsPerSecond() + "/" + wanted.txBitsPerSecond());
        }
        return problem;
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        String problem = outcome("open");
        if (problem == null) {
            networks.put(session, network);
        }
        return problem;
    }

    @Override
    public void close(DataSession session) {
        calls.add("close");
        networks.remove(session);
    }

    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        throw new AssertionError("IP packets do not come here");
    }

    @Override
    public String deviceName(DataSession session) {
        return devices.containsKey(session) ? "ppp" + session.localSessionId() : "";
    }

    @Override
    public long idleNs(DataSession session) {
        return idleNs;
    }

    @Override
    public void glancing(boolean on) {
        glancing = on;
    }

    @Override
    public void readStatistics(DataSession session) {
        statistics = last == null ? statistics : last;
    }

    @Override
    public void readStatistics(DataTunnel tunnel) {
        statistics = last == null ? statistics : last;
    }

    @Override
    public DataStatistics statistics(DataSession session) {
        looks += glancing ? 0 : 1;
        return statistics;
    }

    @Override
    public DataStatistics statistics(DataTunnel tunnel) {
        looks += glancing ? 0 : 1;
        return statistics;
    }

    @Override
    public List<DebugEffect> setDebugMask(DataTunnel tunnel, DataSession session, int mask) {
        calls.add("setDebugMask " + mask);
        boolean refuses = session != null && session == refusesMaskOf && mask != 0;
        return List.of(refuses ? new DebugEffect("setsockopt", false, true, "operation not permitted") : effect);
    }

    @Override
    public String bridge(DataSession first, DataSession second) {
        String problem = outcome("bridge");
        if (problem == null) {
            bridged.put(first, second);
            bridged.put(second, first);
        }
        return problem;
    }

    @Override
    public String startPppd(DataSession session, PppdOptions options) {
        String problem = outcome("startPppd");
        if (problem == null) {
            pppd.put(session, options);
        }
        return problem;
    }

    @Override
    public boolean endPppd(DataSession session) {
        calls.add("endPppd");
        return endsPppd;
    }
}
