package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.jl2tpd.datapath.PacketSink;
import org.jl2tpd.engine.DataSession;
import org.jl2tpd.engine.PppdOptions;
import org.jl2tpd.engine.SessionNotice;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.DeviceAddress;
import org.jl2tpd.linux.WatchedProcess;
import org.jl2tpd.wire.IpAddress;

/**
 * The pppds of sessions: started, watched, ended and reaped. Their plugin's datagrams are heard from processes that we
 * started alone, as the kernel says who sent them, and for their own session alone. All calls on the reactor's thread.
 */
final class PppdSupervisor implements PppdStarter {
    /** How long a pppd may take to end in order before it is killed. */
    static final long KILL_AFTER_NS = 8_000_000_000L;
    /** How long a session may wait for the end of an earlier pppd whose device has the name that it wants. */
    static final long NAME_WAIT_NS = KILL_AFTER_NS + 2_000_000_000L;
    /** How long all of them may take together when the daemon stops. */
    static final long STOP_LIMIT_MS = 1_000;

    private static final long STEP_MS = 10;

    private static final int READS = 16;
    /** Octets of what a pppd writes that are read at once. */
    private static final int TEXT = 4096;

    private final Opener opener;
    /** True when the place for pppds is there before the first is wanted. */
    private final boolean ready;

    private final Devices devices;
    private final Map<DataSession, Running> bySession = new IdentityHashMap<>();
    private final Map<Integer, Running> byPid = new HashMap<>();
    private final PppdPidFile pidFile = new PppdPidFile(Path.of("/run"));
    /** Those whose device's name an earlier pppd still has. */
    private final List<Waiting> waiting = new ArrayList<>();

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PppdEvent.LIMIT);
    private final ByteBuffer text = ByteBuffer.allocateDirect(TEXT);
    private volatile PppdSettings settings;
    private volatile PppdLauncher launcher;
    /** Why no pppd can be started any more, null when it can. */
    private String lost;

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

    /** Network devices of pppds and of others. */
    interface Devices {
        boolean exists(String device);

        /**
         * Whether a device is not the one that a pppd made: a pppd that can't give its device the wanted name goes on with what has that name.
         *
         * @param unit the name that the kernel gave the pppd's device, empty when not known
         */
        boolean isForeign(String device, String unit);

        /** Has the kernel do to the packets of a pppd's device what is wanted. Returns whether all of it is in force. */
        boolean apply(String device, PppdOptions options);
    }

    /** A pppd. */
    private static final class Running {
        private final DataSession session;
        private final WatchedProcess child;
        private final PppdOptions options;
        private final PppdLines lines = new PppdLines();
        /** It was told to end. */
        private boolean ending;
        /** Why we killed it, null when we did not. */
        private String fault;
        /** Its session is gone: nobody wants to know how it ends. */
        private boolean forgotten;
        /** When it is killed; {@link Long#MAX_VALUE} unless it was told to end. */
        private long killAtNs = Long.MAX_VALUE;

        Running(DataSession session, WatchedProcess child, PppdOptions options) {
            this.session = session;
            this.child = child;
            this.options = options;
        }
    }

    /** A session whose pppd is started when an earlier one of the same device's name is gone. */
    private static final class Waiting {
        private final DataSession session;
        private final int socket;
        private final PppdOptions options;
        private long untilNs;

        Waiting(DataSession session, int socket, PppdOptions options, long untilNs) {
            this.session = session;
            this.socket = socket;
            this.options = options;
            this.untilNs = untilNs;
        }
    }

    PppdSupervisor(PppdSettings settings, Devices devices) {
        this(settings, PppdPlace::open, devices);
    }

    PppdSupervisor(PppdSettings settings, Opener opener, Devices devices) {
        this(settings, opener, devices, false);
    }

    /** Has pppds started by another process. */
    PppdSupervisor(PppdSettings settings, PppdSpawner spawner, Devices devices) {
        this(settings, all -> spawner, devices, true);
    }

    PppdSupervisor(PppdSettings settings, Opener opener, Devices devices, boolean ready) {
        this.settings = settings;
        this.opener = opener;
        this.devices = devices;
        this.ready = ready;
    }

    @Override
    public void begin(PacketSink packetSink) {
        sink = packetSink;
        try {
            if (ready) {
                open();
            }
        } catch (IOException e) {
            lost = e.getMessage();
        }
        int ended = launcher == null ? -1 : launcher.orphansEnded();
        orphans = ended >= 0 ? ended : new PppdOrphans(Path.of("/proc")).end();
    }

    @Override
    public String start(DataSession session, int socket, PppdOptions options, PacketSink packetSink) {
        sink = packetSink;
        if (bySession.containsKey(session) || waiting.stream().anyMatch(other -> other.session == session)) {
            return "the session has a pppd";
        }
        Running holder = holder(options.interfaceName());
        if (holder != null && holder.ending) {
            waiting.add(new Waiting(session, socket, options, sink.nowNs() + NAME_WAIT_NS));
            return null;
        }
        return holder != null
                ? "device " + options.interfaceName() + " is that of another session's pppd"
                : launch(session, socket, options);
    }

    /** The pppd that has a device of this name, or is to have it; null when none has. */
    private Running holder(String device) {
        Running holder = null;
        for (Running running : device.isEmpty() ? List.<Running>of() : byPid.values()) {
            boolean same = running.options.interfaceName().equals(device);
            holder = same && (holder == null || holder.ending) ? running : holder;
        }
        return holder;
    }

    private String launch(DataSession session, int socket, PppdOptions options) {
        if (lost != null) {
            return "pppd does not start: " + lost;
        }
        String device = options.interfaceName();
        if (!device.isEmpty() && devices.exists(device)) {
            return "device " + device + ": there is already one of that name";
        }
        WatchedProcess child = null;
        try {
            open();
            child = launcher.start(PppdRequest.of(session, options), socket);
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
        if (problem == null && opened.fd() >= 0) {
            problem = sink.watch(opened.fd(), this::readLauncher);
            if (problem != null) {
                sink.unwatch(opened.events().fd());
            }
        }
        if (problem != null) {
            opened.close();
            throw new IOException(problem);
        }
        launcher = opened;
    }

    private void watch(Running running) throws IOException {
        WatchedProcess child = running.child;
        String problem = child.pidfd() < 0 ? null : sink.watch(child.pidfd(), budget -> ended(running));
        if (problem == null) {
            problem = sink.watch(child.output(), budget -> readLines(running, budget));
            if (problem != null) {
                unwatchEnd(child);
            }
        }
        if (problem != null) {
            throw new IOException(problem);
        }
        bySession.put(running.session, running);
        byPid.put(child.pid(), running);
        processes = byPid.size();
    }

    private void unwatchEnd(WatchedProcess child) {
        if (child.pidfd() >= 0) {
            sink.unwatch(child.pidfd());
        }
    }

    /** What the process that starts pppds says of those that have ended, and of itself. */
    private int readLauncher(int budget) {
        String problem = launcher.receive(child -> {
            Running running = byPid.get(child.pid());
            if (running != null && running.child == child) {
                ended(running);
            }
        });
        if (problem != null && lost == null) {
            lose(problem);
        }
        return 1;
    }

    /** Nobody watches the pppds any more: their sessions end, and with them their tunnels' part in the kernel. */
    private void lose(String problem) {
        lost = problem;
        sink.unwatch(launcher.fd());
        for (Running running : new ArrayList<>(byPid.values())) {
            release(running);
            if (!running.forgotten) {
                fail(running.session, problem);
            }
        }
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> fail(one.session, problem));
    }

    @Override
    public CompletableFuture<String> refresh(PppdSettings changed) {
        settings = changed;
        PppdLauncher opened = launcher;
        return opened == null ? CompletableFuture.completedFuture(null) : opened.refresh(changed);
    }

    @Override
    public boolean terminate(DataSession session) {
        Running running = bySession.get(session);
        if (running != null && !running.ending) {
            running.ending = true;
            running.killAtNs = sink.nowNs() + KILL_AFTER_NS;
            running.child.signal(ChildProcess.SIGTERM);
        }
        return running != null || expire(session);
    }

    /** Its end is told at the next turn. */
    private boolean expire(DataSession session) {
        waiting.stream().filter(one -> one.session == session).forEach(one -> one.untilNs = sink.nowNs());
        return waiting.stream().anyMatch(one -> one.session == session);
    }

    @Override
    public void stop(DataSession session) {
        if (!waiting.removeIf(one -> one.session == session) && terminate(session)) {
            bySession.remove(session).forgotten = true;
        }
    }

    @Override
    public long nextDeadlineNs() {
        if (launcher != null && launcher.hasReceived()) {
            return sink.nowNs();
        }
        long next = Long.MAX_VALUE;
        for (Running running : byPid.values()) {
            if (running.killAtNs != Long.MAX_VALUE && (next == Long.MAX_VALUE || running.killAtNs - next < 0)) {
                next = running.killAtNs;
            }
        }
        for (Waiting one : waiting) {
            next = next == Long.MAX_VALUE || one.untilNs - next < 0 ? one.untilNs : next;
        }
        return next;
    }

    /** Kills what was told to end and did not. */
    @Override
    public void onTimeout(long nowNs) {
        if (launcher != null && launcher.hasReceived()) {
            readLauncher(READS);
        }
        for (Running running : byPid.values()) {
            if (running.killAtNs != Long.MAX_VALUE && nowNs - running.killAtNs >= 0) {
                running.child.signal(ChildProcess.SIGKILL);
                running.killAtNs = Long.MAX_VALUE;
            }
        }
        List<Waiting> over =
                waiting.stream().filter(one -> nowNs - one.untilNs >= 0).toList();
        waiting.removeAll(over);
        over.forEach(one -> fail(one.session, "no pppd was started: an earlier one has the device's name"));
    }

    private void fail(DataSession session, String words) {
        sink.onNotice(session, PppdExit.failed(words));
    }

    /** The kernel takes a device away before its process is seen to be gone. */
    private void startWaiting(String device) {
        List<Waiting> due = waiting.stream()
                .filter(one -> one.options.interfaceName().equals(device) && one.untilNs - sink.nowNs() > 0)
                .toList();
        for (Waiting one : due) {
            if (waiting.remove(one)) {
                String problem = start(one.session, one.socket, one.options, sink);
                if (problem != null) {
                    fail(one.session, problem);
                }
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
        WatchedProcess.Exit exit = running.child.poll();
        if (exit == null) {
            return 0;
        }
        running.lines.readFrom(running.child, text, READS);
        release(running);
        if (!running.forgotten) {
            SessionNotice.Ended ended =
                    running.fault != null ? PppdExit.failed(running.fault) : PppdExit.of(exit, running.lines.last());
            sink.onNotice(running.session, ended);
        }
        startWaiting(running.options.interfaceName());
        return 1;
    }

    private void release(Running running) {
        unwatchEnd(running.child);
        sink.unwatch(running.child.output());
        byPid.remove(running.child.pid());
        processes = byPid.size();
        bySession.remove(running.session, running);
        running.child.close();
        pidFile.remove(running.lines.unit(), running.child.pid());
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
        } else if (!running.forgotten && running.fault == null) {
            onEvent(running, event);
        }
    }

    private void onEvent(Running running, PppdEvent event) {
        if (event.kind() == PppdEvent.Kind.UP && isForeign(running, event.device())) {
            // In order it would take that device down.
            running.ending = true;
            running.fault = "pppd could not give its device the name " + event.device() + ", which another has";
            running.child.signal(ChildProcess.SIGKILL);
        } else {
            if (event.kind() == PppdEvent.Kind.UP && !devices.apply(event.device(), running.options)) {
                rulesMissing++;
            }
            sink.onNotice(running.session, notice(event));
        }
    }

    private boolean isForeign(Running running, String device) {
        running.lines.readFrom(running.child, text, READS);
        return devices.isForeign(device, running.lines.unit());
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
        waiting.clear();
        List<Running> all = new ArrayList<>(byPid.values());
        all.forEach(running -> running.child.signal(ChildProcess.SIGTERM));
        for (long waited = 0; waited < STOP_LIMIT_MS && anyRuns(all); waited += STEP_MS) {
            sleep();
        }
        all.forEach(this::release);
        if (launcher != null) {
            sink.unwatch(launcher.events().fd());
            if (launcher.fd() >= 0 && lost == null) {
                sink.unwatch(launcher.fd());
            }
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
