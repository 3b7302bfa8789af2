package org.jl2tpd.control;

import java.nio.ByteBuffer;
import org.jl2tpd.control.ControlHost.MessageOutcome;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.DecodedMessage;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/** Takes the messages that the channel delivers, decodes them and finds the machine that they are for. */
final class MessageRouter {
    private final Tunnel tunnel;

    MessageRouter(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** One message in its turn: AVPs between two absolute indexes. */
    void deliver(long nowNs, DatagramPath from, int sessionId, ByteBuffer avps, int start, int end) {
        DecodedMessage decoded = MessageCodec.decode(avps, start, end, tunnel.parameters.secret());
        if (decoded instanceof ControlMessage message) {
            deliver(nowNs, from, sessionId, message);
        } else if (decoded instanceof DecodedMessage.Malformed malformed) {
            deliver(nowNs, from, sessionId, malformed);
        } else if (decoded instanceof DecodedMessage.Ignored ignored) {
            tunnel.count(ControlCounter.UNKNOWN_MESSAGES_IGNORED);
            tunnel.host.countMessage(ignored.messageType(), MessageOutcome.RECEIVED_BAD);
        }
    }

    private void deliver(long nowNs, DatagramPath from, int sessionId, ControlMessage message) {
        tunnel.host.countMessage(message.type().number(), MessageOutcome.RECEIVED_GOOD);
        for (int i = 0; i < message.warnings().size(); i++) {
            tunnel.count(ControlCounter.AVPS_IGNORED);
        }
        if (message.has(AvpType.RESULT_CODE)) {
            tunnel.host.countResult(message.type(), message.resultCode(), false);
        }
        MessageTrace.received(tunnel, tunnel.sessions.get(sessionId), message);
        if (message.type().isTunnelScope()) {
            onTunnelMessage(nowNs, from, message);
        } else {
            onSessionMessage(nowNs, sessionId, message);
        }
    }

    private void onTunnelMessage(long nowNs, DatagramPath from, ControlMessage message) {
        Input input = Input.message(nowNs, message);
        switch (message.type()) {
            case SCCRQ -> TunnelMachine.fire(tunnel, TunnelEvent.SCCRQ, input);
            case SCCRP -> onReply(nowNs, from, message);
            case SCCCN -> onConnected(nowNs, message);
            case STOPCCN -> {
                tunnel.lockPath(from);
                TunnelMachine.fire(tunnel, TunnelEvent.STOPCCN, input);
            }
            default -> {
                tunnel.counters.receivedHellos++;
                TunnelMachine.fire(tunnel, TunnelEvent.HELLO, input);
            }
        }
    }

    private void onReply(long nowNs, DatagramPath from, ControlMessage sccrp) {
        ResultCode problem = null;
        if (tunnel.state == TunnelState.WAIT_CTL_REPLY) {
            tunnel.lockPath(from);
            tunnel.adoptPeer(sccrp);
            problem = TunnelRules.judgeReply(tunnel, sccrp);
            problem = problem == null ? tunnel.host.judgePeer(tunnel) : problem;
        }
        TunnelEvent event = problem == null ? TunnelEvent.SCCRP : TunnelEvent.SCCRP_BAD;
        TunnelMachine.fire(tunnel, event, Input.fault(nowNs, sccrp, problem));
    }

    private void onConnected(long nowNs, ControlMessage scccn) {
        ResultCode problem = null;
        if (tunnel.state == TunnelState.WAIT_CTL_CONN) {
            tunnel.channel.proven();
            problem = TunnelRules.judgeResponse(tunnel, scccn);
        }
        TunnelEvent event = problem == null ? TunnelEvent.SCCCN : TunnelEvent.SCCCN_BAD;
        TunnelMachine.fire(tunnel, event, Input.fault(nowNs, scccn, problem));
    }

    private void onSessionMessage(long nowNs, int sessionId, ControlMessage message) {
        if (tunnel.state == TunnelState.CLOSING) {
            return;
        }
        if (tunnel.state != TunnelState.ESTABLISHED) {
            beforeEstablished(nowNs, message);
            return;
        }
        Session session = find(sessionId, message);
        if (session != null) {
            toSession(nowNs, session, message);
        } else if (sessionId == 0 && message.type() == MessageType.ICRQ) {
            onRequest(nowNs, CallType.LNS_INCOMING, SessionEvent.ICRQ, SessionEvent.ICRQ_BAD, message);
        } else if (sessionId == 0 && message.type() == MessageType.OCRQ) {
            onRequest(nowNs, CallType.LAC_OUTGOING, SessionEvent.OCRQ, SessionEvent.OCRQ_BAD, message);
        } else {
            onUnknownSession(sessionId, message);
        }
    }

    private Session find(int sessionId, ControlMessage message) {
        if (sessionId != 0) {
            return tunnel.sessions.get(sessionId);
        }
        return message.type() == MessageType.CDN
                ? tunnel.sessions.findByPeerId(message.u16(AvpType.ASSIGNED_SESSION_ID, 0))
                : null;
    }

    private void toSession(long nowNs, Session session, ControlMessage message) {
        SessionEvent event = SessionEvent.of(message.type());
        ResultCode problem = null;
        if (event == SessionEvent.ICCN && session.state == SessionState.WAIT_CONNECT) {
            problem = CallRules.judgeConnected(tunnel, message);
            event = problem == null ? event : SessionEvent.ICCN_BAD;
        } else if (event == SessionEvent.ICRP && session.connectLater && session.state == SessionState.WAIT_REPLY) {
            event = SessionEvent.ICRP_HELD;
        }
        SessionMachine.fire(session, event, Input.fault(nowNs, message, problem));
    }

    /** A call that the peer asks for. */
    private void onRequest(
            long nowNs, CallType type, SessionEvent accepted, SessionEvent refused, ControlMessage request) {
        int id = tunnel.sessions.newId(nowNs, tunnel.random);
        Session session = new Session(tunnel, type, id == 0 ? 1 + tunnel.random.nextInt(0xffff) : id);
        session.peerId = request.u16(AvpType.ASSIGNED_SESSION_ID, 0);
        session.serial = (int) request.u32(AvpType.CALL_SERIAL_NUMBER, 0);
        session.peerRequest = request;
        ResultCode refusal = CallRules.refuseRequest(tunnel, type, request);
        if (refusal == null) {
            tunnel.sessions.add(session);
            refusal = askOwner(nowNs, session, request);
        } else {
            tunnel.host.callRefused(tunnel, refusal);
        }
        if (session.state == SessionState.IDLE) {
            SessionEvent event = refusal == null ? accepted : refused;
            SessionMachine.fire(session, event, Input.fault(nowNs, request, refusal));
        }
    }

    private ResultCode askOwner(long nowNs, Session session, ControlMessage request) {
        CallDecision decision = tunnel.host.admitCall(session, request, nowNs);
        if (decision.parameters() == null) {
            return decision.refusal() == null ? CallRules.noResources("refused") : decision.refusal();
        }
        if (session.state == SessionState.IDLE) {
            session.admit(decision.parameters());
            session.replyLater = decision.replyLater();
        }
        return null;
    }

    /** Calls before the tunnel is established are refused where their sender can be addressed (L2TP-5.0-01). */
    private void beforeEstablished(long nowNs, ControlMessage message) {
        tunnel.count(ControlCounter.FSM_ERRORS);
        boolean request = message.type() == MessageType.ICRQ || message.type() == MessageType.OCRQ;
        if (request && tunnel.state == TunnelState.WAIT_CTL_CONN) {
            tunnel.count(ControlCounter.SESSIONS_REFUSED);
            disconnect(
                    message.u16(AvpType.ASSIGNED_SESSION_ID, 0),
                    1 + tunnel.random.nextInt(0xffff),
                    ResultCode.error(ResultCode.ERROR_NO_CONTROL_CONNECTION, "the tunnel is not established"));
        }
    }

    /**
     * A message for a session that does not exist (any more). Requests, and replies to a role that we don't have, get a CDN (7.4.2
     * T3, 7.5.1 T3); on the others the RFC only cleans up.
     */
    private void onUnknownSession(int sessionId, ControlMessage message) {
        tunnel.count(ControlCounter.NO_MATCHING_SESSION);
        boolean answered = switch (message.type()) {
            case ICRQ, OCRQ -> true;
            case ICRP -> !tunnel.parameters.mayBeLac();
            case OCRP -> !tunnel.parameters.mayBeLns();
            default -> false;
        };
        if (answered && sessionId != 0) {
            disconnect(
                    message.u16(AvpType.ASSIGNED_SESSION_ID, 0),
                    sessionId,
                    ResultCode.error(ResultCode.ERROR_SESSION_ID, "no such session"));
        }
    }

    private void disconnect(int peerSessionId, int localSessionId, ResultCode result) {
        tunnel.send(SessionMessages.cdn(localSessionId, result, null), peerSessionId, null);
    }

    private void deliver(long nowNs, DatagramPath from, int sessionId, DecodedMessage.Malformed malformed) {
        MessageType type = malformed.type();
        tunnel.count(ControlCounter.MALFORMED_MESSAGES);
        tunnel.host.countMessage(type == null ? 0 : type.number(), MessageOutcome.RECEIVED_BAD);
        if (tunnel.traced(TraceFacility.PROTOCOL, null)) {
            tunnel.trace(TraceFacility.PROTOCOL, null, "malformed " + type + ": " + malformed.result());
        }
        if (type == MessageType.STOPCCN) {
            tunnel.lockPath(from);
            tunnel.adoptPeerId(malformed.assignedTunnelId());
            TunnelMachine.fire(tunnel, TunnelEvent.STOPCCN, Input.at(nowNs));
        } else if (malformed.tunnelScope()) {
            tunnel.lockPath(from);
            tunnel.adoptPeerId(malformed.assignedTunnelId());
            TunnelMachine.fire(tunnel, TunnelEvent.INVALID, Input.ending(nowNs, malformed.result()));
        } else if (tunnel.state == TunnelState.ESTABLISHED) {
            toSession(nowNs, sessionId, malformed);
        }
    }

    private void toSession(long nowNs, int sessionId, DecodedMessage.Malformed malformed) {
        Session session = sessionId != 0
                ? tunnel.sessions.get(sessionId)
                : malformed.type() == MessageType.CDN
                        ? tunnel.sessions.findByPeerId(malformed.assignedSessionId())
                        : null;
        if (session != null) {
            SessionEvent event = malformed.type() == MessageType.CDN ? SessionEvent.CDN : SessionEvent.INVALID;
            SessionMachine.fire(session, event, Input.ending(nowNs, malformed.result()));
        } else if (malformed.assignedSessionId() != 0 && malformed.type() != MessageType.CDN) {
            int localSessionId = sessionId != 0 ? sessionId : 1 + tunnel.random.nextInt(0xffff);
            disconnect(malformed.assignedSessionId(), localSessionId, malformed.result());
        } else {
            tunnel.count(ControlCounter.NO_MATCHING_SESSION);
        }
    }
}
