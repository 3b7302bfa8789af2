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

    /** Has the selector forget what is closed, which frees its port. */
    private final Runnable forget;

    ListeningSocket(DatagramChannel channel, Runnable forget) throws IOException {
        this.channel = channel;
        this.forget = forget;
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

    /** Ends it: its port is free afterwards, and nothing is handed over any more. Called on the RADIUS thread, that is so soon after. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        forget.run();
    }
}
