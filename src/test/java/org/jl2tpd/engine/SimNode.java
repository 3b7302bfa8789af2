package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.TransportPath;

/** One daemon of a simulation: an engine, and everything that it reaches through its ports. */
final class SimNode implements EnginePorts, Datapath, Authenticator {
    static final String LNS = "192.0.2.1";
    static final String LAC = "192.0.2.2";
    static final int PORT = 1701;

    final String name;
    final IpAddress address;
    final Simulation world;
    Engine engine;

    /** Ports of open sockets by number; number 0 is the listener. */
    final Map<Integer, Integer> sockets = new HashMap<>();

    final Map<DataSession, SessionNetwork> open = new LinkedHashMap<>();
    final Map<Long, Integer> granted = new HashMap<>();
    long pingsAnswered;

    private final Configuration configuration;
    private final SeededRandom random;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(4096);
    private final ByteBuffer packet = ByteBuffer.allocateDirect(4096);
    private final DatagramPath from = new DatagramPath();
    private final Set<Integer> takenAddresses = new HashSet<>();
    private int nextSocket = 1;
    private int nextPort = 20_000;

    SimNode(Simulation world, String name, String address, Configuration configuration, SeededRandom random) {
        this.world = world;
        this.name = name;
        this.address = IpAddress.parse(address);
        this.configuration = configuration;
        this.random = random;
    }

    /** Starts the daemon, or starts it anew after a crash: nothing of the old one is left. */
    void start() {
        sockets.clear();
        sockets.put(0, PORT);
        open.clear();
        granted.clear();
        takenAddresses.clear();
        engine = new Engine(configuration, this, this, this, random);
        engine.start(world.nowNs());
    }

    /** A datagram arrives; false when nobody listens on the port. */
    boolean receive(IpAddress peer, int peerPort, int localPort, byte[] octets) {
        Integer socket = sockets.entrySet().stream()
                .filter(s -> s.getValue() == localPort)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        if (socket == null) {
            return false;
        }
        from.set(new TransportPath(socket, address, localPort, peer, peerPort));
        incoming.clear().put(octets).flip();
        engine.onDatagram(world.nowNs(), from, incoming);
        return true;
    }

    /** Sends a small IPv4 packet to the peer of every open session. */
    void pingAll() {
        for (var entry : List.copyOf(open.entrySet())) {
            if (entry.getValue().peerIpv4() != null && entry.getValue().localIpv4() != null) {
                send(entry.getKey(), entry.getValue(), 0);
            }
        }
    }

    private void send(DataSession session, SessionNetwork network, int mark) {
        packet.clear().position(Engine.HEADROOM);
        int at = packet.position();
        packet.putInt(0x45000000 | 24).putInt(mark).putInt(0x40ff0000);
        packet.putInt(network.localIpv4().v4()).putInt(network.peerIpv4().v4()).putInt(mark);
        packet.limit(packet.position()).position(at);
        engine.onPacket(world.nowNs(), session, packet);
    }

    // EnginePorts

    @Override
    public void sendDatagram(TransportPath path, ByteBuffer datagram) {
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(octets);
        world.send(this, path, octets);
    }

    @Override
    public OpenedSocket openSocket(IpAddress local, int port) {
        int number = nextSocket++;
        int chosen = port == 0 ? nextPort++ : port;
        sockets.put(number, chosen);
        return new OpenedSocket(number, chosen, null);
    }

    @Override
    public void closeSocket(int socket) {
        sockets.remove(socket);
    }

    @Override
    public void resolve(long token, String hostName) {
        Engine asked = engine;
        boolean fails = random.nextInt(5) == 0;
        IpAddress answer = IpAddress.parse(hostName.startsWith("a") ? LNS : LAC);
        world.after(1_000_000L * random.nextInt(5_000), () -> {
            if (engine == asked) {
                engine.onResolved(
                        world.nowNs(), token, fails ? List.of() : List.of(answer), fails ? "no such name" : null);
            }
        });
    }

    @Override
    public Route routeTo(IpAddress peer) {
        return new Route(address, "eth0", 1500);
    }

    @Override
    public void event(EngineEvent event) {
        world.log(name, event.toString());
    }

    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {
        world.log(name, facility + " " + tunnelId + "/" + sessionId + " " + text);
    }

    // Datapath

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        if (world.chance(world.scenario.datapathFailure)) {
            return "the simulated device is not to be had";
        }
        open.put(session, network);
        return null;
    }

    @Override
    public void close(DataSession session) {
        open.remove(session);
    }

    @Override
    public void deliver(DataSession session, ByteBuffer received) {
        SessionNetwork network = open.get(session);
        if (network == null) {
            throw new AssertionError(name + " got a packet for a session without a network");
        }
        if (received.remaining() == 24 && received.get(received.position() + 9) == (byte) 0xff) {
            if (received.getInt(received.position() + 4) == 0) {
                send(session, network, 1);
            } else {
                pingsAnswered++;
            }
        }
    }

    @Override
    public String deviceName(DataSession session) {
        return "";
    }

    // Authenticator

    @Override
    public AuthReply authenticate(long ticket, AuthRequest request, AuthContext context) {
        AuthReply reply = judge(ticket, request);
        if (world.scenario.authDelayNs == 0) {
            return reply;
        }
        Engine asked = engine;
        world.after(world.scenario.authDelayNs, () -> {
            if (engine == asked) {
                engine.onAuthReply(world.nowNs(), ticket, reply);
            }
        });
        return null;
    }

    private AuthReply judge(long ticket, AuthRequest request) {
        if (!request.isProvedBy(Scenario.PASSWORD)) {
            return AuthReply.refuse("access denied", false);
        }
        Integer number = granted.computeIfAbsent(ticket, t -> freeNumber());
        String ms = request instanceof AuthRequest.MsChapV2 v2 ? v2.authenticatorResponse(Scenario.PASSWORD) : null;
        int network = address.equals(IpAddress.parse(LNS)) ? 0x0a000000 : 0x0b000000;
        return AuthReply.accept(
                "welcome",
                ms,
                new AddressGrant(
                        IpAddress.v4(network | 1),
                        IpAddress.v4(network | number),
                        List.of(),
                        new IpPrefix(new IpAddress(0x20010db800000000L | (long) network | number, 0), 64),
                        null,
                        List.of(),
                        0,
                        0));
    }

    private int freeNumber() {
        int number = 2;
        while (!takenAddresses.add(number)) {
            number++;
        }
        return number;
    }

    @Override
    public void release(long ticket) {
        Integer number = granted.remove(ticket);
        if (number != null) {
            takenAddresses.remove(number);
        }
    }

    List<TunnelEntry> tunnels() {
        var all = new ArrayList<TunnelEntry>();
        TunnelTable table = engine.core().tunnels;
        for (TunnelEntry entry = table.after(0); entry != null; entry = table.after(entry.id)) {
            all.add(entry);
        }
        return all;
    }
}
