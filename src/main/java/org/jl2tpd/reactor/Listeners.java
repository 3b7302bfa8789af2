package org.jl2tpd.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jl2tpd.engine.Command.Listening;
import org.jl2tpd.engine.EnginePorts.OpenedSocket;
import org.jl2tpd.linux.Errno;
import org.jl2tpd.linux.SystemCallException;
import org.jl2tpd.wire.IpAddress;

/**
 * The reactor's listening sockets, exchanged while it runs: new ones are open before old ones go, and an old one stays as long as the engine has
 * tunnels on it. On the reactor's thread but {@link #opened}.
 */
final class Listeners {
    /**
     * A socket that listens.
     *
     * @param port as it was wanted, 0 for an ephemeral one
     */
    record Listener(IpAddress address, int port, OpenedSocket socket) {
        boolean isFor(IpAddress wanted, int wantedPort) {
            return address.equals(wanted) && port == wantedPort;
        }

        /** Whether datagrams for the other one's address reach this one where there is no other. */
        boolean covers(Listener other) {
            boolean any = address.isV4() ? address.v4() == 0 : address.isUnspecified();
            return any && address.isV4() == other.address.isV4() && port == other.port && port != 0;
        }
    }

    private final SocketOpener opener;
    private final IntConsumer closer;
    private final boolean isShared;
    private volatile List<Listener> current = List.of();
    private final List<Listener> retired = new ArrayList<>();

    /**
     * @param closer closes a socket by number
     * @param isShared whether sockets of single tunnels are bound beside the listeners
     */
    Listeners(SocketOpener opener, IntConsumer closer, boolean isShared) {
        this.opener = opener;
        this.closer = closer;
        this.isShared = isShared;
    }

    /** Those that are wanted, in the order in which they were named; from any thread. */
    List<OpenedSocket> opened() {
        return current.stream().map(Listener::socket).toList();
    }

    List<Listener> current() {
        return current;
    }

    /** Whether errors of that socket say nothing of one tunnel. */
    boolean has(int socket) {
        for (Listener listener : current) {
            if (listener.socket().socket() == socket) {
                return true;
            }
        }
        for (Listener listener : retired) {
            if (listener.socket().socket() == socket) {
                return true;
            }
        }
        return false;
    }

    /** It is closed. */
    void forget(int socket) {
        retired.removeIf(listener -> listener.socket().socket() == socket);
    }

    /**
     * Listens on these from now on.
     *
     * @param engine is told of each socket that is no longer wanted, and of one that is again
     * @throws SystemCallException in words for an operator; everything is as before then
     */
    void listen(ReactorSettings settings, BiConsumer<Integer, Listening> engine) throws SystemCallException {
        List<Listener> next = new ArrayList<>();
        List<Listener> made = new ArrayList<>();
        for (IpAddress address : settings.listen()) {
            Listener known = find(address, settings.port());
            if (known == null) {
                try {
                    known = open(address, settings);
                } catch (SystemCallException e) {
                    made.forEach(listener -> closer.accept(listener.socket().socket()));
                    throw e;
                }
                made.add(known);
            }
            next.add(known);
        }
        List<Listener> former = current;
        current = List.copyOf(next);
        next.stream().filter(retired::remove).forEach(listener -> tell(engine, listener, Listening.OPEN));
        for (Listener old : former) {
            if (!next.contains(old)) {
                retired.add(old);
                boolean covered = next.stream().anyMatch(listener -> listener.covers(old));
                tell(engine, old, covered ? Listening.COVERED : Listening.RETIRED);
            }
        }
    }

    private static void tell(BiConsumer<Integer, Listening> engine, Listener listener, Listening listening) {
        engine.accept(listener.socket().socket(), listening);
    }

    private Listener find(IpAddress address, int port) {
        for (Listener listener : current) {
            if (listener.isFor(address, port)) {
                return listener;
            }
        }
        for (Listener listener : retired) {
            if (listener.isFor(address, port)) {
                return listener;
            }
        }
        return null;
    }

    private Listener open(IpAddress address, ReactorSettings settings) throws SystemCallException {
        int port = settings.port();
        boolean beside = port != 0 && (isTaken(current, address, port) || isTaken(retired, address, port));
        OpenedSocket socket = beside
                ? opener.openBeside(address, port, settings.receiveBufferOctets(), numbers())
                : opener.open(address, port, settings.receiveBufferOctets(), false);
        if (socket.problem() != null) {
            throw new SystemCallException(refused(address, port, socket.problem()));
        }
        if (isShared) {
            opener.share(socket.socket());
        }
        return new Listener(address, port, socket);
    }

    /** Whether one of ours has that port, so that the kernel would refuse another one. */
    private static boolean isTaken(List<Listener> listeners, IpAddress address, int port) {
        return listeners.stream()
                .anyMatch(listener ->
                        listener.port() == port && listener.address().isV4() == address.isV4());
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        current.forEach(listener -> numbers.add(listener.socket().socket()));
        retired.forEach(listener -> numbers.add(listener.socket().socket()));
        return numbers;
    }

    private static String refused(IpAddress address, int port, String problem) {
        boolean taken = problem.contains(Errno.describe(Errno.EADDRINUSE));
        String words = "UDP port " + port + " of " + address;
        return taken ? words + " " + Reactor.IN_USE : "cannot listen on " + words + ": " + problem;
    }
}
