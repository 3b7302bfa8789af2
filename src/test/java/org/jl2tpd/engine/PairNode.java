package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jl2tpd.control.Session;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.ppp.SessionPolicy;
import org.jl2tpd.ppp.TunnelChoice;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.jl2tpd.wire.TransportPath;

/** One daemon of a {@link Pair}: an engine, and ports that record what it does. */
final class PairNode implements EnginePorts, Datapath, Authenticator {
    static final int PORT = 1701;

    final Pair world;
    final String name;
    final List<IpAddress> addresses = new ArrayList<>();
    Engine engine;

    // What the daemon did.
    final List<EngineEvent> events = new ArrayList<>();
    final List<String> traces = new ArrayList<>();
    final Map<Integer, Integer> sockets = new LinkedHashMap<>();
    /** Where sockets are connected to. */
    final Map<Integer, TransportPath> connected = new LinkedHashMap<>();

    final Map<DataSession, SessionNetwork> open = new LinkedHashMap<>();
    final List<byte[]> delivered = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<AuthRequest> authRequests = new ArrayList<>();
    final Map<Long, IpAddress> leases = new LinkedHashMap<>();
    final List<Long> releases = new ArrayList<>();
    final List<Long> tickets = new ArrayList<>();
    /** What was known of the sessions that were to be judged. */
    final List<AuthContext> contexts = new ArrayList<>();

    /** Whether datagrams and packets are kept and passed on. */
    boolean records = true;
    /** Whether events, requests and releases are kept. */
    boolean remembers = true;

    /** What was captured: {@code TUNNEL/SESSION sent} and the datagram. */
    final List<Captured> captured = new ArrayList<>();

    final List<TransportPath> capturedPaths = new ArrayList<>();

    record Captured(int tunnelId, int sessionId, boolean sent, byte[] octets) {
        boolean isControl() {
            return (octets[0] & 0x80) != 0;
        }

        String text() {
            return new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    // How its surroundings behave.
    final Map<String, Secret> users = new HashMap<>(Map.of(Conf.USER, Conf.PASSWORD));
    /** LNSs that a user's call is to go on to. */
    final Map<String, List<TunnelChoice>> choices = new HashMap<>();

    final Map<String, ArrayDeque<List<IpAddress>>> names = new HashMap<>();
    int poolSize = 100_000;
    /** What the authenticator says of accepted sessions besides their addresses. */
    SessionPolicy policy = SessionPolicy.NONE;
    /** Prefixes behind accepted peers. */
    List<IpPrefix> grantedRoutes = List.of();
    /** Interface identifier of accepted peers, 0 for none. */
    long peerInterfaceId;

    int sessionTimeoutSeconds;
    int idleTimeoutSeconds;
    boolean resolverIsSilent;
    /** Answers of the authenticator come only when the test runs them. */
    boolean repliesAreHeld;

    final ArrayDeque<Runnable> heldReplies = new ArrayDeque<>();
    /** What the engine is given as its datapath. */
    Datapath datapath = this;

    String datapathProblem;
    String connectProblem;
    /** Whether there is one address, which the newest session takes over. */
    boolean newestReplaces;
    /** What refusals say to the operator alone. */
    String refusalDetail = "";
    /** Sessions that the datapath had at once. */
    int mostOpen;
    /** Device that leads to each peer, {@code eth0} unless set. */
    String routeDevice = "eth0";
    /** Whether every way leads through the session that is being opened, as after a default route without an exception. */
    boolean routesFollowTheLastSession;
    /** The address that others see in place of ours, null without a NAT. */
    IpAddress nat;

    int natPort;

    private final Configuration configuration;
    private SeededRandom random;
    private final long seed;
    private final DatagramPath from = new DatagramPath();
    private final TreeSet<Integer> freed = new TreeSet<>();
    private int nextNumber = 2;
    private int nextSocket = 1;
    private int nextPort = 20_000;

    PairNode(Pair world, String name, Configuration configuration, String... addresses) {
        this.world = world;
        this.name = name;
        this.configuration = configuration;
        this.seed = world.random.nextLong();
        Stream.of(addresses).map(IpAddress::parse).forEach(this.addresses::add);
    }

    void start() {
        sockets.put(0, PORT);
        random = new SeededRandom(seed);
        engine = new Engine(configuration, this, datapath, this, random);
        engine.start(world.nowNs());
    }

    /** The process dies without a word. */
    void crash() {
        engine = null;
        sockets.clear();
        open.clear();
        leases.clear();
    }

    /** Drops what was recorded. */
    void forget() {
        open.clear();
        leases.clear();
        events.clear();
        releases.clear();
    }

    long deadlineNs() {
        return engine == null ? Long.MAX_VALUE : engine.nextDeadlineNs();
    }

    // Shortcuts for tests

    CommandResult execute(Command command) {
        return engine.execute(world.nowNs(), command);
    }

    /** Executes a command that has to succeed. */
    Object done(Command command) {
        CommandResult result = execute(command);
        if (result.problem() != null) {
            throw new AssertionError(command + " was refused: " + result.problem());
        }
        return result.value();
    }

    long count(EngineCounter counter) {
        return engine.core().counters.get(counter);
    }

    long counter(String counter) {
        return ((Views.Counters) done(new Command.ShowCounters())).values().get(counter);
    }

    Views.System system() {
        return (Views.System) done(new Command.ShowSystem());
    }

    List<Views.Tunnel> tunnels() {
        return ((Views.TunnelPage) done(new Command.ListTunnels(0, 500))).tunnels();
    }

    List<Views.Session> sessions() {
        return ((Views.SessionPage) done(new Command.ListSessions(0, 0, 0, 500))).sessions();
    }

    List<SessionEntry> entries() {
        var all = new ArrayList<SessionEntry>();
        TunnelTable table = engine.core().tunnels;
        for (TunnelEntry entry = table.after(0); entry != null; entry = table.after(entry.id)) {
            for (Session session : entry.tunnel.sessions()) {
                all.add((SessionEntry) session.attachment);
            }
        }
        return all;
    }

    List<EngineEvent> events(EngineEvent.Kind kind) {
        return events.stream().filter(e -> e.kind() == kind).toList();
    }

    /** Text of everything that operators and logs were told. */
    String told() {
        return events + "\n" + String.join("\n", traces);
    }

    /** Sends an IP packet into a session. */
    void sendPacket(DataSession session, byte[] packet) {
        ByteBuffer buffer = ByteBuffer.allocate(Engine.HEADROOM + packet.length);
        buffer.position(Engine.HEADROOM).put(packet).position(Engine.HEADROOM);
        engine.onPacket(world.nowNs(), session, buffer);
    }

    /** Sends a small packet into the only session that is open. */
    void sendPacket() {
        var entry = open.entrySet().iterator().next();
        sendPacket(
                entry.getKey(),
                Packet.ipv4(entry.getValue().localIpv4(), entry.getValue().peerIpv4()));
    }

    // The network's side

    private IpAddress addressLike(IpAddress peer) {
        return addresses.stream()
                .filter(a -> a.isV4() == peer.isV4())
                .findFirst()
                .orElseThrow();
    }

    void receive(Pair.Datagram datagram) {
        boolean natted = nat != null && datagram.to().equals(nat);
        int port = natted ? datagram.toPort() - natPort : datagram.toPort();
        if (engine == null || !natted && !addresses.contains(datagram.to())) {
            return;
        }
        Integer socket = socketFor(port, datagram.from(), datagram.fromPort());
        if (socket != null) {
            IpAddress local = addressLike(datagram.to());
            from.set(new TransportPath(socket, local, port, datagram.from(), datagram.fromPort()));
            engine.onDatagram(
                    world.nowNs(), from, ByteBuffer.wrap(datagram.octets().clone()));
        }
    }

    /** A connected socket hears its peer alone, and hears it in place of one that is not connected. */
    private Integer socketFor(int port, IpAddress peer, int peerPort) {
        Integer found = null;
        for (var socket : sockets.entrySet()) {
            TransportPath path = connected.get(socket.getKey());
            boolean hears = path == null || path.peerAddress().equals(peer) && path.peerPort() == peerPort;
            if (socket.getValue() == port && hears && (found == null || path != null)) {
                found = socket.getKey();
            }
        }
        return found;
    }

    @Override
    public void sendDatagram(TransportPath path, ByteBuffer datagram) {
        if (!records) {
            return;
        }
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(datagram.position(), octets);
        IpAddress source = nat != null ? nat : addressLike(path.peerAddress());
        int port = path.localPort() + (nat != null ? natPort : 0);
        world.send(new Pair.Datagram(this, source, port, path.peerAddress(), path.peerPort(), octets));
    }

    @Override
    public OpenedSocket openSocket(IpAddress local, int port) {
        int number = nextSocket++;
        int chosen = port == 0 ? nextPort++ : port;
        sockets.put(number, chosen);
        return new OpenedSocket(number, chosen, null);
    }

    @Override
    public OpenedSocket openConnectedSocket(TransportPath path, boolean unfragmented) {
        if (connectProblem != null) {
            return new OpenedSocket(-1, 0, connectProblem);
        }
        OpenedSocket opened = openSocket(path.localAddress(), path.localPort());
        connected.put(opened.socket(), path);
        return opened;
    }

    @Override
    public String connectSocket(int socket, IpAddress peer, int peerPort) {
        if (connectProblem == null) {
            connected.put(socket, new TransportPath(socket, addressLike(peer), sockets.get(socket), peer, peerPort));
        }
        return connectProblem;
    }

    @Override
    public void closeSocket(int socket) {
        sockets.remove(socket);
        connected.remove(socket);
    }

    /** Answers come from a list for each name, the last one again and again; an empty answer is a failure. */
    @Override
    public void resolve(long token, String hostName) {
        asked.add(hostName);
        if (resolverIsSilent) {
            return;
        }
        ArrayDeque<List<IpAddress>> answers = names.getOrDefault(hostName, new ArrayDeque<>(List.of(List.of())));
        List<IpAddress> answer = answers.size() > 1 ? answers.poll() : answers.peek();
        world.after(
                10 * Pair.MS,
                () -> engine.onResolved(world.nowNs(), token, answer, answer.isEmpty() ? "no such name" : null));
    }

    @Override
    public Route routeTo(IpAddress peer) {
        String device = routeDevice;
        if (routesFollowTheLastSession) {
            for (DataSession session : open.keySet()) {
                device = deviceName(session);
            }
        }
        return new Route(addressLike(peer), device, 1500);
    }

    @Override
    public void event(EngineEvent event) {
        if (remembers) {
            events.add(event);
        }
    }

    @Override
    public void captured(int tunnelId, int sessionId, TransportPath path, boolean sent, ByteBuffer datagram) {
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(octets);
        capturedPaths.add(path);
        captured.add(new Captured(tunnelId, sessionId, sent, octets));
    }

    @Override
    public void trace(String facility, int tunnelId, int sessionId, String text) {
        traces.add(facility + " " + tunnelId + "/" + sessionId + " " + text);
    }

    // Datapath

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public String open(DataSession session, SessionNetwork network) {
        if (datapathProblem != null) {
            return datapathProblem;
        }
        open.put(session, network);
        mostOpen = Math.max(mostOpen, open.size());
        return null;
    }

    @Override
    public void close(DataSession session) {
        open.remove(session);
    }

    @Override
    public void deliver(DataSession session, ByteBuffer packet) {
        if (!records) {
            return;
        }
        byte[] octets = new byte[packet.remaining()];
        packet.get(octets);
        delivered.add(octets);
    }

    @Override
    public String deviceName(DataSession session) {
        return open.containsKey(session) ? "ppp" + session.localSessionId() : "";
    }

    // Authenticator

    @Override
    public AuthReply authenticate(long ticket, AuthRequest request, AuthContext context) {
        if (remembers) {
            authRequests.add(request);
            tickets.add(ticket);
            contexts.add(context);
        }
        if (!repliesAreHeld) {
            return judge(ticket, request, context);
        }
        heldReplies.add(() -> engine.onAuthReply(world.nowNs(), ticket, judge(ticket, request, context)));
        return null;
    }

    private AuthReply judge(long ticket, AuthRequest request, AuthContext context) {
        Secret password = users.get(request.userName());
        boolean known = password != null && request.isProvedBy(password);
        if (!known && (!(request instanceof AuthRequest.None) || context.authRequired())) {
            return AuthReply.refuse("access denied", false);
        }
        if (leases.size() >= poolSize && !leases.containsKey(ticket)) {
            return AuthReply.refuse("no address is free", true);
        }
        long replaced = replacedBy(ticket);
        if (replaced != 0) {
            leases.put(ticket, leases.remove(replaced));
        }
        IpAddress peer = leases.computeIfAbsent(ticket, t -> freeAddress());
        String proof = request instanceof AuthRequest.MsChapV2 v2 ? v2.authenticatorResponse(password) : null;
        long network = 0x20010db800000000L | peer.v4() & 0xffffff;
        return AuthReply.accept(
                        "welcome",
                        proof,
                        new AddressGrant(
                                IpAddress.v4(0x0a000001),
                                peer,
                                List.of(IpAddress.v4(0x0a000035)),
                                new IpPrefix(new IpAddress(network, 0), 64),
                                null,
                                grantedRoutes,
                                sessionTimeoutSeconds,
                                idleTimeoutSeconds,
                                peerInterfaceId))
                .replacing(replaced)
                .with(policyOf(request.userName()));
    }

    private SessionPolicy policyOf(String user) {
        List<TunnelChoice> tunnels = choices.get(user);
        return tunnels == null ? policy : new SessionPolicy("", "", 0, 0, 0, "", -1, tunnels);
    }

    private long replacedBy(long ticket) {
        boolean replaces = newestReplaces && !leases.isEmpty() && !leases.containsKey(ticket);
        return replaces ? leases.keySet().iterator().next() : 0;
    }

    @Override
    public String accountingId(long sessionSerial) {
        return "id" + sessionSerial;
    }

    @Override
    public String refusalDetail(long ticket) {
        return refusalDetail;
    }

    private IpAddress freeAddress() {
        Integer again = freed.pollFirst();
        return IpAddress.v4(0x0a000000 | (again != null ? again : nextNumber++));
    }

    @Override
    public void release(long ticket) {
        releases.add(ticket);
        IpAddress address = leases.remove(ticket);
        if (address != null) {
            freed.add(address.v4() & 0xffffff);
        }
    }
}
