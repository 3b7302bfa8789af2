package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** One call in a tunnel: its ids, its state (one of the tables of RFC 2661 7.4, 7.5) and what the peer said of it. */
public final class Session {
    /** The owner's own object for this session. */
    public Object attachment;

    final Tunnel tunnel;
    final CallType type;
    final int localId;
    int peerId;
    int serial;
    SessionState state = SessionState.IDLE;
    SessionParameters parameters;
    ControlMessage peerRequest;
    ControlMessage peerConnected;
    ResultCode localResult;
    ResultCode peerResult;
    PppDisconnectCause peerCause;
    /** The latest errors that wait for their WEN, null when none do. */
    CallErrors waitingErrors;
    /** When the next WEN may be sent; 0 at once. */
    long nextWenNs;

    /** LNS: the ICRP waits for {@link #reply}. */
    boolean replyLater;
    /** LAC: the ICCN waits for {@link #connect}. */
    boolean connectLater;

    private int traceMask;

    /** The queue that the session is in, its neighbours there and when it is due. */
    SessionQueue queue;

    Session previous;
    Session next;
    long deadlineNs;

    Session(Tunnel tunnel, CallType type, int localId) {
        this.tunnel = tunnel;
        this.type = type;
        this.localId = localId;
    }

    public Tunnel tunnel() {
        return tunnel;
    }

    public int localId() {
        return localId;
    }

    /** The peer's session id, 0 when not yet known. */
    public int peerId() {
        return peerId;
    }

    public CallType type() {
        return type;
    }

    public SessionState state() {
        return state;
    }

    public long callSerialNumber() {
        return Integer.toUnsignedLong(serial);
    }

    /** Null until the call is admitted. */
    public SessionParameters parameters() {
        return parameters;
    }

    /** The peer's request or reply (ICRQ, ICRP, OCRQ, OCRP), null before it. */
    public ControlMessage peerRequest() {
        return peerRequest;
    }

    /** The peer's ICCN or OCCN, null before it or when we sent it. */
    public ControlMessage peerConnected() {
        return peerConnected;
    }

    /** Proxy AVPs of the peer's ICCN; null when it has none that are complete. Read anew at each call. */
    public ProxyAvps peerProxy() {
        return peerConnected == null || type != CallType.LNS_INCOMING ? null : ProxyReader.read(peerConnected);
    }

    /** Whether Sequencing Required was sent or received: every data message carries Ns (L2TP-4.4.4-03). */
    public boolean sequencingRequired() {
        return type.isLac()
                ? parameters != null && parameters.sequencingRequired()
                : peerConnected != null && peerConnected.has(AvpType.SEQUENCING_REQUIRED);
    }

    /** LAC, outgoing call: the called party answered; sends OCCN. Without effect in other states. */
    public void answered(long nowNs) {
        tunnel.enter();
        SessionMachine.fire(this, SessionEvent.ANSWERED, Input.at(nowNs));
        tunnel.leave(nowNs);
    }

    /** LNS, incoming call that was admitted with {@link CallDecision#acceptLater}: sends its ICRP. Without effect otherwise. */
    public void reply(long nowNs) {
        if (replyLater && state == SessionState.WAIT_CONNECT) {
            replyLater = false;
            tunnel.enter();
            send(nowNs, SessionMessages.icrp(this));
            tunnel.leave(nowNs);
        }
    }

    /**
     * LAC, incoming call that was placed with its ICCN held back, and that the peer has accepted: sends the ICCN, with these
     * parameters. Without effect in other states.
     */
    public void connect(long nowNs, SessionParameters connected) {
        if (type == CallType.LAC_INCOMING && state == SessionState.WAIT_CONNECT) {
            tunnel.enter();
            parameters = connected;
            SessionMachine.fire(this, SessionEvent.ANSWERED, Input.at(nowNs));
            tunnel.leave(nowNs);
        }
    }

    /**
     * Ends the session with a CDN (or without, where its table says so). Without effect when it is closed. May be called from
     * every callback of the host.
     *
     * @param cause RFC 3145 cause to add, null for none
     */
    public void close(long nowNs, ResultCode result, PppDisconnectCause cause) {
        tunnel.enter();
        SessionMachine.fire(this, SessionEvent.CLOSE, new Input(nowNs, null, result, cause));
        tunnel.leave(nowNs);
    }

    /** LNS: tells the LAC the ACCM that LCP negotiated (SLI). Without effect unless established. */
    public void sendAccm(long nowNs, int sendAccm, int receiveAccm) {
        if (state == SessionState.ESTABLISHED && !type.isLac()) {
            tunnel.enter();
            send(nowNs, SessionMessages.sli(sendAccm, receiveAccm));
            tunnel.leave(nowNs);
        }
    }

    /**
     * LAC: reports cumulative call errors (WEN), at most one per 60 s; a report that comes earlier waits, and the latest replaces
     * one that waits (L2TP-6.13-02).
     */
    public void reportErrors(long nowNs, CallErrors errors) {
        if (state == SessionState.ESTABLISHED && type.isLac()) {
            tunnel.enter();
            tunnel.wenPacer().report(nowNs, this, errors);
            tunnel.leave(nowNs);
        }
    }

    /** What our CDN said, or the local reason; null while open or closed by the peer. */
    public ResultCode localResult() {
        return localResult;
    }

    /** What the peer's CDN (or the StopCCN of its tunnel) said; null without one. */
    public ResultCode peerResult() {
        return peerResult;
    }

    /** The RFC 3145 cause of the peer's CDN, null without one. */
    public PppDisconnectCause peerCause() {
        return peerCause;
    }

    public int traceMask() {
        return traceMask;
    }

    public void setTraceMask(int mask) {
        traceMask = mask;
    }

    /** The owner accepted the call, or asked for it: from here on it hears of the session's end. */
    void admit(SessionParameters accepted) {
        parameters = accepted;
        traceMask = accepted.traceMask();
    }

    /** ICRP or OCRP: the peer's id. */
    void acceptReply(ControlMessage reply) {
        peerRequest = reply;
        peerId = reply.u16(AvpType.ASSIGNED_SESSION_ID, 0);
    }

    /** Other parameters from now on: of those, a live session heeds how data is numbered, which its owner does. */
    public void change(SessionParameters other) {
        parameters = other;
    }

    /** Queues a message of this session; one that cannot be encoded ends the session. */
    void send(long nowNs, ControlMessage message) {
        if (!tunnel.send(message, peerId, this)) {
            ResultCode result = ResultCode.error(ResultCode.ERROR_RESOURCES, message.type() + " is too long");
            SessionMachine.fire(this, SessionEvent.CLOSE, Input.ending(nowNs, result));
        }
    }

    /** Takes the session out of its tunnel; the state is CLOSED already. */
    void finish(long nowNs) {
        SessionQueue.leave(this);
        waitingErrors = null;
        tunnel.sessions.remove(nowNs, this);
        if (tunnel.sessions.size() == 0) {
            tunnel.idleSinceNs = nowNs;
            tunnel.hadSession = true;
        }
        if (parameters != null) {
            tunnel.host.sessionClosed(this, nowNs);
        }
    }

    /** Call Errors AVP (RFC 2661 4.4.6): counts since the call was established. */
    public record CallErrors(
            long crc, long framing, long hardwareOverruns, long bufferOverruns, long timeouts, long alignment) {}
}
