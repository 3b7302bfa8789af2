package org.jl2tpd.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.PacketCodec;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.wire.Secret;

/** A RADIUS server on the loopback that lets everybody in with what a test says of them, and takes all accounting. */
final class RadiusAnswers implements AutoCloseable {
    final List<RadiusPacket> requests = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;
    private final PacketCodec codec;
    private final Function<AttributeSet, AttributeSet> acceptance;

    RadiusAnswers(Secret secret, Function<AttributeSet, AttributeSet> acceptance) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.codec = new PacketCodec(secret);
        this.acceptance = acceptance;
        Thread thread = new Thread(this::serve, "radius-answers");
        thread.setDaemon(true);
        thread.start();
    }

    /** What came with that code. */
    List<AttributeSet> of(RadiusCode code) {
        return requests.stream()
                .filter(request -> request.code() == code)
                .map(RadiusPacket::attributes)
                .toList();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[PacketCodec.MAX_PACKET], PacketCodec.MAX_PACKET);
        try {
            while (!socket.isClosed()) {
                packet.setData(new byte[PacketCodec.MAX_PACKET]);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                packet.setData(answer);
                socket.send(packet);
            }
        } catch (SocketException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(byte[] datagram) {
        RadiusPacket request =
                codec.decodeRequest(datagram, datagram.length, false).packet();
        requests.add(request);
        boolean isAccess = request.code() == RadiusCode.ACCESS_REQUEST;
        return codec.encodeAnswer(
                isAccess ? RadiusCode.ACCESS_ACCEPT : RadiusCode.ACCOUNTING_RESPONSE,
                request.identifier(),
                request.authenticator(),
                true,
                isAccess ? acceptance.apply(request.attributes()) : new AttributeSet());
    }

    @Override
    public void close() {
        socket.close();
    }
}
