package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jl2tpd.datapath.kernel.SpawnerMessage.Kind;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.MessageSocket;
import org.jl2tpd.linux.Poller;
import org.jl2tpd.linux.PppoxSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.WatchedProcess;

/**
 * What the process of root does that starts pppds for a daemon without privileges. It does not trust the daemon: a request is of typed values which
 * {@link PppdRequest#problem} judges, the arguments are made here, what pppd inherits is a socket of the L2TP driver, and a signal is TERM or KILL for
 * a pppd that was started here. It ends when the daemon's end of the socket is closed, and its pppds before it. One thread.
 */
public final class SpawnerServer {
    /** pppds at once, most. */
    static final int PROCESS_LIMIT = 16_384;
    /** How long they may take together to end in order when the daemon is gone; then they are killed. */
    static final int END_LIMIT_MS = 3_000;

    private static final int STEP_MS = 10;
    /** Messages of the daemon between two looks at the pppds. */
    private static final int BUDGET = 16;

    private static final int EVENTS = 64;
    private static final long SOCKET = 0;

    private final MessageSocket socket;
    private final PppdLauncher place;
    private final Configuration configuration;
    private final IntPredicate isPppox;
    private final PppdPidFile pidFiles = new PppdPidFile(Path.of("/run"));
    private final ByteBuffer in = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
    private final ByteBuffer out = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
    private final Map<Integer, WatchedProcess> running = new HashMap<>();
    private final Poller poller;
    private int started;
    private boolean open = true;

    /** Reads what pppds are to know of the configuration. */
    @FunctionalInterface
    public interface Configuration {
        /** @throws IOException with words for an operator */
        PppdSettings read() throws IOException;
    }

    /** What root need not be able to do any more. */
    @FunctionalInterface
    public interface Limits {
        void apply() throws SystemCallException;
    }

    SpawnerServer(MessageSocket socket, PppdLauncher place, Configuration configuration, IntPredicate isPppox)
            throws SystemCallException {
        this.socket = socket;
        this.place = place;
        this.configuration = configuration;
        this.isPppox = isPppox;
        poller = new Poller(EVENTS);
        poller.add(socket.fd(), SOCKET);
    }

    /**
     * Serves the daemon that started this program, until it is gone.
     *
     * @param limits for the threads that serve and start pppds, and for pppds, when all is arranged
     */
    public static void serve(Configuration configuration, Limits limits) throws SystemCallException {
        MessageSocket socket = MessageSocket.inherited();
        PppdPlace place;
        try {
            place = PppdPlace.open(configuration.read());
        } catch (IOException e) {
            fail(socket, e.getMessage());
            return;
        }
        int orphans = new PppdOrphans(Path.of("/proc")).end();
        // This thread first: the other one may find the folder of our classes hidden by a mount.
        limits.apply();
        try {
            place.limit(limits);
        } catch (IOException e) {
            fail(socket, e.getMessage());
            return;
        }
        new SpawnerServer(socket, place, configuration, PppoxSocket::is).run(orphans);
    }

    private static void fail(MessageSocket socket, String words) {
        ByteBuffer message = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
        SpawnerMessage.of(Kind.FAILED, 0, words).write(message);
        socket.send(message, true);
    }

    /** @param orphans how many pppds of killed daemons were ended */
    void run(int orphans) {
        try {
            serve(orphans);
        } finally {
            end();
        }
    }

    private void serve(int orphans) {
        send(SpawnerMessage.of(Kind.READY, 0, orphans, 0), place.events().fd());
        while (open) {
            int count = poller.await(-1);
            boolean asked = false;
            for (int i = 0; i < count; i++) {
                long token = poller.token(i);
                if (token == SOCKET) {
                    asked = true;
                } else {
                    reap((int) token);
                }
            }
            for (int i = 0; asked && open && i < BUDGET; i++) {
                asked = take();
            }
        }
    }

    /** Takes a message; returns whether there was one. */
    private boolean take() {
        int octets = socket.receive(in.clear(), false);
        if (octets == -Errno.EAGAIN) {
            return false;
        }
        if (octets == 0 || octets < 0 && octets != -Errno.EMSGSIZE) {
            open = false;
            return false;
        }
        SpawnerMessage message = octets > 0 ? SpawnerMessage.read(in.limit(octets)) : null;
        in.clear().put(new byte[Math.max(octets, 0)]);
        if (message != null) {
            on(message);
        }
        return true;
    }

    private void on(SpawnerMessage message) {
        switch (message.kind()) {
            case START -> start(message.number(), message.request());
            case SIGNAL -> signal(message.number(), message.first());
            case REFRESH -> send(SpawnerMessage.of(Kind.REFRESHED, 0, refresh()));
            default -> {}
        }
    }

    private void start(int number, PppdRequest request) {
        int given = socket.takeDescriptor();
        try {
            String problem = problem(request, given);
            if (problem != null) {
                refuse(number, problem);
                return;
            }
            WatchedProcess child = place.start(request, given);
            try {
                watch(number, child);
            } catch (SystemCallException e) {
                child.close();
                throw e;
            }
        } catch (IOException e) {
            refuse(number, e.getMessage());
        } finally {
            if (given >= 0) {
                Linux.close(given);
            }
        }
    }

    private String problem(PppdRequest request, int given) {
        if (request == null) {
            return "the request to start a pppd is none";
        }
        if (given < 0 || socket.descriptors() > 0 || !isPppox.test(given)) {
            return "a pppd is given a socket of the L2TP driver, and nothing else";
        }
        return running.size() < PROCESS_LIMIT ? request.problem() : "there are " + PROCESS_LIMIT + " pppds";
    }

    private void refuse(int number, String words) {
        send(SpawnerMessage.of(Kind.REFUSED, number, words));
    }

    private void watch(int number, WatchedProcess child) throws SystemCallException {
        poller.add(child.pidfd(), ++started);
        running.put(started, child);
        send(SpawnerMessage.of(Kind.STARTED, number, child.pid(), started), child.output());
        child.closeOutput();
    }

    private void reap(int number) {
        WatchedProcess child = running.get(number);
        WatchedProcess.Exit exit = child == null ? null : child.poll();
        if (exit != null) {
            running.remove(number);
            poller.remove(child.pidfd());
            child.close();
            if (exit.signal() != 0) {
                pidFiles.removeOf(child.pid());
            }
            send(SpawnerMessage.of(Kind.ENDED, number, exit.code(), exit.signal()));
        }
    }

    private void signal(int number, int signal) {
        WatchedProcess child = running.get(number);
        if (child != null && (signal == ChildProcess.SIGTERM || signal == ChildProcess.SIGKILL)) {
            child.signal(signal);
        }
    }

    /** A configuration that is too large to be read in our little memory is no reason to end. */
    private String refresh() {
        try {
            String problem = place.refresh(configuration.read()).join();
            return problem == null ? "" : problem;
        } catch (IOException e) {
            return "pppd keeps its users: " + e.getMessage();
        } catch (OutOfMemoryError e) {
            return "pppd keeps its users: the configuration has grown too much; restart the daemon";
        }
    }

    /** Waits for room: the daemon takes what comes while it waits itself. */
    private void send(SpawnerMessage message, int... descriptors) {
        if (open) {
            message.write(out.clear());
            open = socket.send(out, true, descriptors) > 0;
        }
    }

    /** Ends all pppds, in order where they do so in time. */
    private void end() {
        List<WatchedProcess> all = new ArrayList<>(running.values());
        all.forEach(child -> child.signal(ChildProcess.SIGTERM));
        for (int waited = 0; waited < END_LIMIT_MS && anyRuns(all); waited += STEP_MS) {
            sleep();
        }
        for (WatchedProcess child : all) {
            child.close();
            pidFiles.removeOf(child.pid());
        }
        place.close();
        poller.close();
        socket.close();
    }

    private static boolean anyRuns(List<WatchedProcess> all) {
        return all.stream().anyMatch(child -> child.poll() == null);
    }

    private static void sleep() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
