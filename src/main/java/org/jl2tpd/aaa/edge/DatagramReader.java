package org.jl2tpd.aaa.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jl2tpd.radius.PacketCodec;

/** Reads what a channel has, a bounded number of datagrams a turn. */
final class DatagramReader {
    static final int MAX_DATAGRAM = PacketCodec.MAX_PACKET + 1;

    /** Datagrams of one channel in a turn, so that none starves the others. */
    private static final int BATCH = 64;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final byte[] octets = new byte[MAX_DATAGRAM];

    /** An error of one datagram, such as a port that could not be reached, ends the channel's turn and nothing else. */
    void drain(DatagramChannel channel, DatagramHandler handler) {
        try {
            for (int i = 0; i < BATCH; i++) {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return;
                }
                int length = buffer.flip().remaining();
                buffer.get(octets, 0, length);
                handler.onDatagram(System.nanoTime(), from, octets, length);
            }
        } catch (ClosedChannelException e) {
            // Closed by another thread: the selector forgets it.
            return;
        } catch (IOException e) {
            // What was sent came back as an ICMP error: the request's own timer knows better.
            return;
        }
    }
}
