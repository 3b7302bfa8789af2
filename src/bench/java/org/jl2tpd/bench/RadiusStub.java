package org.jl2tpd.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A RADIUS server that accepts every Access-Request without any attribute, so that the client takes an address from its own pool, and every
 * Accounting-Request, at once. A request with Message-Authenticator (RFC 3579 3.2) gets one, first in its answer; passwords are not looked at. For
 * every line on its standard input it says what it answered since the last one, and what that cost.
 */
public final class RadiusStub {
    private static final int ACCESS_REQUEST = 1;
    private static final int ACCESS_ACCEPT = 2;
    private static final int ACCOUNTING_REQUEST = 4;
    private static final int ACCOUNTING_RESPONSE = 5;
    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final int HEADER = 20;
    private static final int AUTHENTICATOR = 4;
    private static final int DIGEST = 16;

    private final RadiusBatch[] sockets;
    private final byte[] secret;
    private final MessageDigest md5 = Octets.md5();
    private final Mac hmac;
    private final byte[] answer = new byte[HEADER + 2 + DIGEST];
    private volatile long accepted;
    private volatile long accounted;
    private volatile long starts;

    RadiusStub(int authenticationPort, int accountingPort, String secret) throws IOException, GeneralSecurityException {
        byte[] here = InetAddress.getByName("127.0.0.1").getAddress();
        sockets = new RadiusBatch[] {new RadiusBatch(here, authenticationPort), new RadiusBatch(here, accountingPort)};
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        hmac = Mac.getInstance("HmacMD5");
        hmac.init(new SecretKeySpec(this.secret, "HmacMD5"));
    }

    /** Arguments: port of authentication, of accounting, secret. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        var stub = new RadiusStub(Integer.parseInt(args[0]), Integer.parseInt(args[1]), args[2]);
        Thread server = new Thread(stub::serve, "radius");
        server.setDaemon(true);
        server.start();
        System.out.println("serving");
        stub.report(server);
    }

    private void serve() {
        ByteBuffer pollSet = Memory.allocate(8 * sockets.length);
        for (int i = 0; i < sockets.length; i++) {
            pollSet.putInt(i * 8, sockets[i].fd());
            pollSet.putShort(i * 8 + 4, LibC.POLLIN);
        }
        long at = Memory.addressOf(pollSet);
        while (true) {
            if (turn(sockets[0]) + turn(sockets[1]) == 0) {
                Memory.LIBC.poll(at, sockets.length, 1000);
            }
        }
    }

    private int turn(RadiusBatch socket) {
        int count = socket.receive();
        for (int i = 0; i < count; i++) {
            int length = answer(socket.data, i * RadiusBatch.SLOT, socket.length(i));
            socket.setLength(i, length);
        }
        socket.send(count);
        return count;
    }

    /** Puts the answer in the request's place; returns its octets. */
    private int answer(ByteBuffer packet, int at, int length) {
        int code = packet.get(at);
        if (length < HEADER || code != ACCESS_REQUEST && code != ACCOUNTING_REQUEST) {
            throw new IllegalStateException("no request: code " + code + ", " + length + " octets");
        }
        int octets = hasMessageAuthenticator(packet, at + HEADER, at + length) ? answer.length : HEADER;
        count(code, packet, at, length);
        answer[0] = (byte) (code == ACCESS_REQUEST ? ACCESS_ACCEPT : ACCOUNTING_RESPONSE);
        answer[1] = packet.get(at + 1);
        answer[2] = 0;
        answer[3] = (byte) octets;
        packet.get(at + AUTHENTICATOR, answer, AUTHENTICATOR, DIGEST);
        sign(octets);
        packet.put(at, answer, 0, octets);
        return octets;
    }

    private void sign(int octets) {
        try {
            if (octets > HEADER) {
                answer[HEADER] = MESSAGE_AUTHENTICATOR;
                answer[HEADER + 1] = 2 + DIGEST;
                java.util.Arrays.fill(answer, HEADER + 2, answer.length, (byte) 0);
                hmac.update(answer, 0, octets);
                hmac.doFinal(answer, HEADER + 2);
            }
            md5.update(answer, 0, octets);
            md5.update(secret);
            md5.digest(answer, AUTHENTICATOR, DIGEST);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasMessageAuthenticator(ByteBuffer packet, int start, int end) {
        return valueOf(packet, start, end, MESSAGE_AUTHENTICATOR) >= 0;
    }

    /** Where an attribute's value is; -1 for nowhere. */
    private static int valueOf(ByteBuffer packet, int start, int end, int type) {
        int at = start;
        while (at + 2 <= end) {
            int octets = packet.get(at + 1) & 0xff;
            if ((packet.get(at) & 0xff) == type) {
                return at + 2;
            }
            at += Math.max(2, octets);
        }
        return -1;
    }

    private void count(int code, ByteBuffer packet, int at, int length) {
        if (code == ACCESS_REQUEST) {
            accepted++;
            return;
        }
        accounted++;
        int status = valueOf(packet, at + HEADER, at + length, 40);
        starts += status >= 0 && packet.getInt(status) == 1 ? 1 : 0;
    }

    private void report(Thread server) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long[] last = new long[4];
        var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            long[] now = {accepted, accounted, starts, threads.getThreadCpuTime(server.getId()) / 1000};
            long answers = Math.max(1, now[0] + now[1] - last[0] - last[1]);
            System.out.printf(
                    Locale.ROOT,
                    "{\"accepted\": %d, \"accounted\": %d, \"starts\": %d, \"cpu_us\": %d, \"cpu_us_per_answer\": %.2f}%n",
                    now[0] - last[0],
                    now[1] - last[1],
                    now[2] - last[2],
                    now[3] - last[3],
                    (now[3] - last[3]) / (double) answers);
            last = now;
        }
    }
}
