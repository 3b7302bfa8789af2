package org.jl2tpd.aaa.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.radius.RadiusNetwork;
import org.jl2tpd.wire.IpAddress;

/**
 * The UDP ports that requests leave from. None is connected, so that an answer of another address is seen, counted and dropped. On the
 * RADIUS thread. Whatever the system throws is a packet that did not leave.
 */
final class SourcePorts implements RadiusNetwork, AutoCloseable {
    /** Room for answers of a burst; the kernel may give less. */
    private static final int BUFFER_OCTETS = 1 << 20;

    /** Servers whose socket address is remembered; more begin anew. */
    private static final int MAX_KNOWN = 256;

    private final Selector selector;
    private final Receiver receiver;
    private final List<DatagramChannel> ipv4 = new ArrayList<>();
    private final List<DatagramChannel> ipv6 = new ArrayList<>();
    private final Map<Server, InetSocketAddress> known = new HashMap<>();
    private IpAddress source;

    /** Hears what came. */
    interface Receiver {
        void onAnswer(long nowNs, int index, InetSocketAddress from, byte[] datagram, int length);
    }

    private record Server(IpAddress address, int port) {}

    SourcePorts(Selector selector, Receiver receiver) {
        this.selector = selector;
        this.receiver = receiver;
    }

    /** Our address from now on, null leaves it to the route; open ports of another address are opened anew. */
    void source(IpAddress address) {
        if (address == null ? source == null : address.equals(source)) {
            return;
        }
        source = address;
        for (List<DatagramChannel> channels : List.of(ipv4, ipv6)) {
            for (int i = 0; i < channels.size(); i++) {
                close(channels.get(i));
                channels.set(i, null);
            }
        }
    }

    @Override
    public boolean open(boolean v4, int index) {
        List<DatagramChannel> channels = v4 ? ipv4 : ipv6;
        while (channels.size() <= index) {
            channels.add(null);
        }
        try {
            channel(v4, index);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private DatagramChannel channel(boolean v4, int index) throws IOException {
        List<DatagramChannel> channels = v4 ? ipv4 : ipv6;
        DatagramChannel channel = channels.get(index);
        if (channel == null) {
            channel = opened(v4, index);
            channels.set(index, channel);
        }
        return channel;
    }

    private DatagramChannel opened(boolean v4, int index) throws IOException {
        DatagramChannel channel = DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_OCTETS);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_OCTETS);
            channel.bind(hasSource(v4) ? new InetSocketAddress(inet(source), 0) : null);
            DatagramHandler handler =
                    (nowNs, from, datagram, length) -> receiver.onAnswer(nowNs, index, from, datagram, length);
            channel.register(selector, SelectionKey.OP_READ, handler);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private boolean hasSource(boolean v4) {
        return source != null && source.isV4() == v4;
    }

    @Override
    public String send(int index, IpAddress server, int port, byte[] packet) {
        try {
            DatagramChannel channel = channel(server.isV4(), index);
            return channel.send(ByteBuffer.wrap(packet), socketAddress(server, port)) == packet.length
                    ? null
                    : "the socket's buffer is full";
        } catch (IOException | RuntimeException e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }

    private InetSocketAddress socketAddress(IpAddress server, int port) throws UnknownHostException {
        Server key = new Server(server, port);
        InetSocketAddress address = known.get(key);
        if (address == null) {
            address = new InetSocketAddress(inet(server), port);
            if (known.size() >= MAX_KNOWN) {
                known.clear();
            }
            known.put(key, address);
        }
        return address;
    }

    @Override
    public IpAddress localAddress(IpAddress server) {
        if (hasSource(server.isV4())) {
            return source;
        }
        try (DatagramChannel probe =
                DatagramChannel.open(server.isV4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            // No packet leaves: the kernel looks for a route.
            probe.connect(new InetSocketAddress(inet(server), 9));
            return ip(((InetSocketAddress) probe.getLocalAddress()).getAddress());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    static IpAddress ip(InetAddress address) {
        return IpAddress.of(address.getAddress());
    }

    private static InetAddress inet(IpAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(address.toBytes());
    }

    private static void close(DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is closed all the same.
            return;
        }
    }

    @Override
    public void close() {
        ipv4.forEach(SourcePorts::close);
        ipv6.forEach(SourcePorts::close);
        ipv4.clear();
        ipv6.clear();
    }
}
