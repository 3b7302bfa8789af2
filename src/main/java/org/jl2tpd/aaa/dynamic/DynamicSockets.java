package org.jl2tpd.aaa.dynamic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jl2tpd.aaa.edge.ListeningSocket;
import org.jl2tpd.radius.DynamicSource;

/** The sockets that requests come by; others when the configuration is another one. */
final class DynamicSockets implements AutoCloseable {
    /** Opens a socket that requests of that index come by. */
    interface Opener {
        ListeningSocket open(int index, InetSocketAddress address) throws IOException;
    }

    private record Opened(InetSocketAddress address, ListeningSocket socket) {}

    private final Opener opener;
    private final Map<Integer, Opened> sockets = new ConcurrentHashMap<>();
    private int nextIndex;

    DynamicSockets(Opener opener) {
        this.opener = opener;
    }

    /**
     * Has a socket on each of these addresses and no other; those that stay are not touched.
     *
     * @throws IOException with words for an operator; then those of before are there, as far as they can be had back
     */
    synchronized void want(List<InetSocketAddress> wanted) throws IOException {
        List<InetSocketAddress> former = addresses();
        try {
            replace(wanted);
        } catch (IOException e) {
            try {
                replace(former);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Those that go are closed first: an address and the wildcard can't have the same port. */
    private void replace(List<InetSocketAddress> wanted) throws IOException {
        new HashMap<>(sockets).forEach((index, opened) -> {
            if (!wanted.contains(opened.address())) {
                sockets.remove(index);
                opened.socket().close();
            }
        });
        List<InetSocketAddress> there = addresses();
        for (InetSocketAddress address : wanted) {
            if (!there.contains(address)) {
                int index = nextIndex++;
                sockets.put(index, new Opened(address, open(index, address)));
            }
        }
    }

    private ListeningSocket open(int index, InetSocketAddress address) throws IOException {
        try {
            return opener.open(index, address);
        } catch (IOException e) {
            if (isIpv6Wildcard(address.getAddress())) {
                return openIpv4(index, address, e);
            }
            throw problem(address, e);
        }
    }

    private static boolean isIpv6Wildcard(InetAddress address) {
        return address.isAnyLocalAddress() && address.getAddress().length > 4;
    }

    /** A host without IPv6 has every address of IPv4. */
    private ListeningSocket openIpv4(int index, InetSocketAddress address, IOException first) throws IOException {
        try {
            return opener.open(index, new InetSocketAddress(InetAddress.getByAddress(new byte[4]), address.getPort()));
        } catch (IOException e) {
            throw problem(address, first);
        }
    }

    private static IOException problem(InetSocketAddress address, IOException e) {
        return new IOException(
                "can't take Disconnect and CoA at " + address.getAddress().getHostAddress() + " port "
                        + address.getPort() + ": " + e.getMessage(),
                e);
    }

    /** Sends by the socket that the request came by, if that is there still. */
    void send(DynamicSource to, byte[] packet) {
        Opened opened = sockets.get(to.socket());
        if (opened != null) {
            try {
                InetAddress address = InetAddress.getByAddress(to.address().toBytes());
                opened.socket().send(new InetSocketAddress(address, to.port()), packet);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    List<InetSocketAddress> addresses() {
        return new ArrayList<>(sockets.values().stream().map(Opened::address).toList());
    }

    /** Where requests can be sent to; the system chose the port where 0 was wanted. */
    List<InetSocketAddress> bound() {
        return sockets.values().stream().map(o -> o.socket().localAddress()).toList();
    }

    @Override
    public synchronized void close() {
        sockets.values().forEach(opened -> opened.socket().close());
        sockets.clear();
    }
}
