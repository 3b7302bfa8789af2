package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.wire.IpAddress;

/**
 * A small IP host inside the process that needs no privilege: at every session it has the session's local IPv4 address and IPv6
 * link-local address, answers ICMP, ICMPv6 and UDP echo, and can ping the peer. It forwards nothing.
 */
public final class MemoryDatapath implements DrivenDatapath {
    /** Longest payload of {@link #ping}. */
    public static final int PING_PAYLOAD_LIMIT = 1452;

    /** What the name of a session's device reads. */
    private static final String DEVICE = "memory";

    private final AddressMap<MemorySession> sessions = new AddressMap<>();
    private final PendingPackets pending = new PendingPackets();
    private final Pings pings = new Pings();
    private final DatapathCounters counters = new DatapathCounters();
    private PacketSink sink;

    /** The datapath's object for a session. */
    private static final class MemorySession {
        final DataSession session;
        SessionNetwork network;

        MemorySession(DataSession session) {
            this.session = session;
        }

        boolean hasAddress(long hi, long lo) {
            if (IpPacket.isLinkLocal(hi)) {
                return network.localInterfaceId() != 0 && lo == network.localInterfaceId();
            }
            IpAddress local = network.localIpv4();
            return local != null && hi == local.hi() && lo == local.lo();
        }
    }

    @Override
    public void attach(PacketSink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        MemorySession state = state(session);
        if (state == null) {
            state = new MemorySession(session);
            session.setDatapathState(state);
        }
        state.network = network;
        sessions.put(session.localTunnelId(), session.localSessionId(), state);
        return null;
    }

    private static MemorySession state(DataSession session) {
        return session.datapathState() instanceof MemorySession state ? state : null;
    }

    @Override
    public void close(DataSession session) {
        if (state(session) == null) {
            return;
        }
        session.setDatapathState(null);
        sessions.remove(session.localTunnelId(), session.localSessionId());
        pending.forget(session);
        pings.forget(session);
    }

    @Override
    public String deviceName(DataSession session) {
        return state(session) == null ? "" : DEVICE;
    }

    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        MemorySession state = state(session);
        counters.add(DatapathCounter.RX_PACKETS);
        if (state == null || !IpPacket.trim(packet)) {
            counters.add(DatapathCounter.MALFORMED);
        } else if (!state.hasAddress(IpPacket.destinationHi(packet), IpPacket.destinationLo(packet))) {
            counters.add(DatapathCounter.NOT_OURS);
        } else {
            answer(session, packet);
        }
    }

    private void answer(DataSession session, ByteBuffer packet) {
        switch (EchoResponder.respond(packet, pending.next())) {
            case ANSWERED -> {
                pending.add(session);
                counters.add(DatapathCounter.ECHO_REPLIES);
            }
            case REPLY -> {
                if (!pings.onReply(session, packet, sink.nowNs())) {
                    counters.add(DatapathCounter.NOT_SERVED);
                }
            }
            case BAD_CHECKSUM -> counters.add(DatapathCounter.BAD_CHECKSUM);
            case NO_ROOM -> counters.add(DatapathCounter.QUEUE_FULL);
            case NOT_SERVED -> counters.add(DatapathCounter.NOT_SERVED);
        }
    }

    /** The open session with these local ids, or null. */
    public DataSession session(int localTunnelId, int localSessionId) {
        MemorySession state = sessions.get(localTunnelId, localSessionId);
        return state == null ? null : state.session;
    }

    /**
     * Sends an echo request to an IPv4 address, or an IPv6 link-local one, through a session. On the reactor's thread.
     *
     * @param payloadOctets 0 to {@link #PING_PAYLOAD_LIMIT}
     * @return null, or why none was sent
     */
    public String ping(DataSession session, IpAddress destination, int payloadOctets, PingListener listener) {
        MemorySession state = state(session);
        if (state == null) {
            return "the session has no addresses";
        }
        boolean v4 = destination.isV4();
        if (v4 ? state.network.localIpv4() == null : state.network.localInterfaceId() == 0) {
            return "the session has no " + (v4 ? "IPv4" : "IPv6") + " address";
        }
        ByteBuffer out = pending.next();
        if (payloadOctets < 0 || payloadOctets > PING_PAYLOAD_LIMIT || out == null || !pings.hasRoom()) {
            return "too many or too long echo requests";
        }
        long localHi = v4 ? 0 : IpPacket.linkLocalHi();
        long localLo = v4 ? state.network.localIpv4().lo() : state.network.localInterfaceId();
        int sequence = pings.begin(session, destination.hi(), destination.lo(), listener, sink.nowNs());
        Pings.write(out, v4, localHi, localLo, destination.hi(), destination.lo(), sequence, payloadOctets);
        pending.add(session);
        return null;
    }

    @Override
    public int poll(long nowNs, int budget) {
        pings.expire(nowNs);
        int moved = pending.isEmpty() ? 0 : pending.drain(sink, budget);
        for (int i = 0; i < moved; i++) {
            counters.add(DatapathCounter.TX_PACKETS);
        }
        return moved;
    }

    @Override
    public long nextDeadlineNs() {
        return pending.isEmpty() ? pings.nextDeadlineNs() : Long.MIN_VALUE;
    }

    @Override
    public void counters(ObjLongConsumer<String> out) {
        counters.forEach(out);
    }

    /** Value of one counter. */
    public long counter(DatapathCounter counter) {
        return counters.get(counter);
    }

    @Override
    public void close() {}
}
