package org.jl2tpd.bench.micro;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.engine.Authenticator;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Datapath;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/** One engine with everything that it asks of the outside, in memory: datagrams wait in a queue until the other node takes them. */
final class Node implements EnginePorts, Datapath, Authenticator {
    private static final int MAX_DATAGRAM = 2048;

    final Engine engine;
    final IpAddress address;
    final ArrayDeque<ByteBuffer> outbox = new ArrayDeque<>();
    final Map<DataSession, SessionNetwork> open = new HashMap<>();
    DataSession lastOpened;
    long delivered;
    /** While false what the engine sends is counted and dropped. */
    boolean queueing = true;

    long sent;
    TransportPath lastPath;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final DatagramPath from = new DatagramPath();
    private int nextAddress;

    Node(String address, Configuration configuration) {
        this.address = IpAddress.parse(address);
        engine = new Engine(configuration, this, this, this, new Chance());
    }

    /** Takes all that the other sent; whether there was anything. */
    boolean takeFrom(Node other, long nowNs) {
        boolean any = false;
        for (ByteBuffer datagram = other.outbox.poll(); datagram != null; datagram = other.outbox.poll()) {
            any = true;
            from.set(new TransportPath(0, address, 1701, other.address, 1701));
            engine.onDatagram(nowNs, from, datagram);
            other.free.add(datagram);
        }
        return any;
    }

    /** Does what is due; whether there was anything. */
    boolean runDue(long nowNs) {
        if (engine.nextDeadlineNs() > nowNs) {
            return false;
        }
        engine.onTimeout(nowNs);
        return true;
    }

    DatagramPath pathFrom(Node other) {
        return from.set(new TransportPath(0, address, 1701, other.address, 1701));
    }

    @Override
    public void sendDatagram(TransportPath path, ByteBuffer datagram) {
        sent++;
        if (queueing) {
            lastPath = path;
            ByteBuffer copy = free.isEmpty() ? ByteBuffer.allocateDirect(MAX_DATAGRAM) : free.poll();
            outbox.add(copy.clear().put(datagram).flip());
        }
    }

    @Override
    public OpenedSocket openSocket(IpAddress local, int port) {
        return new OpenedSocket(0, 1701, null);
    }

    @Override
    public void closeSocket(int socket) {}

    @Override
    public void resolve(long token, String hostName) {}

    @Override
    public Route routeTo(IpAddress peer) {
        return new Route(address, "eth0", 1500);
    }

    @Override
    public void event(EngineEvent event) {}

    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        open.put(session, network);
        lastOpened = session;
        return null;
    }

    @Override
    public void close(DataSession session) {
        open.remove(session);
    }

    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        delivered += packet.remaining();
    }

    @Override
    public String deviceName(DataSession session) {
        return "";
    }

    @Override
    public AuthReply authenticate(long ticket, AuthRequest request, AuthContext context) {
        IpAddress peer = IpAddress.v4(0x0a000002 + (nextAddress++ & 0xfffff));
        return AuthReply.accept(
                "", null, new AddressGrant(IpAddress.v4(0x0a000001), peer, List.of(), null, null, List.of(), 0, 0));
    }

    @Override
    public void release(long ticket) {}
}
