package org.jl2tpd.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A RADIUS server (RFC 2865) that knows one user, by PAP or CHAP, for an LNS that has no users of its own. Prints {@code
 * serving}, then {@code accepted pap}, {@code accepted chap} or {@code refused} for each request.
 *
 * <p>Arguments: port, shared secret, user, password.
 */
final class RadiusStub {
    private static final int ACCESS_REQUEST = 1;
    private static final int ACCESS_ACCEPT = 2;
    private static final int ACCESS_REJECT = 3;
    private static final int USER_NAME = 1;
    private static final int USER_PASSWORD = 2;
    private static final int CHAP_PASSWORD = 3;
    private static final int CHAP_CHALLENGE = 60;
    private static final int HEADER = 20;
    private static final int DIGEST = 16;

    private final byte[] secret;
    private final byte[] user;
    private final byte[] password;

    private RadiusStub(String secret, String user, String password) {
        this.secret = octets(secret);
        this.user = octets(user);
        this.password = octets(password);
    }

    public static void main(String[] arguments) throws IOException {
        RadiusStub stub = new RadiusStub(arguments[1], arguments[2], arguments[3]);
        try (DatagramSocket socket =
                new DatagramSocket(Integer.parseInt(arguments[0]), InetAddress.getByName("127.0.0.1"))) {
            System.out.println("serving");
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            while (true) {
                packet.setLength(4096);
                socket.receive(packet);
                byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                if (request.length >= HEADER && request[0] == ACCESS_REQUEST) {
                    packet.setData(stub.answer(request));
                    socket.send(packet);
                    packet.setData(new byte[4096]);
                }
            }
        }
    }

    private byte[] answer(byte[] request) {
        String method = method(request);
        System.out.println(method.isEmpty() ? "refused" : "accepted " + method);
        byte[] answer = Arrays.copyOf(request, HEADER);
        answer[0] = (byte) (method.isEmpty() ? ACCESS_REJECT : ACCESS_ACCEPT);
        answer[2] = 0;
        answer[3] = HEADER;
        System.arraycopy(md5(answer, secret), 0, answer, 4, DIGEST);
        return answer;
    }

    /** How the request proves the user, empty when it does not. */
    private String method(byte[] request) {
        if (!Arrays.equals(user, attribute(request, USER_NAME))) {
            return "";
        }
        byte[] authenticator = Arrays.copyOfRange(request, 4, HEADER);
        byte[] hidden = attribute(request, USER_PASSWORD);
        if (hidden != null) {
            return Arrays.equals(hidden, hide(authenticator)) ? "pap" : "";
        }
        byte[] chap = attribute(request, CHAP_PASSWORD);
        byte[] challenge = attribute(request, CHAP_CHALLENGE);
        if (chap == null || chap.length != 1 + DIGEST) {
            return "";
        }
        byte[] wanted = md5(new byte[] {chap[0]}, password, challenge == null ? authenticator : challenge);
        return Arrays.equals(wanted, Arrays.copyOfRange(chap, 1, chap.length)) ? "chap" : "";
    }

    /** RFC 2865 5.2, for passwords of at most 16 octets. */
    private byte[] hide(byte[] authenticator) {
        byte[] hidden = md5(secret, authenticator);
        for (int i = 0; i < password.length; i++) {
            hidden[i] ^= password[i];
        }
        return hidden;
    }

    private static byte[] attribute(byte[] packet, int type) {
        for (int at = HEADER; at + 1 < packet.length && packet[at + 1] >= 2; at += packet[at + 1] & 0xff) {
            if (packet[at] == type) {
                return Arrays.copyOfRange(packet, at + 2, at + (packet[at + 1] & 0xff));
            }
        }
        return null;
    }

    private static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
