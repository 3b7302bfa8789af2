package org.jl2tpd.interop;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Has a UDP port that the daemon then can't have. */
public final class PortTaker {
    private PortTaker() {}

    /** @param arguments address and port */
    public static void main(String[] arguments) throws Exception {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])))) {
            System.out.println("taken " + socket.getLocalPort());
            Thread.sleep(600_000);
        }
    }
}
