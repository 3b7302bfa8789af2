package org.jl2tpd.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.datapath.DrivenDatapath;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.datapath.PolledSource;
import org.jl2tpd.datapath.TunSettings;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.CommandResult;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.Engine;
import org.jl2tpd.engine.EnginePorts;
import org.jl2tpd.engine.EnginePorts.OpenedSocket;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Poller;
import org.jl2tpd.linux.SendRing;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.UdpSocket;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.wire.IpAddress;

/**
 * One thread that owns an engine: it waits for sockets, devices, posted work and deadlines, hands a bounded batch of each to the
 * engine, and sends what the engine gave it. Use: construct, make the engine with {@link #ports}, {@link #run} with it on a thread
 * of its own; {@link #submit} and the other post methods are for any thread.
 */
public final class Reactor implements AutoCloseable {
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

    private static final long NS_PER_MS = 1_000_000L;

    static {
        assert SLOT_OCTETS >= TunSettings.MTU_LIMIT + 2 * Engine.HEADROOM;
    }

    private final DrivenDatapath datapath;
    private final ReactorCounters counters = new ReactorCounters();
    private final FailureGuard guard;
    private final Sockets sockets = new Sockets();
    private final Sources sources = new Sources();
    private final Poller poller;
    private final SocketOpener opener;
    private final DatagramReceiver receiver;
    private final DatagramSender sender;
    private final SendErrors sendErrors = new SendErrors();
    private final ReactorPorts ports;
    private final Mailbox mailbox;
    private final NameResolver resolver = new NameResolver();
    private final List<OpenedSocket> listeners;
    private EngineInputs engine;
    private long nowNs = System.nanoTime();
    private volatile boolean stopping;
    private boolean running;
    private boolean released;

    /** @throws SystemCallException when a listening socket cannot be had, or the system is unfit; in words for an operator */
    public Reactor(ReactorSettings settings, DrivenDatapath datapath, EventSink events, TraceSink traces)
            throws SystemCallException {
        poller = new Poller(EVENTS_PER_TURN);
        this.datapath = datapath;
        guard = new FailureGuard(events, counters);
        opener = new SocketOpener(sockets, poller, counters, nowNs);
        receiver = new DatagramReceiver(DATAGRAMS_PER_TURN, SLOT_OCTETS, counters, guard);
        sender = new DatagramSender(sockets, counters, SLOT_OCTETS, SendRing::send, this::noteError);
        ports = new ReactorPorts(this, sender, events, traces);
        mailbox = new Mailbox(poller::wake, counters);
        datapath.attach(new Sink());
        listeners = settings.listen().stream().map(a -> listen(a, settings)).toList();
        for (OpenedSocket listener : listeners) {
            if (listener.problem() != null) {
                release();
                throw new SystemCallException(listener.problem());
            }
        }
    }

    private OpenedSocket listen(IpAddress address, ReactorSettings settings) {
        return openSocket(address, settings.port(), settings.receiveBufferOctets(), false);
    }

    /** The engine's port to the outside. */
    public EnginePorts ports() {
        return ports;
    }

    /** The listening sockets, in the order of the settings. */
    public List<OpenedSocket> listeners() {
        return listeners;
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
        opener.readKernelDrops(listeners, nowNs);
        stopping |= guard.isExhausted();
    }

    /** Milliseconds until the next deadline, rounded up; 0 when something is to be done at once, -1 for never. */
    private int timeoutMs() {
        if (mailbox.prepareToWait() || !sendErrors.isEmpty()) {
            return 0;
        }
        long next = earlier(engine.nextDeadlineNs(), datapath.nextDeadlineNs());
        if (next == Long.MAX_VALUE) {
            return -1;
        }
        long waitNs = next == Long.MIN_VALUE ? 0 : next - System.nanoTime();
        return waitNs <= 0 ? 0 : (int) Math.min((waitNs + NS_PER_MS - 1) / NS_PER_MS, Integer.MAX_VALUE);
    }

    private static long earlier(long one, long other) {
        if (one == Long.MAX_VALUE || other == Long.MIN_VALUE) {
            return other;
        }
        if (other == Long.MAX_VALUE || one == Long.MIN_VALUE) {
            return one;
        }
        return one - other < 0 ? one : other;
    }

    private void ready(long token) {
        if (Sources.isSource(token)) {
            PolledSource source = sources.get(token);
            if (source != null) {
                drain(source);
            }
            return;
        }
        int number = (int) token;
        UdpSocket socket = sockets.get(number);
        if (socket != null) {
            receive(number, socket);
        }
    }

    private void drain(PolledSource source) {
        try {
            source.drain(PACKETS_PER_TURN);
            guard.succeeded(FailureGuard.Input.DATAPATH);
        } catch (Throwable e) {
            guard.failed(FailureGuard.Input.DATAPATH, e, nowNs);
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
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i).socket() == socket) {
                return;
            }
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

    private boolean isDue(long deadlineNs) {
        return deadlineNs == Long.MIN_VALUE || deadlineNs != Long.MAX_VALUE && deadlineNs - nowNs <= 0;
    }

    private void timeouts() {
        try {
            if (isDue(engine.nextDeadlineNs())) {
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

    void closeSocket(int number) {
        sender.forget(number);
        opener.close(number);
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

    /** A late answer of an authenticator; from any thread. */
    public void postAuthReply(long ticket, AuthReply reply) {
        mailbox.answer((engine, now) -> engine.onAuthReply(now, ticket, reply));
    }

    /** Runs something on the reactor's thread between two turns; from any thread. Refused with false when too much is waiting. */
    public boolean execute(Runnable task) {
        return mailbox.offer((engine, now) -> task.run());
    }

    /** Hands a command to the engine; from any thread. Refused when too many wait, or the reactor has ended. */
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
        resolver.close();
        sender.flush();
        datapath.close();
        sockets.forEach(UdpSocket::close);
        ports.close();
        poller.close();
    }

    /** The reactor's side of the datapath. */
    private final class Sink implements PacketSink {
        @Override
        public ByteBuffer lend() {
            return sender.lend();
        }

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public void onPacket(DataSession session, ByteBuffer packet) {
            try {
                engine.onPacket(nowNs, session, packet);
                guard.succeeded(FailureGuard.Input.PACKET);
            } catch (Throwable e) {
                guard.failed(FailureGuard.Input.PACKET, e, nowNs);
            }
        }

        @Override
        public String watch(int fd, PolledSource source) {
            long token = sources.add(fd, source);
            try {
                poller.add(fd, token);
                return null;
            } catch (SystemCallException e) {
                sources.remove(fd);
                return e.getMessage();
            }
        }

        @Override
        public void unwatch(int fd) {
            poller.remove(fd);
            sources.remove(fd);
        }
    }
}
