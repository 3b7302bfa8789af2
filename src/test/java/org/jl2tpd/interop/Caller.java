package org.jl2tpd.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A LAC of many tunnels and calls against a daemon on this host's loopback, on a thread of its own: without PPP, which leaves the calls established until
 * the LNS has waited for LCP long enough.
 */
final class Caller implements AutoCloseable {
    private static final int TURN_MS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    final InetSocketAddress lns;
    private final Selector selector;
    private final List<CallerTunnel> tunnels = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "caller");
    private boolean ended;

    /** @param port that the LNS, or a relay before it, listens on */
    Caller(int port) {
        lns = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens so many more tunnels, each with so many calls. */
    synchronized Caller dial(int count, int calls) {
        try {
            for (int i = 0; i < count; i++) {
                CallerTunnel tunnel = new CallerTunnel(lns, tunnels.size() + 1, calls);
                tunnel.channel().register(selector, SelectionKey.OP_READ, tunnel);
                tunnels.add(tunnel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        selector.wakeup();
        return this;
    }

    /** One more call in every tunnel. */
    synchronized void callAgain() {
        tunnels.forEach(CallerTunnel::callOnceMore);
    }

    /** Ends one call of a tunnel. */
    synchronized void hangUp(int tunnel) {
        tunnels.get(tunnel).hangUp();
    }

    /** A figure of all tunnels together. */
    synchronized int sum(ToIntFunction<CallerTunnel> figure) {
        return tunnels.stream().mapToInt(figure).sum();
    }

    /** In how many tunnels a figure is not zero. */
    synchronized int count(ToIntFunction<CallerTunnel> figure) {
        return (int)
                tunnels.stream().filter(tunnel -> figure.applyAsInt(tunnel) > 0).count();
    }

    int up() {
        return sum(tunnel -> tunnel.up);
    }

    int refused() {
        return sum(tunnel -> tunnel.refused);
    }

    synchronized String lastRefusal() {
        return tunnels.stream()
                .map(tunnel -> tunnel.lastRefusal)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    Caller awaitUp(int calls, Duration limit) {
        Wait.until(
                calls + " calls",
                limit,
                () -> up() >= calls,
                () -> up() + " up, " + refused() + " refused: " + lastRefusal());
        return this;
    }

    private void run() {
        try {
            while (!ended) {
                selector.select(TURN_MS);
                turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void turn() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            ((CallerTunnel) key.attachment()).receive();
        }
        selector.selectedKeys().clear();
        long nowNs = System.nanoTime();
        for (CallerTunnel tunnel : tunnels) {
            tunnel.send(nowNs);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            ended = true;
        }
        selector.wakeup();
        Wait.until("end of the caller", LIMIT, () -> !thread.isAlive());
        selector.close();
        for (CallerTunnel tunnel : tunnels) {
            tunnel.channel().close();
        }
    }
}
