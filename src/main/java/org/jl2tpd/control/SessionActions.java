package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.ResultCode;

/** What the rows of {@link SessionMachine} do. The session's state is already the next one when they run. */
final class SessionActions {
    private SessionActions() {}

    static void nothing(Session session, Input input) {}

    static void unexpected(Session session, Input input) {
        session.tunnel.count(ControlCounter.FSM_ERRORS);
    }

    static void waitForTunnel(Session session, Input input) {
        session.tunnel.waiting.add(session, Long.MAX_VALUE);
    }

    static void sendIcrq(Session session, Input input) {
        supervise(session, input.nowNs());
        session.send(input.nowNs(), SessionMessages.icrq(session));
    }

    static void sendOcrq(Session session, Input input) {
        supervise(session, input.nowNs());
        session.send(input.nowNs(), SessionMessages.ocrq(session));
    }

    static void sendIcrp(Session session, Input input) {
        supervise(session, input.nowNs());
        if (!session.replyLater) {
            session.send(input.nowNs(), SessionMessages.icrp(session));
        }
    }

    /** OCRP as soon as the call is admitted, then the bearer is opened (L2TP-7.5-01). */
    static void sendOcrp(Session session, Input input) {
        supervise(session, input.nowNs());
        session.send(input.nowNs(), SessionMessages.ocrp(session));
        if (session.state == SessionState.WAIT_CS_ANSWER) {
            session.tunnel.host.dial(session, session.peerRequest, input.nowNs());
        }
    }

    /** The ICCN leaves after the owner is ready for data. */
    static void sendIccn(Session session, Input input) {
        session.acceptReply(input.message());
        sendHeldIccn(session, input);
    }

    /** The peer accepts the call; the owner says when, and with what, it is connected. */
    static void holdIccn(Session session, Input input) {
        session.acceptReply(input.message());
        SessionQueue.leave(session);
        supervise(session, input.nowNs());
        session.tunnel.host.callAccepted(session, input.nowNs());
    }

    static void sendHeldIccn(Session session, Input input) {
        establish(session, input.nowNs());
        if (session.state == SessionState.ESTABLISHED) {
            session.send(input.nowNs(), SessionMessages.iccn(session));
        }
    }

    static void sendOccn(Session session, Input input) {
        establish(session, input.nowNs());
        if (session.state == SessionState.ESTABLISHED) {
            session.send(input.nowNs(), SessionMessages.occn(session));
        }
    }

    static void callProceeds(Session session, Input input) {
        session.acceptReply(input.message());
        SessionQueue.leave(session);
        supervise(session, input.nowNs());
    }

    static void connected(Session session, Input input) {
        session.peerConnected = input.message();
        establish(session, input.nowNs());
    }

    private static void establish(Session session, long nowNs) {
        SessionQueue.leave(session);
        session.tunnel.host.sessionEstablished(session, nowNs);
    }

    static void applyAccm(Session session, Input input) {
        ByteBuffer accm = ByteBuffer.wrap(input.message().octets(AvpType.ACCM));
        session.tunnel.host.accmReceived(session, accm.getInt(2), accm.getInt(6));
    }

    static void noteErrors(Session session, Input input) {
        session.tunnel.host.callErrorsReceived(session, input.message());
    }

    /** The peer's CDN, or a message on which the RFC only cleans up: nothing is sent but the acknowledgement (L2TP-6.12-02). */
    static void disconnected(Session session, Input input) {
        ControlMessage message = input.message();
        if (message != null) {
            session.peerResult = message.resultCode();
            session.peerCause = message.pppDisconnectCause();
        }
        session.finish(input.nowNs());
    }

    /** Sends a CDN with the event's result and cleans up. */
    static void disconnect(Session session, Input input) {
        session.localResult = input.result();
        ControlMessage cdn = SessionMessages.cdn(session.localId, input.result(), input.cause());
        session.tunnel.send(cdn, session.peerId, session);
        session.finish(input.nowNs());
    }

    /** The answer to a call that is not wanted. */
    static void refuse(Session session, Input input) {
        session.tunnel.count(ControlCounter.SESSIONS_REFUSED);
        disconnect(session, input);
    }

    static void outOfSequence(Session session, Input input) {
        session.tunnel.count(ControlCounter.FSM_ERRORS);
        String what =
                input.message() == null ? "message" : input.message().type().toString();
        disconnect(
                session,
                Input.ending(input.nowNs(), ResultCode.error(ResultCode.ERROR_VENDOR, what + " out of sequence")));
    }

    static void timeOut(Session session, Input input) {
        String why = "not established in time";
        disconnect(
                session,
                Input.ending(
                        input.nowNs(),
                        session.type.isLac()
                                ? ResultCode.of(ResultCode.CDN_TIMEOUT, why)
                                : ResultCode.error(ResultCode.ERROR_VENDOR, why)));
    }

    /** Ends a call of which the peer was not told. */
    static void abandon(Session session, Input input) {
        session.localResult = input.result();
        session.finish(input.nowNs());
    }

    /** The tunnel ended: no CDN (L2TP-6.4-02). */
    static void tunnelClosed(Session session, Input input) {
        session.localResult = session.tunnel.localResult;
        session.peerResult = session.tunnel.peerResult;
        session.finish(input.nowNs());
    }

    private static void supervise(Session session, long nowNs) {
        long timeoutNs = session.tunnel.parameters.sessionEstablishTimeoutNs();
        if (timeoutNs > 0) {
            session.tunnel.establishing.add(session, nowNs + timeoutNs);
        }
    }
}
