package org.jl2tpd.datapath;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.SessionNetwork;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Ledger;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpPrefix;

/**
 * Moves packets between sessions and TUN devices. LNS sessions share one device, whose packets find their session by destination;
 * a client session, or one with a device of its own, has all packets of that device. Needs CAP_NET_ADMIN and /dev/net/tun.
 */
public final class TunDatapath implements DrivenDatapath {
    /** Name of own devices when the session names none; the kernel puts a number in. */
    private static final String AUTOMATIC_NAME = "l2tp%d";

    private final TunSettings settings;
    private final Kernel kernel;
    private final DatapathCounters counters = new DatapathCounters();
    private final TunNetwork network;
    private final PendingPackets pending = new PendingPackets();
    private final ByteBuffer error = ByteBuffer.allocateDirect(PacketTooBig.V6_LIMIT);
    private final ByteBuffer copy = ByteBuffer.allocateDirect(TunSettings.MTU_LIMIT);
    private final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter();
    private final Set<TunPort> ownPorts = new HashSet<>();
    private TunPort sharedPort;
    private PacketSink sink;

    public TunDatapath(TunSettings settings) throws SystemCallException {
        this(settings, Ledger.none());
    }

    /** @param ledger remembers what does not end with the process */
    public TunDatapath(TunSettings settings, Ledger ledger) throws SystemCallException {
        this(settings, new LinuxKernel(ledger));
    }

    TunDatapath(TunSettings settings, Kernel kernel) {
        this.settings = settings;
        this.kernel = kernel;
        this.network = new TunNetwork(settings, kernel, counters);
    }

    /** Tries whether TUN devices can be made here; null, or why not in words for an operator. */
    public String check() {
        try (Kernel.Device device = kernel.open(AUTOMATIC_NAME)) {
            kernel.begin();
            kernel.linkUp(device.index(), settings.mtu());
            return kernel.commit();
        } catch (SystemCallException e) {
            return e.getMessage();
        }
    }

    /**
     * Other pools are routed to the shared device from now on; sessions outside of them get routes of their own. On the reactor's thread.
     *
     * @return null, or what failed in words for an operator
     */
    public String routePools(List<IpPrefix> pools) {
        return network.routePools(sharedPort, pools);
    }

    @Override
    public void attach(PacketSink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "tun";
    }

    private static TunSession state(DataSession session) {
        return session.datapathState() instanceof TunSession state ? state : null;
    }

    @Override
    public String open(DataSession session, SessionNetwork wanted) {
        TunSession state = state(session);
        try {
            if (state == null) {
                state = new TunSession(session, port(wanted));
                session.setDatapathState(state);
                if (!state.port.shared) {
                    state.port.owner = state;
                }
            }
        } catch (SystemCallException e) {
            return e.getMessage();
        }
        String problem = network.apply(state, wanted);
        if (problem == null) {
            return null;
        }
        String device = state.port.device.name();
        close(session);
        return "addresses and routes of " + device + ": " + problem;
    }

    private TunPort port(SessionNetwork wanted) throws SystemCallException {
        if (wanted.client() || wanted.ownDevice()) {
            String name = wanted.interfaceName().isEmpty() ? AUTOMATIC_NAME : wanted.interfaceName();
            TunPort port = watched(port(name, false, wanted.client(), wanted.mtu()));
            ownPorts.add(port);
            return port;
        }
        if (sharedPort == null) {
            sharedPort = watched(port(settings.deviceName(), true, false, settings.mtu()));
        }
        return sharedPort;
    }

    private TunPort port(String name, boolean shared, boolean client, int mtu) throws SystemCallException {
        var port = new TunPort(kernel.open(name), shared, Math.min(mtu, TunSettings.MTU_LIMIT));
        String problem = network.takeUp(port, client);
        if (problem != null) {
            port.device.close();
            throw new SystemCallException("cannot take up the device " + name + ": " + problem);
        }
        return port;
    }

    private TunPort watched(TunPort port) throws SystemCallException {
        String problem = sink.watch(port.device.fd(), budget -> drain(port, budget));
        if (problem != null) {
            port.device.close();
            throw new SystemCallException(problem);
        }
        return port;
    }

    @Override
    public void close(DataSession session) {
        TunSession state = state(session);
        if (state == null) {
            return;
        }
        session.setDatapathState(null);
        pending.forget(session);
        network.remove(state);
        if (!state.port.shared) {
            ownPorts.remove(state.port);
            closePort(state.port);
        }
    }

    private void closePort(TunPort port) {
        sink.unwatch(port.device.fd());
        port.device.close();
    }

    @Override
    public String deviceName(DataSession session) {
        TunSession state = state(session);
        return state == null ? "" : state.port.device.name();
    }

    @Override
    public int deviceIndex(DataSession session) {
        TunSession state = state(session);
        return state == null ? 0 : state.port.device.index();
    }

    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        TunSession state = state(session);
        counters.add(DatapathCounter.RX_PACKETS);
        if (state == null || state.network == null || !IpPacket.trim(packet)) {
            counters.add(DatapathCounter.MALFORMED);
            return;
        }
        long hi = IpPacket.sourceHi(packet);
        long lo = IpPacket.sourceLo(packet);
        if (settings.sourceCheck() && !state.maySend(hi, lo)) {
            counters.add(DatapathCounter.BAD_SOURCE);
        } else if (state.port.shared) {
            deliverShared(state, packet);
        } else {
            write(state.port, packet);
        }
    }

    /** A shared device has no link-local addresses of its sessions: echo requests to those are answered here. */
    private void deliverShared(TunSession state, ByteBuffer packet) {
        long hi = IpPacket.destinationHi(packet);
        long lo = IpPacket.destinationLo(packet);
        if (IpPacket.isLinkLocal(hi) && lo != TunPort.SHARED_LINK_LOCAL_ID) {
            answerLinkLocal(state, packet, lo);
        } else if (IpPacket.isNeverForwarded(hi, lo)) {
            counters.add(DatapathCounter.NOT_FORWARDED);
        } else {
            write(state.port, packet);
        }
    }

    private void answerLinkLocal(TunSession state, ByteBuffer packet, long interfaceId) {
        if (interfaceId != state.network.localInterfaceId()) {
            counters.add(DatapathCounter.NOT_OURS);
            return;
        }
        switch (EchoResponder.respond(packet, pending.next())) {
            case ANSWERED -> {
                pending.add(state.session);
                counters.add(DatapathCounter.ECHO_REPLIES);
            }
            case BAD_CHECKSUM -> counters.add(DatapathCounter.BAD_CHECKSUM);
            case NO_ROOM -> counters.add(DatapathCounter.QUEUE_FULL);
            case REPLY, NOT_SERVED -> counters.add(DatapathCounter.NOT_SERVED);
        }
    }

    private void write(TunPort port, ByteBuffer packet) {
        ByteBuffer direct = packet;
        if (!packet.isDirect()) {
            if (packet.remaining() > copy.capacity()) {
                counters.add(DatapathCounter.OVERSIZE);
                return;
            }
            int octets = packet.remaining();
            direct = copy.clear().limit(octets).put(0, packet, packet.position(), octets);
        }
        if (port.device.write(direct) < 0) {
            counters.add(DatapathCounter.DEVICE_WRITE);
        }
    }

    private int drain(TunPort port, int budget) {
        int count = 0;
        while (count < budget) {
            ByteBuffer packet = sink.lend().position(Engine.HEADROOM);
            int octets = port.device.read(packet);
            if (octets <= 0) {
                if (octets != -Errno.EAGAIN && octets != -Errno.EINTR) {
                    counters.add(DatapathCounter.DEVICE_READ);
                }
                break;
            }
            count++;
            forward(port, packet.limit(Engine.HEADROOM + octets));
        }
        return count;
    }

    private void forward(TunPort port, ByteBuffer packet) {
        if (!IpPacket.trim(packet)) {
            counters.add(DatapathCounter.MALFORMED);
            return;
        }
        TunSession state = port.owner;
        if (port.shared) {
            long hi = IpPacket.destinationHi(packet);
            long lo = IpPacket.destinationLo(packet);
            state = network.find(hi, lo);
            if (state == null) {
                boolean never = IpPacket.isNeverForwarded(hi, lo);
                counters.add(never ? DatapathCounter.NOT_FORWARDED : DatapathCounter.NO_SESSION);
                return;
            }
        }
        if (state == null || state.network == null) {
            counters.add(DatapathCounter.NO_SESSION);
        } else if (packet.remaining() > state.network.mtu()) {
            if (Ipv4Fragmenter.isAllowed(packet)) {
                fragment(state, packet);
            } else {
                tooBig(port, state, packet);
            }
        } else {
            counters.add(DatapathCounter.TX_PACKETS);
            sink.onPacket(state.session, packet);
        }
    }

    /** The kernel routes to the device's MTU, so that a session with a smaller one is for us to cut for. */
    private void fragment(TunSession state, ByteBuffer packet) {
        if (!fragmenter.begin(packet, state.network.mtu())) {
            counters.add(DatapathCounter.MALFORMED);
            return;
        }
        counters.add(DatapathCounter.FRAGMENTED);
        ByteBuffer out = sink.lend().position(Engine.HEADROOM);
        while (fragmenter.next(out)) {
            counters.add(DatapathCounter.TX_PACKETS);
            sink.onPacket(state.session, out);
            out = sink.lend().position(Engine.HEADROOM);
        }
    }

    /** The error comes from the packet's destination: the kernel takes no packet of its own addresses from a device. */
    private void tooBig(TunPort port, TunSession state, ByteBuffer packet) {
        counters.add(DatapathCounter.TOO_BIG);
        long hi = IpPacket.destinationHi(packet);
        long lo = IpPacket.destinationLo(packet);
        if (!IpPacket.isNeverForwarded(hi, lo) && PacketTooBig.write(packet, state.network.mtu(), hi, lo, error)) {
            write(port, error);
        }
    }

    @Override
    public int poll(long nowNs, int budget) {
        return pending.isEmpty() ? 0 : pending.drain(sink, budget);
    }

    @Override
    public long nextDeadlineNs() {
        return pending.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    @Override
    public void counters(ObjLongConsumer<String> out) {
        counters.forEach(out);
    }

    /** Value of one counter. */
    public long counter(DatapathCounter counter) {
        return counters.get(counter);
    }

    /** Devices go with their descriptors, and addresses and routes with their devices. */
    @Override
    public void close() {
        for (TunPort port : new ArrayList<>(ownPorts)) {
            closePort(port);
        }
        ownPorts.clear();
        if (sharedPort != null) {
            closePort(sharedPort);
            sharedPort = null;
        }
        network.close();
    }
}
