package org.jl2tpd.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A RADIUS server (RFC 2865) that accepts every Access-Request without any attribute, so that the client takes an address from its
 * own pool. For l2tpns, which has no users of its own.
 */
public final class RadiusAcceptAll implements Runnable {
    private static final int ACCESS_REQUEST = 1;
    private static final int ACCESS_ACCEPT = 2;
    private static final int HEADER = 20;

    private final DatagramSocket socket;
    private final byte[] secret;

    RadiusAcceptAll(int port, String secret) throws IOException {
        socket = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"));
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        byte[] buffer = new byte[4096];
        MessageDigest md5 = Octets.md5();
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (packet.getLength() >= HEADER && buffer[0] == ACCESS_REQUEST) {
                    answer(packet, buffer, md5);
                }
            }
        } catch (IOException e) {
            System.err.println("radius: " + e.getMessage());
        }
    }

    private void answer(DatagramPacket packet, byte[] buffer, MessageDigest md5) throws IOException {
        buffer[0] = ACCESS_ACCEPT;
        buffer[2] = 0;
        buffer[3] = HEADER;
        md5.update(buffer, 0, HEADER);
        byte[] authenticator = md5.digest(secret);
        System.arraycopy(authenticator, 0, buffer, 4, authenticator.length);
        packet.setLength(HEADER);
        socket.send(packet);
    }

    public static void main(String[] args) throws IOException {
        new RadiusAcceptAll(Integer.parseInt(args[0]), args[1]).run();
    }
}
