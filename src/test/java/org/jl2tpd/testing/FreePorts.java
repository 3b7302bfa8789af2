package org.jl2tpd.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for daemons of tests: of those that the system gives to nobody by itself, so that no socket takes one before the daemon does. */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;
    private static final int TRIES = 100;

    private FreePorts() {}

    /** A UDP port of the loopback that is free. */
    public static int udp() {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (DatagramSocket probe = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException(last);
    }
}
