package org.jl2tpd.control;

import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** One call in a tunnel: its ids, its state (one of the tables of RFC 2661 7.4, 7.5) and what the peer said of it. */
public final class Session {
    /** The owner's own object for this session. */
    public Object attachment;

    Session() {}

    public Tunnel tunnel() {
        throw new UnsupportedOperationException();
    }

    public int localId() {
        throw new UnsupportedOperationException();
    }

    /** The peer's session id, 0 when not yet known. */
    public int peerId() {
        throw new UnsupportedOperationException();
    }

    public CallType type() {
        throw new UnsupportedOperationException();
    }

    public SessionState state() {
        throw new UnsupportedOperationException();
    }

    public long callSerialNumber() {
        throw new UnsupportedOperationException();
    }

    /** Null until the call is admitted. */
    public SessionParameters parameters() {
        throw new UnsupportedOperationException();
    }

    /** The peer's request or reply (ICRQ, ICRP, OCRQ, OCRP), null before it. */
    public ControlMessage peerRequest() {
        throw new UnsupportedOperationException();
    }

    /** The peer's ICCN or OCCN, null before it or when we sent it. */
    public ControlMessage peerConnected() {
        throw new UnsupportedOperationException();
    }

    /** Proxy AVPs of the peer's ICCN; null when it has none that are complete. */
    public ProxyAvps peerProxy() {
        throw new UnsupportedOperationException();
    }

    /** Whether Sequencing Required was sent or received: every data message carries Ns (L2TP-4.4.4-03). */
    public boolean sequencingRequired() {
        throw new UnsupportedOperationException();
    }

    /** LAC, outgoing call: the called party answered; sends OCCN. */
    public void answered(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends the session with a CDN (or without, where its table says so).
     *
     * @param cause RFC 3145 cause to add, null for none
     */
    public void close(long nowNs, ResultCode result, PppDisconnectCause cause) {
        throw new UnsupportedOperationException();
    }

    /** LNS: tells the LAC the ACCM that LCP negotiated (SLI). */
    public void sendAccm(long nowNs, int sendAccm, int receiveAccm) {
        throw new UnsupportedOperationException();
    }

    /** LAC: reports cumulative call errors (WEN), at most one per 60 s; a report that comes earlier waits (L2TP-6.13-02). */
    public void reportErrors(long nowNs, CallErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** What our CDN said, or the local reason; null while open or closed by the peer. */
    public ResultCode localResult() {
        throw new UnsupportedOperationException();
    }

    /** What the peer's CDN (or the StopCCN of its tunnel) said; null without one. */
    public ResultCode peerResult() {
        throw new UnsupportedOperationException();
    }

    /** The RFC 3145 cause of the peer's CDN, null without one. */
    public PppDisconnectCause peerCause() {
        throw new UnsupportedOperationException();
    }

    public int traceMask() {
        throw new UnsupportedOperationException();
    }

    public void setTraceMask(int mask) {
        throw new UnsupportedOperationException();
    }

    /** Call Errors AVP (RFC 2661 4.4.6): counts since the call was established. */
    public record CallErrors(
            long crc, long framing, long hardwareOverruns, long bufferOverruns, long timeouts, long alignment) {}
}
