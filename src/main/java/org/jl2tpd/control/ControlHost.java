package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/**
 * Where the effects of tunnels and sessions go. Called from inside their inputs, on the engine's thread. From the
 * callbacks that report something ({@code tunnel...}, {@code session...}, {@code admitCall}, {@code dial}, {@code accmReceived},
 * {@code callErrorsReceived}) an implementation may call inputs of the same tunnel and of its sessions (close, answered, placeCall, ...);
 * what they send leaves when the outermost input ends. From the others (sending, buffers, counting, tracing) it may not.
 */
public interface ControlHost {
    /** Sends a control datagram (position to limit) to {@link Tunnel#path}; the buffer is the caller's again afterwards. */
    void sendControl(Tunnel tunnel, ByteBuffer datagram);

    /** A buffer of at least 1,500 octets for building a control datagram; one at a time. */
    ByteBuffer controlBuffer();

    /**
     * A tunnel that we opened was answered, and by the secret where there is one rightly ({@link Tunnel#peer}).
     *
     * @return null, or what the StopCCN says
     */
    default ResultCode judgePeer(Tunnel tunnel) {
        return null;
    }

    /** The tunnel is established; new calls may be placed from here. */
    void tunnelEstablished(Tunnel tunnel, long nowNs);

    /** The tunnel ended ({@link Tunnel#localResult}, {@link Tunnel#peerResult}); its sessions were closed before. */
    void tunnelClosed(Tunnel tunnel, long nowNs);

    /**
     * The peer asks for a call (ICRQ to an LNS, OCRQ to a LAC). The session has ids and peer's AVPs, no parameters yet. A session
     * that is refused here is not reported by {@link #sessionClosed}.
     */
    CallDecision admitCall(Session session, ControlMessage request, long nowNs);

    /** A call of the peer was refused before its owner was asked: a limit of the tunnel, or a request that cannot be served. */
    default void callRefused(Tunnel tunnel, ResultCode refusal) {}

    /** LAC, outgoing call: dial now; call {@link Session#answered} (from here, or later) or close it. */
    void dial(Session session, ControlMessage request, long nowNs);

    /** LAC: the peer accepts a call whose ICCN is held back; call {@link Session#connect} (from here, or later) or close it. */
    default void callAccepted(Session session, long nowNs) {}

    /** The session is established: data may flow. LAC: called before ICCN or OCCN leaves, so that no data is early. */
    void sessionEstablished(Session session, long nowNs);

    /** The session ended ({@link Session#localResult}, {@link Session#peerResult}); was it established, data stopped. */
    void sessionClosed(Session session, long nowNs);

    /** An SLI arrived for a session of which we are the LAC. */
    void accmReceived(Session session, int sendAccm, int receiveAccm);

    /** A WEN arrived for a session of which we are the LNS. */
    void callErrorsReceived(Session session, ControlMessage wen);

    /** Counts one event. */
    void count(ControlCounter counter);

    /** Counts a message sent or received, good or bad. */
    void countMessage(int messageType, MessageOutcome outcome);

    /** Counts the result of a StopCCN or CDN that is queued or was received. */
    default void countResult(MessageType type, ResultCode result, boolean sent) {}

    /** Whether the facility is traced for the tunnel or (when not null) its session. */
    boolean traced(TraceFacility facility, Tunnel tunnel, Session session);

    /** Emits one trace line; call only when {@link #traced}. Never a secret. */
    void trace(TraceFacility facility, Tunnel tunnel, Session session, String text);

    /** What became of a message. */
    enum MessageOutcome {
        SENT,
        RECEIVED_GOOD,
        RECEIVED_BAD
    }
}
