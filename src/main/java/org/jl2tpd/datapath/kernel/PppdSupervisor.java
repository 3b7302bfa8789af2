package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.DeviceAddress;
import org.jl2tpd.wire.IpAddress;

/**
 * The pppds of sessions: started, watched, ended and reaped. Their plugin's datagrams are heard from processes that we
 * started alone, as the kernel says who sent them, and for their own session alone. All calls on the reactor's thread.
 */
final class PppdSupervisor implements PppdStarter {
    /** How long a pppd may take to end in order before it is killed. */
    static final long KILL_AFTER_NS = 8_000_000_000L;
    /** How long all of them may take together when the daemon stops. */
    static final long STOP_LIMIT_MS = 1_000;

    private static final long STEP_MS = 10;

    private static final int READS = 16;
    /** Octets of what a pppd writes that are read at once. */
    private static final int TEXT = 4096;

    private final PppdSettings settings;
    private final Opener opener;
    private final DeviceRules rules;
    private final String owner = PppdOrphans.self();
    private final Map<DataSession, Running> bySession = new IdentityHashMap<>();
    private final Map<Integer, Running> byPid = new HashMap<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PppdEvent.LIMIT);
    private final ByteBuffer text = ByteBuffer.allocateDirect(TEXT);
    private PppdLauncher launcher;
    private PacketSink sink;
    private volatile int orphans;
    private volatile long started;
    private volatile int processes;
    private volatile long strangeEvents;
    private volatile long rulesMissing;

    /** Opens the place for pppds, when the first is wanted. */
    @FunctionalInterface
    interface Opener {
        PppdLauncher open(PppdSettings settings) throws IOException;
    }

    /** What the kernel is to do to packets of a pppd's device. */
    @FunctionalInterface
    interface DeviceRules {
        /** Returns whether all of it is in force. */
        boolean apply(String device, PppdOptions options);
    }

    /** A pppd. */
    private static final class Running {
        private final DataSession session;
        private final ChildProcess child;
        private final PppdOptions options;
        private final PppdLines lines = new PppdLines();
        /** Its session is gone: nobody wants to know how it ends. */
        private boolean forgotten;
        /** When it is killed; {@link Long#MAX_VALUE} unless it was told to end. */
        private long killAtNs = Long.MAX_VALUE;

        Running(DataSession session, ChildProcess child, PppdOptions options) {
            this.session = session;
            this.child = child;
            this.options = options;
        }
    }

    PppdSupervisor(PppdSettings settings, DeviceRules rules) {
        this(settings, PppdPlace::open, rules);
    }

    PppdSupervisor(PppdSettings settings, Opener opener, DeviceRules rules) {
        this.settings = settings;
        this.opener = opener;
        this.rules = rules;
    }

    @Override
    public void begin() {
        orphans = new PppdOrphans(Path.of("/proc")).end();
    }

    @Override
    public String start(DataSession session, int socket, PppdOptions options, PacketSink packetSink) {
        sink = packetSink;
        if (bySession.containsKey(session)) {
            return "the session has a pppd";
        }
        ChildProcess child = null;
        try {
            open();
            child = launcher.start(PppdCommand.of(settings.path(), owner, session, socket, options));
            watch(new Running(session, child, options));
            started++;
            return null;
        } catch (IOException e) {
            if (child != null) {
                child.close();
            }
            return "pppd does not start: " + e.getMessage();
        }
    }

    private void open() throws IOException {
        if (launcher != null) {
            return;
        }
        PppdLauncher opened = opener.open(settings);
        String problem = sink.watch(opened.events().fd(), this::readEvents);
        if (problem != null) {
            opened.close();
            throw new IOException(problem);
        }
        launcher = opened;
    }

    private void watch(Running running) throws IOException {
        ChildProcess child = running.child;
        String problem = sink.watch(child.pidfd(), budget -> ended(running));
        if (problem == null) {
            problem = sink.watch(child.output(), budget -> readLines(running, budget));
            if (problem != null) {
                sink.unwatch(child.pidfd());
            }
        }
        if (problem != null) {
            throw new IOException(problem);
        }
        bySession.put(running.session, running);
        byPid.put(child.pid(), running);
        processes = byPid.size();
    }

    @Override
    public boolean terminate(DataSession session) {
        Running running = bySession.get(session);
        if (running != null && running.killAtNs == Long.MAX_VALUE) {
            running.killAtNs = sink.nowNs() + KILL_AFTER_NS;
            running.child.signal(ChildProcess.SIGTERM);
        }
        return running != null;
    }

    @Override
    public void stop(DataSession session) {
        if (terminate(session)) {
            bySession.remove(session).forgotten = true;
        }
    }

    @Override
    public long nextDeadlineNs() {
        long next = Long.MAX_VALUE;
        for (Running running : byPid.values()) {
            if (running.killAtNs != Long.MAX_VALUE && (next == Long.MAX_VALUE || running.killAtNs - next < 0)) {
                next = running.killAtNs;
            }
        }
        return next;
    }

    /** Kills what was told to end and did not. */
    @Override
    public void onTimeout(long nowNs) {
        for (Running running : byPid.values()) {
            if (running.killAtNs != Long.MAX_VALUE && nowNs - running.killAtNs >= 0) {
                running.child.signal(ChildProcess.SIGKILL);
                running.killAtNs = Long.MAX_VALUE;
            }
        }
    }

    private int readLines(Running running, int budget) {
        if (!running.lines.readFrom(running.child, text, budget)) {
            sink.unwatch(running.child.output());
        }
        return 0;
    }

    private int ended(Running running) {
        ChildProcess.Exit exit = running.child.poll();
        if (exit == null) {
            return 0;
        }
        running.lines.readFrom(running.child, text, READS);
        release(running);
        if (!running.forgotten) {
            sink.onNotice(running.session, PppdExit.of(exit, running.lines.last()));
        }
        return 1;
    }

    private void release(Running running) {
        sink.unwatch(running.child.pidfd());
        sink.unwatch(running.child.output());
        byPid.remove(running.child.pid());
        processes = byPid.size();
        bySession.remove(running.session, running);
        running.child.close();
    }

    private int readEvents(int budget) {
        CredentialSocket events = launcher.events();
        for (int i = 0; i < budget; i++) {
            int octets = events.receive(datagram.clear());
            if (octets < 0) {
                return i;
            }
            onEvent(events.senderPid(), events.senderUid(), datagram.limit(octets));
        }
        return budget;
    }

    /** A datagram of the process that the kernel names. */
    void onEvent(int pid, int uid, ByteBuffer message) {
        Running running = uid == 0 ? byPid.get(pid) : null;
        PppdEvent event = running == null ? null : PppdEvent.parse(message);
        boolean own = event != null
                && event.tunnelId() == running.session.localTunnelId()
                && event.sessionId() == running.session.localSessionId();
        if (!own) {
            strangeEvents++;
        } else if (!running.forgotten) {
            if (event.kind() == PppdEvent.Kind.UP && !rules.apply(event.device(), running.options)) {
                rulesMissing++;
            }
            sink.onNotice(running.session, notice(event));
        }
    }

    private static SessionNotice notice(PppdEvent event) {
        return switch (event.kind()) {
            case UP ->
                new SessionNotice.NetworkUp(
                        event.device(),
                        address(DeviceAddress.local(event.device())),
                        address(DeviceAddress.peer(event.device())),
                        event.user());
            case DOWN -> new SessionNotice.NetworkDown();
            case ACCM -> new SessionNotice.Accm(event.sendAccm(), event.receiveAccm());
        };
    }

    private static IpAddress address(int bits) {
        return bits == 0 ? null : IpAddress.v4(bits);
    }

    @Override
    public void counters(ObjLongConsumer<String> out) {
        out.accept("pppd_orphans_ended", orphans);
        out.accept("pppd_started", started);
        out.accept("pppd_running", processes);
        out.accept("pppd_device_rules_missing", rulesMissing);
        out.accept("pppd_events_of_strangers", strangeEvents);
    }

    /** Ends all pppds, in order where they do so in time, and leaves none. */
    @Override
    public void close() {
        List<Running> all = new ArrayList<>(byPid.values());
        all.forEach(running -> running.child.signal(ChildProcess.SIGTERM));
        for (long waited = 0; waited < STOP_LIMIT_MS && anyRuns(all); waited += STEP_MS) {
            sleep();
        }
        all.forEach(this::release);
        if (launcher != null) {
            sink.unwatch(launcher.events().fd());
            launcher.close();
            launcher = null;
        }
    }

    private static boolean anyRuns(List<Running> all) {
        return all.stream().anyMatch(running -> running.child.poll() == null);
    }

    private static void sleep() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
