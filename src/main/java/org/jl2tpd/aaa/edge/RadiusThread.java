package org.jl2tpd.aaa.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.ClientSettings;
import org.jl2tpd.radius.RadiusClient;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;
import org.jl2tpd.radius.ServerListener;
import org.jl2tpd.radius.ServerStatus;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.RandomSource;

/**
 * One daemon thread for all of RADIUS: asks servers ({@link RadiusClient}) and takes datagrams of {@linkplain #listen sockets} of
 * others. Every method may be called from any thread; none blocks but {@link #close} and closing a socket.
 */
public final class RadiusThread implements RadiusSender, AutoCloseable {
    /** How long {@link #close} waits for the thread. */
    private static final long END_LIMIT_MS = 2000;

    /** How long closing a {@link ListeningSocket} waits for the thread. */
    private static final long FORGET_LIMIT_MS = 1000;

    /** Requests that wait for the thread itself at most; what it has begun has a limit of its own ({@code max_outstanding}). */
    static final int MAX_UNBEGUN = 16_384;

    /** Tasks between two looks at the sockets. */
    private static final int TASK_BATCH = 256;

    /** Nanoseconds in which more comes after the thread has worked: being woken, and waking the engine's thread, for each request and answer costs more than they do. */
    private static final long GATHER_NS = 100_000;

    /** After an error of the selector itself, so that a lasting one costs little. */
    private static final long PAUSE_MS = 100;

    private static final long MS_NS = 1_000_000;

    private final Selector selector;
    private final SourcePorts ports;
    private final RadiusClient client;
    private final Consumer<? super Exception> failures;
    private final DatagramReader reader = new DatagramReader();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unbegun = new AtomicInteger();
    private final Thread thread;
    /** Whether the thread waits, or is about to: only then it has to be woken. */
    private volatile boolean waits;

    /** Whether the last turn had anything to do. */
    private boolean hasWorked;

    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * @param random strong; only the thread uses it
     * @param listener heard on the thread
     * @param failures hears what a request or a handler threw, and errors of the selector; on the thread, which goes on
     */
    private RadiusThread(RandomSource random, ServerListener listener, Consumer<? super Exception> failures)
            throws IOException {
        selector = Selector.open();
        ports = new SourcePorts(selector, this::onAnswer);
        client = new RadiusClient(random, ports, guarded(listener));
        this.failures = failures;
        thread = new Thread(this::run, "radius");
        thread.setDaemon(true);
    }

    /**
     * Starts the thread, without a server yet.
     *
     * @param random strong; only the thread uses it
     * @param listener heard on the thread
     * @param failures hears what a request or a handler threw, and errors of the selector; on the thread, which goes on
     * @throws IOException when the system has no selector for us
     */
    public static RadiusThread start(RandomSource random, ServerListener listener, Consumer<? super Exception> failures)
            throws IOException {
        RadiusThread started = new RadiusThread(random, listener, failures);
        started.thread.start();
        return started;
    }

    /**
     * Takes a configuration before whatever is sent afterwards; what waits for a server that stays keeps waiting.
     *
     * @param hostName NAS-Identifier where the settings name none
     */
    public void reconfigure(RadiusDefinition definition, String hostName) {
        ClientSettings settings = SettingsOfDefinition.of(definition, hostName);
        IpAddress source = definition.settings().get(RadiusAttributes.SOURCE_ADDRESS);
        execute(() -> {
            if (!closing) {
                ports.source(source);
                client.configure(System.nanoTime(), settings);
            }
        });
    }

    /**
     * The result comes on the RADIUS thread; after {@link #close}, and when {@link #MAX_UNBEGUN} requests wait for the thread, it comes at
     * once, on the caller's.
     */
    @Override
    public void send(RadiusRequest request, Consumer<RadiusResult> result) {
        Consumer<RadiusResult> guarded = answer -> guard(() -> result.accept(answer));
        if (unbegun.incrementAndGet() > MAX_UNBEGUN) {
            unbegun.decrementAndGet();
            guarded.accept(new RadiusResult.Failed(
                    RadiusResult.Failure.TOO_MANY,
                    MAX_UNBEGUN + " requests wait to be sent to RADIUS servers already"));
            return;
        }
        execute(() -> {
            unbegun.decrementAndGet();
            client.send(System.nanoTime(), request, guarded);
        });
    }

    /** Runs a task on the RADIUS thread; tasks keep their order. After {@link #close} it runs at once, on the caller's. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            runTasks(Integer.MAX_VALUE);
        } else if (waits && Thread.currentThread() != thread) {
            waits = false;
            selector.wakeup();
        }
    }

    /**
     * Opens a UDP socket whose datagrams the handler takes on the RADIUS thread.
     *
     * @throws IOException when the address is not ours or the port is taken
     */
    public ListeningSocket listen(InetSocketAddress address, DatagramHandler handler) throws IOException {
        boolean ipv4 = address.getAddress().getAddress().length == 4;
        DatagramChannel channel =
                DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.bind(address);
            ListeningSocket socket = new ListeningSocket(channel, this::forgetClosed);
            execute(() -> register(channel, handler));
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void register(DatagramChannel channel, DatagramHandler handler) {
        try {
            if (closing) {
                channel.close();
            } else if (channel.isOpen()) {
                channel.register(selector, SelectionKey.OP_READ, handler);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of a closed channel is free when the selector has looked at its keys again. */
    private void forgetClosed() {
        if (Thread.currentThread() == thread || ended) {
            return;
        }
        CountDownLatch forgotten = new CountDownLatch(1);
        execute(() -> {
            try {
                if (selector.isOpen()) {
                    selector.selectNow(this::ready);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                forgotten.countDown();
            }
        });
        try {
            forgotten.await(FORGET_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All servers, in their order, each in each of its roles. */
    public List<ServerStatus> snapshot() {
        return client.snapshot(System.nanoTime());
    }

    /** Answers from addresses that are no server's. */
    public long invalidAddresses() {
        return client.invalidAddresses();
    }

    private void onAnswer(long nowNs, int index, InetSocketAddress from, byte[] datagram, int length) {
        client.onDatagram(nowNs, index, SourcePorts.ip(from.getAddress()), from.getPort(), datagram, length);
    }

    /** Whatever ends it, nobody waits for ever. */
    private void run() {
        try {
            while (!closing) {
                takeTurn();
            }
        } finally {
            closing = true;
            guard(client::close);
            ports.close();
            guard(this::closeChannels);
            ended = true;
            runTasks(Integer.MAX_VALUE);
        }
    }

    private void takeTurn() {
        try {
            turn();
        } catch (IOException | RuntimeException e) {
            tell(e);
            pause();
        }
    }

    private void turn() throws IOException {
        if (hasWorked && tasks.isEmpty()) {
            LockSupport.parkNanos(GATHER_NS);
        }
        boolean hadTasks = runTasks(TASK_BATCH);
        guard(() -> client.onTimeout(System.nanoTime()));
        hasWorked = (hadTasks ? selector.selectNow(this::ready) : await()) > 0 || hadTasks;
    }

    /** Waits for sockets, tasks and timers; returns how many sockets had something. */
    private int await() throws IOException {
        waits = true;
        try {
            return tasks.isEmpty() && !closing ? selector.select(this::ready, waitMs()) : 0;
        } finally {
            waits = false;
        }
    }

    /** Milliseconds until a timer is due, 0 for no limit. */
    private long waitMs() {
        long deadlineNs = client.nextDeadlineNs();
        if (deadlineNs == Long.MAX_VALUE) {
            return 0;
        }
        return Math.max(1, (deadlineNs - System.nanoTime() + MS_NS - 1) / MS_NS);
    }

    private void ready(SelectionKey key) {
        guard(() -> reader.drain((DatagramChannel) key.channel(), (DatagramHandler) key.attachment()));
    }

    /** Whether there was one. */
    private boolean runTasks(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return i > 0;
            }
            guard(task);
        }
        return true;
    }

    /** One request, handler or listener that throws harms no other. */
    private void guard(Runnable task) {
        try {
            task.run();
        } catch (CancelledKeyException e) {
            // Its socket was closed meanwhile.
            return;
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    /** A listener that throws must not keep a request from going on. */
    private ServerListener guarded(ServerListener listener) {
        return new ServerListener() {
            @Override
            public void serverDead(String server, RadiusRequest.Kind role, String words) {
                guard(() -> listener.serverDead(server, role, words));
            }

            @Override
            public void serverAlive(String server, RadiusRequest.Kind role, String words) {
                guard(() -> listener.serverAlive(server, role, words));
            }
        };
    }

    private void tell(Exception problem) {
        try {
            failures.accept(problem);
        } catch (RuntimeException e) {
            // Who can't hear of a failure can't hear of his own either.
            return;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread to end it: close() does that.
            return;
        }
    }

    private void closeChannels() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the thread; what waits fails as {@code CLOSED}. Waits for that at most two seconds. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(END_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
