package org.jl2tpd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An LNS that can be started, measured and stopped. */
interface Lns {
    String name();

    /** Starts a fresh one and waits until it serves. Returns how long that took in ms. */
    double start() throws IOException, InterruptedException;

    void stop();

    long pid();

    /** Options of the load program that reach this LNS and suit it. */
    List<String> loadOptions();

    /** The address of its TUN device, where the kernel answers ICMP echo. */
    String echoAddress();

    /** Octets of heap in use after a collection, negative for a process without one. */
    long heapOctets() throws IOException, InterruptedException;

    /** Most sessions and tunnels that it has room for. */
    int maxSessions();

    int maxTunnels();

    /** Where work files are and what to pin to. */
    record Place(Path work, Path dist, Path l2tpnsRoot, List<String> loadCommand, int lnsCore, int loadCore) {}
}
