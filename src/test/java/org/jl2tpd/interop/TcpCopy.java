package org.jl2tpd.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Sends octets over TCP and compares them at the other end: {@code serve PORT} prints {@code listening}, then {@code
 * received COUNT} or {@code differs at N}; {@code send ADDRESS PORT COUNT} prints {@code acknowledged COUNT}.
 */
final class TcpCopy {
    private static final int TIMEOUT_MS = 60_000;
    private static final int CHUNK = 8192;

    private TcpCopy() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("serve")) {
            serve(Integer.parseInt(arguments[1]));
        } else {
            send(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])), Integer.parseInt(arguments[3]));
        }
    }

    private static void serve(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port)) {
            System.out.println("listening");
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(TIMEOUT_MS);
                long count = compare(socket.getInputStream());
                System.out.println(count < 0 ? "differs at " + -count : "received " + count);
                socket.getOutputStream().write(count < 0 ? 'n' : 'y');
            }
        }
    }

    /** Octets received, or the negative number of the first that differs. */
    private static long compare(InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long count = 0;
        for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
            for (int i = 0; i < n; i++, count++) {
                if (chunk[i] != octetAt(count)) {
                    return -count - 1;
                }
            }
        }
        return count;
    }

    private static void send(InetSocketAddress target, int count) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(target, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int sent = 0; sent < count; sent += CHUNK) {
                int n = Math.min(CHUNK, count - sent);
                for (int i = 0; i < n; i++) {
                    chunk[i] = octetAt(sent + i);
                }
                out.write(chunk, 0, n);
            }
            socket.shutdownOutput();
            boolean same = socket.getInputStream().read() == 'y';
            System.out.println((same ? "acknowledged " : "refused ") + count);
        }
    }

    private static byte octetAt(long position) {
        return (byte) (position * 31 + (position >> 8) * 7);
    }
}
