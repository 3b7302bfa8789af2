package org.jl2tpd.engine;

import java.util.List;
import java.util.Map;

/** Immutable pictures of the engine's state for management; names are those that CLI and JSON show. */
public final class Views {
    private Views() {}

    /** @param halfOpen tunnels whose peer has not proved itself yet */
    public record System(
            int tunnels,
            int tunnelsEstablished,
            int sessions,
            int sessionsEstablished,
            int halfOpen,
            boolean draining,
            boolean stopping,
            String datapath,
            int traceMask) {}

    /** Counter values by name, in the order of the schema. */
    public record Counters(Map<String, Long> values) {}

    public record TunnelPage(List<Tunnel> tunnels, boolean more) {}

    public record SessionPage(List<Session> sessions, boolean more) {}

    /** One tunnel; for a persistent tunnel between attempts {@code id} is 0 and {@code state} is RETRY. */
    public record Tunnel(
            int id,
            int peerId,
            String name,
            String state,
            boolean createdByAdmin,
            String localAddress,
            int localPort,
            String peerAddress,
            int peerPort,
            String peerHostName,
            String peerVendorName,
            String peerProfile,
            String tunnelProfile,
            boolean persist,
            int sessions,
            long ageSeconds,
            long nextRetrySeconds,
            String lastResult,
            int traceMask,
            int kernelDebugMask,
            Map<String, Long> counters) {}

    /**
     * One session; for a persistent session between attempts {@code id} is 0 and {@code state} RETRY, or GIVEN_UP. {@code dns} has
     * commas between the servers that the peer told us, or that it was told. {@code partner} is the other leg of a switched call,
     * {@code TUNNEL/SESSION} with our ids; empty for none.
     */
    public record Session(
            int tunnelId,
            int id,
            int peerId,
            String name,
            String tunnelName,
            String type,
            String state,
            String pppPhase,
            String pppState,
            boolean createdByAdmin,
            String user,
            String localIpv4,
            String peerIpv4,
            String ipv6Prefix,
            String delegatedPrefix,
            String dns,
            String device,
            String partner,
            int mtu,
            String callingNumber,
            String calledNumber,
            long callSerialNumber,
            long ageSeconds,
            String lastResult,
            int traceMask,
            int kernelDebugMask,
            Map<String, Long> counters) {}

    /**
     * A debug mask.
     *
     * @param sessionId 0 for the tunnel's own
     * @param mask bits of {@link org.jl2tpd.wire.DebugBit}
     * @param effects what took effect and what did not when it was set; empty for a mask that was never set
     */
    public record DebugMask(int tunnelId, int sessionId, int mask, List<FrameDatapath.DebugEffect> effects) {}
}
