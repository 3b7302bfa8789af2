package org.jl2tpd.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A UDP relay that loses datagrams, and looks like a NAT to the server: each client gets a port of its own on the relay's
 * address. Kernels without netem need it, and it loses the same datagrams for the same seed.
 *
 * <p>Arguments: port to listen on, server address, server port, loss in percent, seed. A line {@code relaying} says that it serves.
 */
final class LossyRelay {
    private static final int MAX_CLIENTS = 64;
    private static final int MAX_DATAGRAM = 65_536;

    private final Selector selector = Selector.open();
    private final DatagramChannel front = DatagramChannel.open();
    private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final InetSocketAddress server;
    private final double loss;
    private final Random random;

    private LossyRelay(int port, InetSocketAddress server, double loss, long seed) throws IOException {
        this.server = server;
        this.loss = loss;
        this.random = new Random(seed);
        front.bind(new InetSocketAddress(port));
        front.configureBlocking(false);
        front.register(selector, SelectionKey.OP_READ);
    }

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getByName(arguments[1]), Integer.parseInt(arguments[2]));
        LossyRelay relay = new LossyRelay(
                Integer.parseInt(arguments[0]),
                server,
                Double.parseDouble(arguments[3]) / 100,
                Long.parseLong(arguments[4]));
        System.out.println("relaying");
        relay.serve();
    }

    private void serve() throws IOException {
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.channel() == front) {
                    forward();
                } else {
                    back((DatagramChannel) key.channel(), (SocketAddress) key.attachment());
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private void forward() throws IOException {
        SocketAddress client;
        while ((client = front.receive(buffer.clear())) != null) {
            DatagramChannel back = backOf(client);
            if (back != null && !isLost()) {
                send(back, server);
            }
        }
    }

    private void back(DatagramChannel channel, SocketAddress client) throws IOException {
        while (channel.receive(buffer.clear()) != null) {
            if (!isLost()) {
                send(front, client);
            }
        }
    }

    private void send(DatagramChannel channel, SocketAddress target) {
        try {
            channel.send(buffer.flip(), target);
        } catch (IOException e) {
            System.err.println("not sent to " + target + ": " + e.getMessage());
        }
    }

    private boolean isLost() {
        return random.nextDouble() < loss;
    }

    private DatagramChannel backOf(SocketAddress client) throws IOException {
        DatagramChannel known = backs.get(client);
        if (known != null || backs.size() >= MAX_CLIENTS) {
            return known;
        }
        DatagramChannel made = DatagramChannel.open();
        made.bind(null);
        made.configureBlocking(false);
        made.register(selector, SelectionKey.OP_READ, client);
        backs.put(client, made);
        return made;
    }
}
