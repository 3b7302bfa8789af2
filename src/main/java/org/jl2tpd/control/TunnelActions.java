package org.jl2tpd.control;

import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;

/** What the rows of {@link TunnelMachine} do. The tunnel's state is already the next one when they run. */
final class TunnelActions {
    /** Datagrams with messages that a responder sends before the peer is proven (SCCRP and one retransmission). */
    static final int UNPROVEN_TRANSMISSIONS = 2;

    private TunnelActions() {}

    static void nothing(Tunnel tunnel, Input input) {}

    static void sendSccrq(Tunnel tunnel, Input input) {
        tunnel.send(TunnelMessages.sccrq(tunnel));
        tunnel.startEstablishing(input.nowNs());
    }

    static void sendSccrp(Tunnel tunnel, Input input) {
        tunnel.send(TunnelMessages.sccrp(tunnel, input.message().octets(AvpType.CHALLENGE)));
        tunnel.startEstablishing(input.nowNs());
    }

    static void sendScccn(Tunnel tunnel, Input input) {
        tunnel.send(TunnelMessages.scccn(tunnel, input.message().octets(AvpType.CHALLENGE)));
        accept(tunnel, input);
    }

    /** Nothing of ours is likely to carry the acknowledgement soon, and the peer may count the tunnel as open only with it. */
    static void acceptScccn(Tunnel tunnel, Input input) {
        tunnel.channel.ackAtOnce(input.nowNs());
        accept(tunnel, input);
    }

    /** The tunnel is established: tells the owner, then opens the sessions that wait for it. */
    static void accept(Tunnel tunnel, Input input) {
        tunnel.ourChallenge = null;
        tunnel.channel.proven();
        tunnel.channel.established();
        tunnel.idleSinceNs = input.nowNs();
        tunnel.host.tunnelEstablished(tunnel, input.nowNs());
        openSessions(tunnel, input);
    }

    static void openSessions(Tunnel tunnel, Input input) {
        Session session = tunnel.waiting.first();
        while (session != null && tunnel.state == TunnelState.ESTABLISHED) {
            SessionQueue.leave(session);
            ResultCode refusal = CallRules.peerForbids(tunnel, session.type, session.parameters);
            if (refusal == null) {
                SessionMachine.fire(session, SessionEvent.TUNNEL_OPEN, input);
            } else {
                SessionMachine.fire(session, SessionEvent.CLOSE, Input.ending(input.nowNs(), refusal));
            }
            session = tunnel.waiting.first();
        }
    }

    /** A message at the wrong time ends the control connection (RFC 2661 7.1). */
    static void outOfSequence(Tunnel tunnel, Input input) {
        tunnel.count(ControlCounter.FSM_ERRORS);
        MessageType type = input.message().type();
        stop(tunnel, Input.ending(input.nowNs(), ResultCode.of(ResultCode.STOP_FSM_ERROR, type + " out of sequence")));
    }

    /** Sends StopCCN and cleans up; the channel goes on until it is acknowledged, and lingers (5.7). */
    static void stop(Tunnel tunnel, Input input) {
        tunnel.localResult = input.result();
        closeSessions(tunnel, input.nowNs());
        tunnel.channel.prepareClose();
        tunnel.send(TunnelMessages.stopccn(tunnel, input.result()));
        closed(tunnel, input.nowNs());
    }

    /** The peer's StopCCN: acknowledged at once, nothing else is sent any more (L2TP-5.7-01). */
    static void stopped(Tunnel tunnel, Input input) {
        stoppedToo(tunnel, input);
        closeSessions(tunnel, input.nowNs());
        closed(tunnel, input.nowNs());
    }

    /** The peer's StopCCN when ours is under way. */
    static void stoppedToo(Tunnel tunnel, Input input) {
        ControlMessage stop = input.message();
        if (stop != null) {
            tunnel.peerResult = stop.resultCode();
            if (tunnel.peerId == 0) {
                tunnel.peerId = stop.u16(AvpType.ASSIGNED_TUNNEL_ID, 0);
            }
        }
        tunnel.channel.stop(input.nowNs());
        tunnel.lingerDeadlineNs = input.nowNs() + tunnel.parameters.lingerNs();
    }

    static void giveUp(Tunnel tunnel, Input input) {
        tunnel.count(ControlCounter.GIVE_UPS);
        tunnel.localResult = ResultCode.of(ResultCode.STOP_GENERAL, "no answer from the peer");
        clean(tunnel, input);
    }

    static void giveUpClosing(Tunnel tunnel, Input input) {
        tunnel.count(ControlCounter.GIVE_UPS);
    }

    /** Ends without a word on the wire. */
    static void clean(Tunnel tunnel, Input input) {
        if (tunnel.localResult == null) {
            tunnel.localResult = input.result();
        }
        closeSessions(tunnel, input.nowNs());
        tunnel.channel.stop(input.nowNs());
        closed(tunnel, input.nowNs());
    }

    private static void closeSessions(Tunnel tunnel, long nowNs) {
        Input input = Input.at(nowNs);
        for (Session session : tunnel.sessions.snapshot()) {
            SessionMachine.fire(session, SessionEvent.TUNNEL_CLOSED, input);
        }
    }

    private static void closed(Tunnel tunnel, long nowNs) {
        tunnel.ourChallenge = null;
        tunnel.host.tunnelClosed(tunnel, nowNs);
    }
}
