package org.jl2tpd.engine;

import java.util.List;
import java.util.Map;

/** Immutable pictures of the engine's state for management; names are those that CLI and JSON show. */
public final class Views {
    private Views() {}

    /**
     * The whole.
     *
     * @param halfOpen tunnels whose peer has not proved itself yet
     * @param enabled false while an operator has switched the protocol off: there are no tunnels, and none are made
     * @param limits the greatest numbers in force
     */
    public record System(
            int tunnels,
            int tunnelsEstablished,
            int sessions,
            int sessionsEstablished,
            int halfOpen,
            boolean enabled,
            boolean draining,
            boolean stopping,
            String datapath,
            int traceMask,
            Limits limits) {}

    /** The greatest numbers of tunnels, sessions and half-open tunnels; never 0. */
    public record Limits(int tunnels, int sessions, int halfOpen) {}

    /** Counter values by name, in the order of the schema. */
    public record Counters(Map<String, Long> values) {}

    /**
     * An LNS that authorizations named, that failed, and that is tried last.
     *
     * @param endpoint as it was named; with a Host Name of ours behind it, where it refuses those who come by that one alone
     * @param seconds for so long still
     */
    public record Denied(String endpoint, long seconds) {}

    /** The oldest first. */
    public record DeniedLnss(List<Denied> rows) {}

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
            TunnelDetail detail,
            Map<String, Long> counters) {}

    /**
     * Which data messages are numbered ({@code l2tpTunnelConfigPayloadSeq}, RFC 3371): ours ({@code use_sequence_numbers}), those that the peer asks
     * for alone, or all, which both agree on ({@code sequencing_required}).
     */
    public enum PayloadSequencing {
        ON_DEMAND,
        NEVER,
        ALWAYS
    }

    /**
     * What management shows of a tunnel beside its state.
     *
     * @param serial number of this tunnel among all tunnels and sessions that this process ever had; from 1, never used again
     * @param createdNs when it was made, on the engine's monotonic clock
     * @param establishedNs when it was established; 0 for not yet
     * @param peerProtocolVersion version in the high octet, revision in the low one; 0 for not known yet
     * @param peerFramingCapabilities bit 0 sync, bit 1 async
     * @param peerBearerCapabilities bit 0 digital, bit 1 analog
     * @param draining whether this tunnel was told to refuse new sessions
     * @param drainingInEffect the same, or because its peer profile or the whole drains
     * @param idleTimeoutSeconds until a tunnel without sessions is closed; 0 at once, -1 never
     * @param maxRetransmitIntervalSeconds cap of the back-off between retransmissions
     * @param proxyPpp whether a LAC's proxy LCP and authentication AVPs are used
     * @param sessionsTotal sessions that were established in it, ever; {@code sessionsFailed} calls that never were: refused, or ended before
     * @param resultCode of the StopCCN that ended it, or of the last CDN in it; 0 for none
     */
    public record TunnelDetail(
            long serial,
            long createdNs,
            long establishedNs,
            boolean initiatedLocally,
            int peerFirmwareRevision,
            int peerProtocolVersion,
            int peerFramingCapabilities,
            int peerBearerCapabilities,
            int peerReceiveWindow,
            boolean draining,
            boolean drainingInEffect,
            int helloIntervalSeconds,
            int idleTimeoutSeconds,
            int receiveWindow,
            int maxRetransmissions,
            int maxRetransmitIntervalSeconds,
            PayloadSequencing payloadSequencing,
            int reorderTimeoutMs,
            boolean proxyPpp,
            int mtu,
            long sessionsTotal,
            long sessionsFailed,
            int sessionsEstablished,
            int resultCode,
            int errorCode,
            String errorMessage) {
        public static final TunnelDetail NONE = new TunnelDetail(
                0,
                0,
                0,
                true,
                0,
                0,
                0,
                0,
                0,
                false,
                false,
                0,
                -1,
                0,
                0,
                0,
                PayloadSequencing.ON_DEMAND,
                0,
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                "");
    }

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
            SessionDetail detail,
            Map<String, Long> counters) {}

    /** How the user of a session was authenticated ({@code l2tpSessionStatsAuthMethod}, RFC 3371); in that order. */
    public enum AuthMethod {
        NONE,
        TEXT,
        PPP_CHAP,
        PPP_PAP,
        PPP_EAP,
        PPP_MSCHAPV1,
        PPP_MSCHAPV2,
        OTHER
    }

    /**
     * What management shows of a session beside its state.
     *
     * @param serial see {@link TunnelDetail}: one row of numbers for both
     * @param createdNs when it was made, on the engine's monotonic clock
     * @param establishedNs when it was established; 0 for not yet
     * @param txConnectSpeed bits a second; 0 for unknown; likewise {@code rxConnectSpeed}
     * @param bearerType bit 0 digital, bit 1 analog; {@code framingType} bit 0 sync, bit 1 async
     * @param physicalChannelId 0 for none
     * @param proxyLcp whether proxy LCP was used
     * @param sequencingByUs whether our data messages are numbered; {@code sequencingByPeer} the peer's
     * @param ns next sequence number to be sent; {@code nr} the one expected; 0 where the kernel carries the data
     * @param kernelInterfaceIndex of its network device; 0 for none
     * @param resultCode of its CDN; 0 for none
     * @param sessionProfile name of the session profile that it was made with; {@code pppProfile} likewise; empty for unknown
     * @param rxLimitBitsPerSecond most that comes from the peer; {@code txLimitBitsPerSecond} that is sent to it; 0 for no limit
     * @param filterId name of the filter that it is to have, empty for none
     * @param authorizedPppProfile ppp profile that its authorization laid over its own, empty for none
     * @param sessionTimeoutSeconds longest duration in force, 0 for none; {@code idleTimeoutSeconds} likewise
     * @param routes prefixes behind the peer, with commas between them; empty for none
     * @param accountingId the name by which RADIUS knows it (Acct-Session-Id), empty for none
     */
    public record SessionDetail(
            long serial,
            long createdNs,
            long establishedNs,
            long txConnectSpeed,
            long rxConnectSpeed,
            int bearerType,
            int framingType,
            long physicalChannelId,
            String subAddress,
            String privateGroupId,
            boolean proxyLcp,
            AuthMethod authMethod,
            boolean sequencingByUs,
            boolean sequencingByPeer,
            int ns,
            int nr,
            int kernelInterfaceIndex,
            int resultCode,
            int errorCode,
            String errorMessage,
            String sessionProfile,
            String pppProfile,
            long rxLimitBitsPerSecond,
            long txLimitBitsPerSecond,
            String filterId,
            String authorizedPppProfile,
            int sessionTimeoutSeconds,
            int idleTimeoutSeconds,
            String routes,
            String accountingId) {
        public static final SessionDetail NONE = new SessionDetail(
                0, 0, 0, 0, 0, 0, 0, 0, "", "", false, AuthMethod.NONE, false, false, 0, 0, 0, 0, 0, "");

        /** Without what an authorization says beside rates and a filter. */
        public SessionDetail(
                long serial,
                long createdNs,
                long establishedNs,
                long txConnectSpeed,
                long rxConnectSpeed,
                int bearerType,
                int framingType,
                long physicalChannelId,
                String subAddress,
                String privateGroupId,
                boolean proxyLcp,
                AuthMethod authMethod,
                boolean sequencingByUs,
                boolean sequencingByPeer,
                int ns,
                int nr,
                int kernelInterfaceIndex,
                int resultCode,
                int errorCode,
                String errorMessage,
                String sessionProfile,
                String pppProfile,
                long rxLimitBitsPerSecond,
                long txLimitBitsPerSecond,
                String filterId) {
            this(
                    serial,
                    createdNs,
                    establishedNs,
                    txConnectSpeed,
                    rxConnectSpeed,
                    bearerType,
                    framingType,
                    physicalChannelId,
                    subAddress,
                    privateGroupId,
                    proxyLcp,
                    authMethod,
                    sequencingByUs,
                    sequencingByPeer,
                    ns,
                    nr,
                    kernelInterfaceIndex,
                    resultCode,
                    errorCode,
                    errorMessage,
                    sessionProfile,
                    pppProfile,
                    rxLimitBitsPerSecond,
                    txLimitBitsPerSecond,
                    filterId,
                    "",
                    0,
                    0,
                    "",
                    "");
        }

        /** Without the names of its profiles, limits of its rates, and a filter. */
        public SessionDetail(
                long serial,
                long createdNs,
                long establishedNs,
                long txConnectSpeed,
                long rxConnectSpeed,
                int bearerType,
                int framingType,
                long physicalChannelId,
                String subAddress,
                String privateGroupId,
                boolean proxyLcp,
                AuthMethod authMethod,
                boolean sequencingByUs,
                boolean sequencingByPeer,
                int ns,
                int nr,
                int kernelInterfaceIndex,
                int resultCode,
                int errorCode,
                String errorMessage) {
            this(
                    serial,
                    createdNs,
                    establishedNs,
                    txConnectSpeed,
                    rxConnectSpeed,
                    bearerType,
                    framingType,
                    physicalChannelId,
                    subAddress,
                    privateGroupId,
                    proxyLcp,
                    authMethod,
                    sequencingByUs,
                    sequencingByPeer,
                    ns,
                    nr,
                    kernelInterfaceIndex,
                    resultCode,
                    errorCode,
                    errorMessage,
                    "",
                    "",
                    0,
                    0,
                    "");
        }
    }

    /**
     * What one peer profile's tunnels have done ({@code l2tpDomainStatsTable}, RFC 3371); figures never go back, those of tunnels that are gone included.
     *
     * @param tunnelsTotal tunnels that were established, ever; {@code tunnelsFailed} those that ended before; {@code tunnelsActive} those that
     *     are established now; likewise sessions, where refused calls count as failed
     * @param authFailures tunnels that ended since the peer did not prove itself
     * @param payloadRxDiscards malformed frames, and those dropped because of their sequence number
     * @param enabled false while an operator has switched the profile off; {@code draining} while it refuses what is new
     */
    public record Peer(
            String profile,
            boolean enabled,
            boolean draining,
            boolean drainingInEffect,
            long tunnelsTotal,
            long tunnelsFailed,
            long authFailures,
            int tunnelsActive,
            long sessionsTotal,
            long sessionsFailed,
            int sessionsActive,
            long controlRxOctets,
            long controlRxPackets,
            long controlTxOctets,
            long controlTxPackets,
            long payloadRxOctets,
            long payloadRxPackets,
            long payloadRxDiscards,
            long payloadTxOctets,
            long payloadTxPackets) {}

    /** Peer profiles by name. */
    public record Peers(List<Peer> peers) {}

    /**
     * A tunnel that ended.
     *
     * @param number of the row, from 1, never used again
     * @param closedNs when, on the engine's monotonic clock; {@code livedMs} how long it was there
     * @param byPeer whether the peer ended it
     * @param words why, for people
     */
    public record ClosedTunnel(
            long number,
            long closedNs,
            long livedMs,
            int id,
            int peerId,
            String name,
            String peerAddress,
            int peerPort,
            String peerHostName,
            String peerProfile,
            boolean established,
            boolean byPeer,
            long sessionsTotal,
            int resultCode,
            int errorCode,
            String words) {}

    /**
     * A session that ended.
     *
     * @param number of the row, from 1, never used again
     * @param closedNs when, on the engine's monotonic clock; {@code livedMs} how long it was there
     * @param pppCause RFC 3145 code, -1 for none
     */
    public record ClosedSession(
            long number,
            long closedNs,
            long livedMs,
            int tunnelId,
            int id,
            int peerId,
            String user,
            String peerAddress,
            String peerIpv4,
            boolean established,
            boolean byPeer,
            long rxOctets,
            long txOctets,
            int resultCode,
            int errorCode,
            int pppCause,
            String words) {}

    /** What ended last, the latest first; at most {@code RecentlyClosed.LIMIT} of each. */
    public record Closed(List<ClosedTunnel> tunnels, List<ClosedSession> sessions) {}

    /** What could not be done of a change that was done otherwise, a line each. */
    public record Problems(List<String> lines) {}

    /** Of sessions that were asked about, those that are there. */
    public record Traffic(List<SessionTraffic> sessions) {
        /** Sessions that are asked about at once at most, so that the engine's other work does not wait. */
        public static final int MOST = 500;
    }

    /**
     * What was counted of a session.
     *
     * @param serial see {@link EventFacts#sessionSerial}
     * @param upMs milliseconds since it was established
     * @param ageMs how old the figures are
     */
    public record SessionTraffic(
            long serial, long rxPackets, long rxOctets, long txPackets, long txOctets, long upMs, long ageMs) {}

    /**
     * A debug mask.
     *
     * @param sessionId 0 for the tunnel's own
     * @param mask bits of {@link org.jl2tpd.wire.DebugBit}
     * @param effects what took effect and what did not when it was set; empty for a mask that was never set
     */
    public record DebugMask(int tunnelId, int sessionId, int mask, List<FrameDatapath.DebugEffect> effects) {}
}
