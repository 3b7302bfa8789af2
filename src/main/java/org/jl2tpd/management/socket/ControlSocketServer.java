package org.jl2tpd.management.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.FileReach;
import org.jl2tpd.management.model.CaptureHub;
import org.jl2tpd.management.model.ManagedDaemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@link ControlProtocol} on a Unix-domain socket. One thread accepts, one serves each client; all are daemon threads and
 * end with {@link #close}. A client that asks nothing for {@link #IDLE_LIMIT_NS} is closed when its place is wanted.
 */
public final class ControlSocketServer implements Closeable {
    /** Clients at once. */
    public static final int CLIENT_LIMIT = 32;

    /** After this long without a request, a client gives way to a new one. */
    static final long IDLE_LIMIT_NS = 30_000_000_000L;

    /** Between two log lines of users who may not control the daemon. */
    static final long REFUSALS_LOGGED_NS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocketServer.class);

    private final Operations operations;
    private final SocketFile file;
    private final ServerSocketChannel server;
    private final PeerCheck peerCheck;
    /** Of the accepting thread alone, like the next. */
    private boolean isFailing;

    private boolean hasRefused;

    private long lastRefusalNs;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    private ControlSocketServer(Operations operations, SocketFile file, ServerSocketChannel server) throws IOException {
        this.operations = operations;
        this.file = file;
        this.server = server;
        this.peerCheck = new PeerCheck(file.path());
    }

    /**
     * Binds the socket and begins to serve.
     *
     * @param path where; its directory is made when missing
     * @param group that may use it beside the owner, empty for none but the owner's
     * @throws IOException with words for an operator: another daemon answers there, no permission, no such group
     */
    public static ControlSocketServer start(Path path, String group, Control control) throws IOException {
        return start(path, group, new Operations(control));
    }

    /** The same with events and captures to follow. */
    public static ControlSocketServer start(Path path, String group, ManagedDaemon daemon, CaptureHub captures)
            throws IOException {
        return start(path, group, new Operations(daemon.control(), daemon.events(), captures));
    }

    private static ControlSocketServer start(Path path, String group, Operations operations) throws IOException {
        SocketFile file = new SocketFile(path);
        ServerSocketChannel server = file.bind(group);
        try {
            ControlSocketServer result = new ControlSocketServer(operations, file, server);
            result.startThread("control-accept", result::accept);
            return result;
        } catch (IOException | RuntimeException e) {
            server.close();
            file.delete();
            throw e;
        }
    }

    public Path path() {
        return file.path();
    }

    /** Takes no further client; those that are there are served until they go. */
    public void retire() throws IOException {
        if (server.isOpen()) {
            server.close();
            file.delete();
        }
    }

    @Override
    public void close() throws IOException {
        retire();
        for (Client client : clients) {
            client.close();
        }
    }

    private Thread startThread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                welcome(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                failed(e.getMessage());
                pause();
            }
        }
    }

    /** Told once until one is accepted again. */
    private void failed(String reason) {
        if (!isFailing) {
            isFailing = true;
            LOG.atWarn().addKeyValue("reason", reason).log("control_not_accepted");
        }
    }

    /** After a failed accept (no descriptors left) the loop must not spin. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcome(SocketChannel channel) {
        Client client = new Client(channel, PeerCheck.userOf(channel), reach(channel));
        try {
            if (!peerCheck.allows(channel)) {
                refused(client);
                client.turnAway(Kind.REFUSED, "only root, the daemon's user and its group may control it");
            } else if (clients.size() >= CLIENT_LIMIT && !closeAnIdleClient()) {
                client.turnAway(Kind.UNAVAILABLE, "too many clients at once; try again");
            } else {
                clients.add(client);
                startThread("control-client", client::serve);
                isFailing = false;
            }
        } catch (IOException | RuntimeException e) {
            client.close();
        } catch (OutOfMemoryError e) {
            noThread(client);
        }
    }

    /** The system lets us have no thread more: the client hears of it, and those that come next are served when there is one. */
    private void noThread(Client client) {
        clients.remove(client);
        failed("the system gives the daemon no thread more");
        try {
            client.turnAway(Kind.UNAVAILABLE, "the system gives the daemon no thread more; try again");
        } catch (IOException e) {
            client.close();
        }
        pause();
    }

    private FileReach reach(SocketChannel channel) {
        try {
            return peerCheck.reach(channel);
        } catch (IOException e) {
            return FileReach.OWN_FOLDER;
        }
    }

    /** At most one line in {@link #REFUSALS_LOGGED_NS}, whatever a user of this host tries. */
    private void refused(Client client) {
        long nowNs = System.nanoTime();
        if (!hasRefused || nowNs - lastRefusalNs >= REFUSALS_LOGGED_NS) {
            hasRefused = true;
            lastRefusalNs = nowNs;
            LOG.atWarn().addKeyValue("by", client.caller.user()).log("control_refused");
        }
    }

    private boolean closeAnIdleClient() {
        long oldest = System.nanoTime() - IDLE_LIMIT_NS;
        for (Client client : clients) {
            if (!client.isFollowing && client.lastRequestNs - oldest < 0) {
                client.close();
                return true;
            }
        }
        return false;
    }

    private final class Client {
        private final LineChannel lines;
        private final Caller caller;
        private volatile long lastRequestNs = System.nanoTime();
        private volatile boolean isFollowing;

        Client(SocketChannel channel, String user, FileReach reach) {
            caller = new Caller(user, reach);
            lines = new LineChannel(channel, ControlProtocol.REQUEST_LIMIT);
        }

        void serve() {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    lastRequestNs = System.nanoTime();
                    lines.writeLine(operations.answer(line, caller));
                    EventFollower follower = caller.held(EventFollower.class);
                    if (follower != null) {
                        isFollowing = true;
                        startThread("control-events", () -> follower.run(lines));
                        awaitEnd();
                        return;
                    }
                }
            } catch (LineChannel.LineTooLongException e) {
                tryTurnAway();
            } catch (IOException e) {
                // The client went away; nobody is left to tell.
            } finally {
                close();
                letGo();
            }
        }

        /** One that follows has nothing more to say: until it goes what it writes is read and forgotten. */
        private void awaitEnd() throws IOException {
            while (lines.readLine() != null) {
                lastRequestNs = System.nanoTime();
            }
        }

        /** What the connection held ends with it. */
        private void letGo() {
            try {
                caller.close();
            } catch (IOException e) {
                // It was not there any more.
            }
        }

        private void tryTurnAway() {
            try {
                turnAway(Kind.INVALID, "a request has at most " + ControlProtocol.REQUEST_LIMIT + " octets");
            } catch (IOException e) {
                // The client went away; nobody is left to tell.
            }
        }

        void turnAway(Kind kind, String message) throws IOException {
            lines.writeLine(ControlProtocol.failure(kind, message));
            close();
        }

        void close() {
            clients.remove(this);
            try {
                lines.close();
            } catch (IOException e) {
                // Closed all the same.
            }
        }
    }
}
