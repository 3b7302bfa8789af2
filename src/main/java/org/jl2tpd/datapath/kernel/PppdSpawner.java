package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jl2tpd.datapath.kernel.SpawnerMessage.Kind;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.Linux;
import org.jl2tpd.linux.MessageSocket;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.linux.WatchedProcess;

/**
 * A process of root that starts pppds for a daemon that is not root. It is made while the daemon still is root, and ends with the daemon's end of
 * the socket, however that is closed. What it does for us is {@link SpawnerServer}'s to decide.
 */
public final class PppdSpawner implements PppdLauncher {
    /** Milliseconds for its start, which is that of a JVM. */
    static final int START_LIMIT_MS = 60_000;
    /** Milliseconds for the answer to a request: the reactor waits for it. */
    static final int ANSWER_LIMIT_MS = 3_000;
    /** Milliseconds for its end, when the daemon stops. */
    static final int END_LIMIT_MS = 1_500;

    private static final int STEP_MS = 10;
    /** Octets of its last words that are shown. */
    private static final int WORDS = 1_000;

    private static final String SILENT = "the process that starts pppds does not answer";
    private static final String GONE = "the process that starts pppds has ended; restart the daemon";

    private final MessageSocket socket;
    private final ChildProcess process;
    private final ByteBuffer out = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
    private final ByteBuffer in = ByteBuffer.allocateDirect(SpawnerMessage.LIMIT);
    private final Map<Integer, RemotePppd> running = new HashMap<>();
    private final Deque<WatchedProcess> ended = new ArrayDeque<>();
    private final Deque<CompletableFuture<String>> refreshing = new ArrayDeque<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    /** Requests that were given up before their answer. */
    private final Set<Integer> late = new HashSet<>();

    private CredentialSocket events;
    /** The last wait for an answer was in vain; until something comes nobody waits again, for the reactor would stand still each time. */
    private boolean stalled;

    private int orphans;
    private int requests;
    /** Why it is of no use any more, null while it is. */
    private volatile String problem;

    private boolean closed;

    private PppdSpawner(MessageSocket socket, ChildProcess process) {
        this.socket = socket;
        this.process = process;
    }

    /**
     * Starts it, and returns when it can start pppds.
     *
     * @param command a program that calls {@link SpawnerServer#serve}, by its path, and its arguments
     * @throws IOException with words for an operator; nothing is left then
     */
    public static PppdSpawner start(List<String> command) throws IOException {
        MessageSocket[] pair = MessageSocket.pair();
        ChildProcess process;
        try {
            List<String> environment = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8");
            process = ChildProcess.start(
                    new ChildProcess.Program(command.get(0), command, environment, null, pair[1].fd(), true));
        } catch (SystemCallException e) {
            pair[0].close();
            throw new IOException("the process that starts pppds can't be started: " + e.getMessage(), e);
        } finally {
            pair[1].close();
        }
        var spawner = new PppdSpawner(pair[0], process);
        try {
            spawner.awaitReady();
            return spawner;
        } catch (IOException | RuntimeException | Error e) {
            pair[0].close();
            process.close();
            throw e;
        }
    }

    /** Ends pppds of daemons that were killed, where root has to do so before the daemon is another user's. Returns how many there were. */
    public static int endOrphans() {
        return new PppdOrphans(Path.of("/proc")).end();
    }

    private void awaitReady() throws IOException {
        socket.waitAtMost(START_LIMIT_MS);
        int octets = socket.receive(in.clear(), true);
        SpawnerMessage message = octets > 0 ? SpawnerMessage.read(in.limit(octets)) : null;
        if (message == null || message.kind() != Kind.READY || socket.descriptors() != 1) {
            String words = message != null && message.kind() == Kind.FAILED ? message.words() : lastWords();
            throw new IOException("the process that starts pppds does not start: " + words);
        }
        events = CredentialSocket.of(socket.takeDescriptor());
        orphans = message.first();
        socket.waitAtMost(ANSWER_LIMIT_MS);
    }

    private String lastWords() {
        ByteBuffer text = ByteBuffer.allocateDirect(WORDS);
        int octets = process.read(text);
        String words = octets <= 0
                ? ""
                : StandardCharsets.UTF_8.decode(text.flip().limit(octets)).toString();
        return words.isBlank() ? "it said nothing in " + START_LIMIT_MS / 1000 + " s" : words.strip();
    }

    public int pid() {
        return process.pid();
    }

    /** Completes with words for an operator when it ends before the daemon does. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    @Override
    public CredentialSocket events() {
        return events;
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    @Override
    public int orphansEnded() {
        return orphans;
    }

    @Override
    public WatchedProcess start(PppdRequest request, int pppox) throws IOException {
        if (stalled) {
            pump();
        }
        String wrong = problem != null ? problem : stalled ? SILENT : request.problem();
        if (wrong != null) {
            throw new IOException(wrong);
        }
        int number = ++requests;
        String unsent = send(SpawnerMessage.start(number, request), pppox);
        if (unsent != null) {
            throw new IOException(unsent);
        }
        return awaitStarted(number);
    }

    /** Other messages may come first. A pppd that is started after all is killed. */
    private RemotePppd awaitStarted(int number) throws IOException {
        while (true) {
            SpawnerMessage message = next(true);
            if (message == null) {
                if (problem == null) {
                    late.add(number);
                }
                throw new IOException(problem == null ? SILENT : problem);
            }
            boolean answers = message.number() == number;
            if (answers && message.kind() == Kind.REFUSED) {
                throw new IOException(message.words());
            }
            if (answers && message.kind() == Kind.STARTED && socket.descriptors() == 1) {
                var pppd = new RemotePppd(this, message.second(), message.first(), socket.takeDescriptor());
                running.put(message.second(), pppd);
                return pppd;
            }
            on(message);
        }
    }

    /** The next message; null when there is none, and then {@link #problem} says whether there will be one. */
    private SpawnerMessage next(boolean waits) {
        if (problem != null) {
            return null;
        }
        int octets = socket.receive(in.clear(), waits);
        if (octets == -Errno.EAGAIN && !waits) {
            return null;
        }
        SpawnerMessage message = octets > 0 ? SpawnerMessage.read(in.limit(octets)) : null;
        stalled = waits && octets == -Errno.EAGAIN;
        if (message == null && !stalled) {
            lose(GONE);
        }
        return message;
    }

    private void on(SpawnerMessage message) {
        if (message.kind() == Kind.ENDED) {
            RemotePppd pppd = running.remove(message.number());
            if (pppd != null) {
                pppd.onEnd(new WatchedProcess.Exit(message.first(), message.second()));
                ended.add(pppd);
            }
        } else if (message.kind() == Kind.STARTED && late.remove(message.number())) {
            killLate(message.second());
        } else if (message.kind() == Kind.REFUSED) {
            late.remove(message.number());
        } else if (message.kind() == Kind.REFRESHED) {
            answerRefresh(message.words().isEmpty() ? null : message.words());
        }
    }

    private void killLate(int number) {
        if (socket.descriptors() == 1) {
            Linux.close(socket.takeDescriptor());
        }
        signal(number, ChildProcess.SIGKILL);
    }

    private void lose(String why) {
        problem = why;
        process.poll();
        for (CompletableFuture<String> waiting = pollRefresh(); waiting != null; waiting = pollRefresh()) {
            waiting.complete(why);
        }
        if (!closed) {
            lost.complete(why);
        }
    }

    /** Takes what has come, without waiting. */
    void pump() {
        for (SpawnerMessage message = next(false); message != null; message = next(false)) {
            on(message);
        }
    }

    @Override
    public String receive(Consumer<WatchedProcess> each) {
        pump();
        List<WatchedProcess> all = new ArrayList<>(ended);
        ended.clear();
        all.forEach(each);
        return problem;
    }

    @Override
    public boolean hasReceived() {
        return !ended.isEmpty();
    }

    /** Sends one of its pppds a signal; returns 0 or a negated errno. */
    int signal(int number, int signal) {
        return send(SpawnerMessage.of(Kind.SIGNAL, number, signal, 0)) == null ? 0 : -Errno.ESRCH;
    }

    /** Returns null or why it was not sent. While there is no room, what has come is taken: it may wait for that itself. */
    private String send(SpawnerMessage message, int... descriptors) {
        for (int waited = 0; problem == null; waited += STEP_MS) {
            int result = write(message, descriptors);
            if (result > 0) {
                return null;
            }
            if (result == -Errno.EMSGSIZE) {
                return "a request to start a pppd that is too long";
            }
            if (result != -Errno.EAGAIN || waited >= ANSWER_LIMIT_MS) {
                lose(GONE);
            } else {
                pump();
                sleep();
            }
        }
        return problem;
    }

    private int write(SpawnerMessage message, int... descriptors) {
        synchronized (out) {
            boolean fits = message.write(out.clear());
            int result = fits ? socket.send(out, false, descriptors) : -Errno.EMSGSIZE;
            // A password may have been in it.
            out.clear();
            for (int i = 0; i < out.capacity(); i += Long.BYTES) {
                out.putLong(i, 0);
            }
            return result;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It reads the configuration by itself, as it is then. */
    @Override
    public CompletableFuture<String> refresh(PppdSettings settings) {
        var answer = new CompletableFuture<String>();
        synchronized (refreshing) {
            if (problem != null || write(SpawnerMessage.of(Kind.REFRESH, 0, "")) <= 0) {
                answer.complete("pppd keeps its users: the process that starts pppds does not answer");
            } else {
                refreshing.add(answer);
            }
        }
        return answer;
    }

    private CompletableFuture<String> pollRefresh() {
        synchronized (refreshing) {
            return refreshing.poll();
        }
    }

    private void answerRefresh(String words) {
        CompletableFuture<String> answer = pollRefresh();
        if (answer != null) {
            answer.complete(words);
        }
    }

    /** It ends its pppds, and then itself. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lose("the daemon stops");
        socket.close();
        events.close();
        for (int waited = 0; process.poll() == null && waited < END_LIMIT_MS; waited += STEP_MS) {
            sleep();
        }
        if (process.poll() != null) {
            process.close();
        }
    }
}
