package org.jl2tpd.aaa.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A bound UDP socket on the RADIUS thread's selector. */
public final class ListeningSocket implements AutoCloseable {
    /** Longest datagram that is taken: one octet more than a packet may have. */
    public static final int MAX_DATAGRAM = DatagramReader.MAX_DATAGRAM;

    private final DatagramChannel channel;
    private final InetSocketAddress local;

    ListeningSocket(DatagramChannel channel) throws IOException {
        this.channel = channel;
        local = (InetSocketAddress) channel.getLocalAddress();
    }

    public InetSocketAddress localAddress() {
        return local;
    }

    /**
     * Sends from it; from any thread, never blocks.
     *
     * @return false when the datagram could not leave
     */
    public boolean send(InetSocketAddress to, byte[] datagram) {
        try {
            return channel.send(ByteBuffer.wrap(datagram), to) == datagram.length;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it; nothing is handed over any more when the thread's turn is over. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
