package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Port: a datapath that takes the sessions' PPP frames off our hands, as the kernel's L2TP driver does. IP packets stay outside;
 * frames of PPP's control protocols come in by {@link Engine#onFrame} and leave by {@link #sendFrame}. Called on the engine's
 * thread. {@link #open} and {@link #close} are about the network on the session's device; every method that returns a problem leaves nothing half made
 * when it does, and returns words for an operator.
 */
public interface FrameDatapath extends Datapath {
    /** Makes the tunnel; its socket is connected to the peer. Returns null or the problem. */
    String openTunnel(DataTunnel tunnel);

    /** Takes the tunnel away, its sessions were closed before; the caller closes the socket. Does nothing without one. */
    void closeTunnel(DataTunnel tunnel);

    /**
     * Makes the session, both ids are known: from now on its frames come. LAC: before ICCN leaves; LNS: when the call is admitted.
     * Returns null or the problem.
     */
    String openSession(DataSession session, SessionOptions options);

    /** Changes an open session's options. Returns null or the problem. */
    String setOptions(DataSession session, SessionOptions options);

    /** Takes away everything of the session: network, device, channel. Does nothing without one. */
    void closeSession(DataSession session);

    /** Sends a PPP frame (position to limit: FF03 where the peer wants it, protocol, payload). */
    void sendFrame(DataSession session, ByteBuffer frame);

    /**
     * The network phase begins: makes the session's device, down and without addresses. Its name is in {@link #deviceName} then.
     *
     * @return null or the problem
     */
    String openDevice(DataSession session, LinkOptions options);

    /**
     * Limits the rates of a session that has its device, or changes them.
     *
     * @param device the one that a pppd made for the session; empty for that of {@link #openDevice}
     * @return null or the problem: then the limits are as before
     */
    default String setRates(DataSession session, String device, DataRates rates) {
        return name() + " can limit no rates";
    }

    /** Nanoseconds since the last packet of the session's network either way; -1 when unknown. */
    long idleNs(DataSession session);

    /** What was counted of the session, the last known figures; null before any are known. Costs no system call. */
    DataStatistics statistics(DataSession session);

    /** What was counted of the tunnel; null before any are known. Costs no system call. */
    DataStatistics statistics(DataTunnel tunnel);

    /** The session is about to end: reads its figures, so that {@link #statistics(DataSession)} has all that it carried. */
    default void readStatistics(DataSession session) {}

    /** The same of a tunnel. */
    default void readStatistics(DataTunnel tunnel) {}

    /** While true, who asks for statistics is not in need of fresh ones, and is no reason to read them more often. */
    default void glancing(boolean on) {}

    /**
     * Sets the driver's debug mask of a tunnel, or of one of its sessions.
     *
     * @param session null for the tunnel itself
     * @param mask bits 1, 2, 4, 8; 0 takes back what an earlier mask switched
     * @return what took effect and what did not, one entry each
     */
    List<DebugEffect> setDebugMask(DataTunnel tunnel, DataSession session, int mask);

    /**
     * Joins two open sessions, so that frames of one leave through the other, both ways. Where that cannot be had, they go on coming by
     * {@link Engine#onFrame}, which passes them on.
     *
     * @return null or the problem
     */
    String bridge(DataSession first, DataSession second);

    /** Hands an open session to a pppd of its own; what becomes of it comes as {@link SessionNotice}s. Returns null or the problem. */
    String startPppd(DataSession session, PppdOptions options);

    /**
     * Tells the session's pppd to end in order; it is killed if it does not. A {@link SessionNotice.Ended} follows.
     *
     * @return whether the session has one
     */
    boolean endPppd(DataSession session);

    /**
     * What PPP agreed on that the device must know.
     *
     * @param interfaceName wanted name, empty for an automatic one
     * @param mtu longest packet that is sent
     * @param mru longest packet that is received
     * @param compressProtocol whether the peer takes protocols of one octet (PFC)
     * @param compressAddress whether the peer takes frames without FF03 (ACFC)
     * @param clampMss whether the MSS of TCP connections is lowered to what fits
     * @param client whether we are the client: router advertisements are heard
     */
    record LinkOptions(
            String interfaceName,
            int mtu,
            int mru,
            boolean compressProtocol,
            boolean compressAddress,
            boolean clampMss,
            boolean client) {}

    /**
     * One thing that a debug mask switches.
     *
     * @param what {@code setsockopt}, {@code tracepoints}, {@code dynamic_debug} or {@code trace}
     * @param active whether it took effect
     * @param refused whether the kernel refused the mask: then nothing was changed
     * @param detail words for an operator: what shows now, or why not
     */
    record DebugEffect(String what, boolean active, boolean refused, String detail) {
        public DebugEffect(String what, boolean active, String detail) {
            this(what, active, false, detail);
        }
    }
}
