package org.jl2tpd.reactor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.engine.EnginePorts.OpenedSocket;
import org.jl2tpd.engine.FrameDatapath;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Poller;
import org.jl2tpd.linux.Rtnetlink;
import org.jl2tpd.linux.SendRing;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.TransportPath;

/**
 * One thread that owns an engine: it waits for sockets, devices, posted work and deadlines, hands a bounded batch of each to the
 * engine, and sends what the engine gave it. Use: construct, make the engine with {@link #ports}, {@link #run} with it on a thread
 * of its own; {@link #submit} and the other post methods are for any thread.
 */
public final class Reactor implements AutoCloseable {
    /** Part of the message where another socket has the port that is to be listened on. */
    public static final String IN_USE = "is in use by another process";

    /** Datagrams of one socket in a turn: one recvmmsg. */
    static final int DATAGRAMS_PER_TURN = 64;
    /** Packets of one device, or made inside the process, in a turn. */
    static final int PACKETS_PER_TURN = 64;
    /** Posted pieces of work in a turn. */
    static final int POSTED_PER_TURN = 64;
    /** Descriptors that one wait reports. */
    static final int EVENTS_PER_TURN = 64;
    /**
     * Octets of a buffer for a datagram: the longest packet with headers. A multiple of 64 that is none of 4096, so that the
     * buffers' beginnings do not compete for the same cache lines.
     */
    static final int SLOT_OCTETS = 9408;

    static {
        assert SLOT_OCTETS >= TunSettings.MTU_LIMIT + 2 * Engine.HEADROOM;
    }

    private final DrivenDatapath datapath;
    private final ReactorCounters counters = new ReactorCounters();
    private final FailureGuard guard;
    private final Sockets sockets = new Sockets();
    private final Poller poller;
    private final SocketOpener opener;
    private final DatagramReceiver receiver;
    private final DatagramSender sender;
    private final SendErrors sendErrors = new SendErrors();
    private final ReactorPorts ports;
    private final Mailbox mailbox;
    private final NameResolver resolver = new NameResolver();
    private final Listeners listeners;
    private final DatapathSink sink;
    private EngineInputs engine;
    private long nowNs = System.nanoTime();
    private volatile boolean stopping;
    private boolean running;
    private boolean released;

    /**
     * Takes nothing over when it fails: the datapath is the caller's until then.
     *
     * @throws SystemCallException when a listening socket cannot be had, or the system is unfit; in words for an operator
     */
    public Reactor(ReactorSettings settings, DrivenDatapath datapath, EventSink events, TraceSink traces)
            throws SystemCallException {
        this.datapath = datapath;
        guard = new FailureGuard(events, counters);
        receiver = new DatagramReceiver(DATAGRAMS_PER_TURN, SLOT_OCTETS, counters, guard);
        sender = new DatagramSender(sockets, counters, SLOT_OCTETS, SendRing::send, this::noteError);
        poller = new Poller(EVENTS_PER_TURN);
        mailbox = new Mailbox(poller::wake, counters);
        opener = new SocketOpener(sockets, poller, counters, nowNs);
        sink = new DatapathSink(this, sender, poller, guard, traces);
        Rtnetlink routes = null;
        try {
            routes = new Rtnetlink();
            ports = new ReactorPorts(this, sender, events, traces, routes);
            listeners = new Listeners(opener, this::closeSocket, datapath instanceof FrameDatapath);
            listeners.listen(settings, (socket, listening) -> {});
            datapath.attach(sink);
        } catch (Throwable e) {
            releaseOwn(routes);
            throw e;
        }
    }

    /**
     * Listens on other addresses and another port: new sockets are open before old ones are closed, and tunnels that use an old one keep it. From
     * any thread.
     *
     * @return completes with null when it is done; with words for an operator when it can't be, and everything is as before
     */
    public CompletableFuture<String> listen(ReactorSettings settings) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        execute(() -> {
                    try {
                        listeners.listen(
                                settings,
                                (socket, listening) -> engine.execute(nowNs, new Command.ListenOn(socket, listening)));
                        answer.complete(null);
                    } catch (SystemCallException | RuntimeException e) {
                        answer.complete(e.getMessage());
                    }
                })
                .whenComplete((done, problem) -> {
                    if (problem != null) {
                        answer.complete("the daemon is stopping, or has too much to do");
                    }
                });
        return answer;
    }

    /** The engine's port to the outside. */
    public EnginePorts ports() {
        return ports;
    }

    /** The listening sockets, in the order of the settings; from any thread. */
    public List<OpenedSocket> listeners() {
        return listeners.opened();
    }

    /** The same as address and port, an IPv6 address in brackets. */
    public List<String> listening() {
        return listeners.current().stream()
                .map(l -> (l.address().isV4() ? l.address() : "[" + l.address() + "]") + ":"
                        + l.socket().port())
                .toList();
    }

    public ReactorCounters counters() {
        return counters;
    }

    /** Tells every counter of the reactor and of its datapath by name; from any thread. */
    public void counters(ObjLongConsumer<String> out) {
        counters.forEach(out);
        datapath.counters(out);
    }

    /**
     * Runs the engine until it has stopped, or {@link #stop}; then takes everything away.
     *
     * @throws IllegalStateException when an input of the engine did nothing but fail
     */
    public void run(EngineInputs engine) {
        this.engine = engine;
        synchronized (this) {
            running = true;
        }
        try {
            nowNs = System.nanoTime();
            engine.start(nowNs);
            sender.flush();
            while (!stopping && !engine.isStopped()) {
                turn();
            }
        } finally {
            release();
        }
        if (guard.isExhausted()) {
            throw new IllegalStateException("the engine failed " + FailureGuard.CONSECUTIVE_LIMIT + " times in a row");
        }
    }

    private void turn() {
        int events = poller.await(timeoutMs());
        if (events < 0 && events != -Errno.EINTR) {
            throw new IllegalStateException("epoll_wait: " + Errno.describe(-events));
        }
        nowNs = System.nanoTime();
        counters.add(ReactorCounter.TURNS);
        for (int i = 0; i < events; i++) {
            if (!poller.takeWake(i)) {
                ready(poller.token(i));
            }
        }
        posted();
        tellSendErrors();
        timeouts();
        pollDatapath();
        sender.flush();
        opener.readKernelDrops(listeners.current(), nowNs);
        stopping |= guard.isExhausted();
    }

    /** Milliseconds until the next deadline, rounded up; 0 when something is to be done at once, -1 for never. */
    private int timeoutMs() {
        if (mailbox.prepareToWait() || !sendErrors.isEmpty()) {
            return 0;
        }
        long next = Deadlines.earlier(engine.nextDeadlineNs(), datapath.nextDeadlineNs());
        return Deadlines.waitMs(next, next == Long.MAX_VALUE ? 0 : System.nanoTime());
    }

    private void ready(long token) {
        if (Sources.isSource(token)) {
            sink.drain(token);
            return;
        }
        int number = (int) token;
        UdpSocket socket = sockets.get(number);
        if (socket != null) {
            receive(number, socket);
        }
    }

    private void receive(int number, UdpSocket socket) {
        int count = receiver.receive(number, socket, engine, nowNs);
        if (count < 0 && count != -Errno.EAGAIN && count != -Errno.EINTR) {
            counters.add(ReactorCounter.RECEIVE_ERRORS);
            noteError(number, -count);
        }
    }

    private void posted() {
        for (int i = 0; i < POSTED_PER_TURN; i++) {
            Mailbox.Work work = mailbox.take();
            if (work == null) {
                return;
            }
            try {
                work.run(engine, nowNs);
                guard.succeeded(FailureGuard.Input.POSTED);
            } catch (Throwable e) {
                work.failed(e);
                guard.failed(FailureGuard.Input.POSTED, e, nowNs);
            }
        }
    }

    /** Errors of a listening socket say nothing of one tunnel. */
    private void noteError(int socket, int errno) {
        if (listeners.has(socket)) {
            return;
        }
        sendErrors.add(socket, errno);
    }

    private void tellSendErrors() {
        for (int i = 0; i < SendErrors.LIMIT && !sendErrors.isEmpty(); i++) {
            try {
                sendErrors.tellOne(engine, nowNs);
                guard.succeeded(FailureGuard.Input.SEND_ERROR);
            } catch (Throwable e) {
                guard.failed(FailureGuard.Input.SEND_ERROR, e, nowNs);
            }
        }
    }

    private void timeouts() {
        try {
            if (Deadlines.isDue(engine.nextDeadlineNs(), nowNs)) {
                engine.onTimeout(nowNs);
            }
            guard.succeeded(FailureGuard.Input.TIMEOUT);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.TIMEOUT, e, nowNs);
        }
    }

    private void pollDatapath() {
        try {
            datapath.poll(nowNs, PACKETS_PER_TURN);
            guard.succeeded(FailureGuard.Input.DATAPATH);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.DATAPATH, e, nowNs);
        }
    }

    OpenedSocket openSocket(IpAddress local, int port, int receiveBufferOctets, boolean unfragmented) {
        return opener.open(local, port, receiveBufferOctets, unfragmented);
    }

    OpenedSocket openConnectedSocket(TransportPath path, boolean unfragmented) {
        return opener.openConnected(path, ReactorSettings.CLIENT_BUFFER_OCTETS, unfragmented);
    }

    /** What waits for the socket leaves before: it may be for another peer. */
    String connectSocket(int number, IpAddress peer, int peerPort) {
        sender.flush();
        return opener.connect(number, peer, peerPort);
    }

    void closeSocket(int number) {
        sender.forget(number);
        opener.close(number);
        if (listeners != null) {
            listeners.forget(number);
        }
    }

    void resolve(long token, String hostName) {
        counters.add(ReactorCounter.NAME_LOOKUPS);
        boolean begun = resolver.resolve(hostName, (addresses, problem) -> post(token, addresses, problem));
        if (!begun) {
            counters.add(ReactorCounter.NAME_LOOKUPS_REFUSED);
            post(token, List.of(), "cannot resolve " + hostName + ": too many lookups under way");
        }
    }

    private void post(long token, List<IpAddress> addresses, String problem) {
        mailbox.answer((engine, now) -> engine.onResolved(now, token, addresses, problem));
    }

    /** The descriptor of a socket by its number, or -1. */
    int socketFd(int number) {
        UdpSocket socket = sockets.get(number);
        return socket == null ? -1 : socket.fd();
    }

    /** Runs something on the reactor's thread; from any thread. False when it was not taken. */
    boolean post(Runnable task) {
        return mailbox.offer((engine, now) -> task.run());
    }

    /** A late answer of an authenticator; from any thread. */
    public void postAuthReply(long ticket, AuthReply reply) {
        postAuthReply(ticket, () -> reply);
    }

    /** The same with an answer that is made on the reactor's thread; null when it is not wanted any more. */
    public void postAuthReply(long ticket, Supplier<AuthReply> answer) {
        mailbox.answer((engine, now) -> {
            AuthReply reply = answer.get();
            if (reply != null) {
                engine.onAuthReply(now, ticket, reply);
            }
        });
    }

    /**
     * Runs something on the reactor's thread between two turns; from any thread.
     *
     * @return completes when it ran; exceptionally when it threw, when too much is waiting, or when the reactor ends before
     */
    public CompletableFuture<Void> execute(Runnable task) {
        return mailbox.execute(task);
    }

    /**
     * Hands a command to the engine; from any thread. Unavailable when too many wait, or the reactor has ended. The answer can be cancelled as
     * long as the command has not been begun.
     */
    public CompletableFuture<CommandResult> submit(Command command) {
        return mailbox.submit(command);
    }

    /** Ends the loop without telling any peer; from any thread. {@link Command.Stop} is the orderly way. */
    public void stop() {
        stopping = true;
        poller.wake();
    }

    /** Ends the loop like {@link #stop}, or takes everything away when it never ran. */
    @Override
    public void close() {
        stop();
        synchronized (this) {
            if (running) {
                return;
            }
        }
        release();
    }

    private void release() {
        if (released) {
            return;
        }
        released = true;
        mailbox.close();
        sender.flush();
        datapath.close();
        releaseOwn(ports.routes());
    }

    /** @param routes null when there is none yet */
    private void releaseOwn(Rtnetlink routes) {
        resolver.close();
        sockets.forEach(UdpSocket::close);
        if (routes != null) {
            routes.close();
        }
        poller.close();
    }

    EngineInputs engine() {
        return engine;
    }

    /** The time of the turn. */
    long nowNs() {
        return nowNs;
    }
}
