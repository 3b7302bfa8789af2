package org.jl2tpd.control;

import java.nio.ByteBuffer;
import java.util.Collection;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TransportPath;

/**
 * One control connection: its reliable channel, its state machine (RFC 2661 7.2.1) and its sessions. Inputs are the
 * {@code onXxx} methods, {@link #placeCall} and {@link #close}; effects leave through the {@link ControlHost}. After every input the
 * owner asks {@link #nextDeadlineNs} again.
 */
public final class Tunnel {
    /** The owner's own object for this tunnel. */
    public Object attachment;

    private Tunnel() {}

    /** Opens a tunnel: sends SCCRQ at once. */
    public static Tunnel initiate(
            long nowNs,
            int localId,
            TunnelParameters parameters,
            TransportPath path,
            ControlHost host,
            RandomSource random) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers an SCCRQ that the owner has checked against address lists, limits and duplicates: SCCRP, or StopCCN where
     * its content is not acceptable ({@link #state} is then CLOSING).
     */
    public static Tunnel respond(
            long nowNs,
            int localId,
            TunnelParameters parameters,
            TransportPath path,
            ControlMessage sccrq,
            ControlHost host,
            RandomSource random) {
        throw new UnsupportedOperationException();
    }

    /**
     * A control datagram whose header is valid, carries our id (or was otherwise matched to this tunnel) and which
     * {@link #acceptsFrom} its source. SCCRP locks the path to where it came from (L2TP-8.1-03).
     */
    public void onControl(long nowNs, DatagramPath from, L2tpHeader header, ByteBuffer datagram) {
        throw new UnsupportedOperationException();
    }

    /** A retransmitted SCCRQ of this tunnel (tunnel id 0): acknowledged, and an unacknowledged SCCRP sent again (L2TP-7.2.1-20). */
    public void onDuplicateSccrq(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** Whether a datagram from there may belong to this tunnel: its peer, or before SCCRP another port of its peer's address. */
    public boolean acceptsFrom(DatagramPath from) {
        throw new UnsupportedOperationException();
    }

    /** Data of an established session arrived: counts as a sign of life (L2TP-6.5-03). Costs one field write. */
    public void onData(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** When {@link #onTimeout} is wanted; {@link Long#MAX_VALUE} never. */
    public long nextDeadlineNs() {
        throw new UnsupportedOperationException();
    }

    /** Does whatever is due at {@code nowNs}: retransmission, ack, HELLO, supervision, idle timeout, end of the linger. */
    public void onTimeout(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts a call of ours (LAC_INCOMING or LNS_OUTGOING); before the tunnel is established it waits for it.
     *
     * @return the session, null when a limit (sessions, role, bearer capability of the peer) forbids it; {@link #refusal} says why
     */
    public Session placeCall(long nowNs, CallType type, SessionParameters parameters) {
        throw new UnsupportedOperationException();
    }

    /** Why the last {@link #placeCall} returned null. */
    public ResultCode refusal() {
        throw new UnsupportedOperationException();
    }

    /** Ends the tunnel with a StopCCN (or silently where the state has nobody to tell); sessions close without CDNs. */
    public void close(long nowNs, ResultCode result) {
        throw new UnsupportedOperationException();
    }

    /** Loses the tie (L2TP-TIE-02): discards this unanswered tunnel without a word on the wire; state is GONE. */
    public void discard(long nowNs) {
        throw new UnsupportedOperationException();
    }

    public int localId() {
        throw new UnsupportedOperationException();
    }

    /** The peer's tunnel id, 0 when not yet known. */
    public int peerId() {
        throw new UnsupportedOperationException();
    }

    public TunnelState state() {
        throw new UnsupportedOperationException();
    }

    /** Whether we opened it. */
    public boolean isInitiator() {
        throw new UnsupportedOperationException();
    }

    public TransportPath path() {
        throw new UnsupportedOperationException();
    }

    public TunnelParameters parameters() {
        throw new UnsupportedOperationException();
    }

    /** What the peer's SCCRQ or SCCRP said, null before it. */
    public TunnelPeer peer() {
        throw new UnsupportedOperationException();
    }

    /** Our Tie Breaker value, null when we sent none. */
    public byte[] tieBreaker() {
        throw new UnsupportedOperationException();
    }

    /** What we said in our StopCCN, or the local reason; null while open or closed by the peer. */
    public ResultCode localResult() {
        throw new UnsupportedOperationException();
    }

    /** What the peer's StopCCN said; null without one. */
    public ResultCode peerResult() {
        throw new UnsupportedOperationException();
    }

    public Session session(int localSessionId) {
        throw new UnsupportedOperationException();
    }

    public Collection<Session> sessions() {
        throw new UnsupportedOperationException();
    }

    public int sessionCount() {
        throw new UnsupportedOperationException();
    }

    public ChannelCounters counters() {
        throw new UnsupportedOperationException();
    }

    /** Ns of the next message, Nr, congestion window, slow start threshold, peer's window, messages waiting: for display. */
    public ChannelStatus channelStatus() {
        throw new UnsupportedOperationException();
    }

    public int traceMask() {
        throw new UnsupportedOperationException();
    }

    public void setTraceMask(int mask) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param ns Ns of our next new message
     * @param nr next expected of the peer
     * @param peerNr last Nr that the peer acknowledged
     * @param congestionWindow messages
     * @param slowStartThreshold messages
     * @param transmitWindow the effective window
     * @param queued messages not yet acknowledged or not yet sent
     */
    public record ChannelStatus(
            int ns, int nr, int peerNr, int congestionWindow, int slowStartThreshold, int transmitWindow, int queued) {}
}
