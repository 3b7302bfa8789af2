package org.jl2tpd.aaa.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.PacketCodec;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.wire.Secret;

/** A RADIUS server on the loopback that accepts everybody and takes all accounting, unless it is told to be silent. */
final class LoopbackServer implements AutoCloseable {
    static final Secret SECRET = Secret.of("radsecret");

    volatile boolean silent;

    /** Answers leave from a port of their own. */
    volatile boolean elsewhere;

    final AtomicInteger requests = new AtomicInteger();
    private final PacketCodec codec;
    private final DatagramSocket socket;
    private final DatagramSocket other;

    LoopbackServer() {
        this("127.0.0.1");
    }

    LoopbackServer(String address) {
        codec = new PacketCodec(SECRET);
        try {
            socket = new DatagramSocket(0, InetAddress.getByName(address));
            other = new DatagramSocket(0, InetAddress.getByName(address));
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "loopback-radius");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        DatagramPacket datagram = new DatagramPacket(new byte[PacketCodec.MAX_PACKET], PacketCodec.MAX_PACKET);
        try {
            while (true) {
                datagram.setLength(PacketCodec.MAX_PACKET);
                socket.receive(datagram);
                requests.incrementAndGet();
                byte[] answer = silent ? null : answer(datagram.getData(), datagram.getLength());
                if (answer != null) {
                    (elsewhere ? other : socket)
                            .send(new DatagramPacket(answer, answer.length, datagram.getSocketAddress()));
                }
            }
        } catch (SocketException e) {
            // Closed.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(byte[] request, int length) {
        RadiusPacket packet = codec.decodeRequest(request, length, false).packet();
        if (packet == null) {
            return null;
        }
        boolean accounting = packet.code() == RadiusCode.ACCOUNTING_REQUEST;
        AttributeSet reply = new AttributeSet()
                .add(Attributes.REPLY_MESSAGE, packet.attributes().text(Attributes.USER_NAME))
                .add(Attributes.CLASS, packet.attributes().text(Attributes.NAS_IDENTIFIER));
        return codec.encodeAnswer(
                accounting ? RadiusCode.ACCOUNTING_RESPONSE : RadiusCode.ACCESS_ACCEPT,
                packet.identifier(),
                packet.authenticator(),
                !accounting,
                reply);
    }

    @Override
    public void close() {
        socket.close();
        other.close();
    }
}
