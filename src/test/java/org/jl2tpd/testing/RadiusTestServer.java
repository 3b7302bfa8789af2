package org.jl2tpd.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.PacketCodec;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.wire.Secret;

/** A RADIUS server of a test, on a free port of the loopback or of another address of ours; it answers what the test says, from a thread of its own. */
public final class RadiusTestServer implements AutoCloseable {
    /** What it answers; null answers nothing. */
    public record Answer(RadiusCode code, AttributeSet attributes) {}

    /** Requests that came, the newest last. */
    public final List<RadiusPacket> requests = new CopyOnWriteArrayList<>();

    private final DatagramSocket socket;
    private final PacketCodec codec;
    private final Function<RadiusPacket, Answer> judge;
    private final Thread thread = new Thread(this::run, "radius-test-server");

    public RadiusTestServer(String secret, Function<RadiusPacket, Answer> judge) throws IOException {
        this(InetAddress.getLoopbackAddress(), secret, judge);
    }

    private RadiusTestServer(InetAddress address, String secret, Function<RadiusPacket, Answer> judge)
            throws IOException {
        this.socket = new DatagramSocket(0, address);
        this.codec = new PacketCodec(Secret.of(secret));
        this.judge = judge;
        thread.setDaemon(true);
        thread.start();
    }

    /** One that lets in who proves that password, with those attributes. */
    public static RadiusTestServer of(String secret, String user, String password, AttributeSet attributes)
            throws IOException {
        return of(InetAddress.getLoopbackAddress(), secret, user, password, attributes);
    }

    /** The same at another address of this machine. */
    public static RadiusTestServer of(
            InetAddress address, String secret, String user, String password, AttributeSet attributes)
            throws IOException {
        return new RadiusTestServer(address, secret, packet -> judge(packet, user, Secret.of(password), attributes));
    }

    private static Answer judge(RadiusPacket packet, String user, Secret password, AttributeSet attributes) {
        if (packet.code() == RadiusCode.ACCOUNTING_REQUEST) {
            return new Answer(RadiusCode.ACCOUNTING_RESPONSE, new AttributeSet());
        }
        AuthRequest request = requestOf(packet.attributes());
        if (request == null || !request.userName().equals(user) || !request.isProvedBy(password)) {
            return new Answer(RadiusCode.ACCESS_REJECT, new AttributeSet());
        }
        AttributeSet answer = new AttributeSet().addAll(attributes);
        if (request instanceof AuthRequest.MsChapV2 microsoft) {
            byte[] text = microsoft.authenticatorResponse(password).getBytes(StandardCharsets.US_ASCII);
            byte[] success = ByteBuffer.allocate(1 + text.length)
                    .put((byte) microsoft.identifier())
                    .put(text)
                    .array();
            answer.add(Attributes.MS_CHAP2_SUCCESS, success);
        }
        return new Answer(RadiusCode.ACCESS_ACCEPT, answer);
    }

    /** What a peer presented; null where there is nothing of it. */
    public static AuthRequest requestOf(AttributeSet set) {
        String user = set.text(Attributes.USER_NAME);
        byte[] password = set.octets(Attributes.USER_PASSWORD);
        byte[] chap = set.octets(Attributes.CHAP_PASSWORD);
        byte[] microsoft = set.octets(Attributes.MS_CHAP2_RESPONSE);
        if (password != null) {
            return new AuthRequest.Pap(user, new Secret(password));
        }
        if (chap != null) {
            byte[] response = Arrays.copyOfRange(chap, 1, chap.length);
            return new AuthRequest.Chap(user, chap[0] & 0xff, set.octets(Attributes.CHAP_CHALLENGE), response);
        }
        return microsoft == null
                ? null
                : new AuthRequest.MsChapV2(
                        user,
                        microsoft[0] & 0xff,
                        set.octets(Attributes.MS_CHAP_CHALLENGE),
                        Arrays.copyOfRange(microsoft, 2, 18),
                        Arrays.copyOfRange(microsoft, 26, 50));
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[PacketCodec.MAX_PACKET], PacketCodec.MAX_PACKET);
        try {
            while (true) {
                packet.setLength(PacketCodec.MAX_PACKET);
                socket.receive(packet);
                answer(packet);
            }
        } catch (IOException e) {
            // The socket is closed.
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
        RadiusPacket request =
                codec.decodeRequest(datagram, datagram.length, false).packet();
        if (request == null) {
            return;
        }
        requests.add(request);
        Answer answer = judge.apply(request);
        if (answer != null) {
            byte[] octets = codec.encodeAnswer(
                    answer.code(), request.identifier(), request.authenticator(), true, answer.attributes());
            socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
