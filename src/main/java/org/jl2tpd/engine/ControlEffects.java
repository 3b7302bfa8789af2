package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jl2tpd.control.CallDecision;
import org.jl2tpd.control.ControlCounter;
import org.jl2tpd.control.ControlHost;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;

/** The effects of the control room: datagrams out, sessions admitted, started and ended. */
final class ControlEffects implements ControlHost {
    private static final int CONTROL_BUFFER = 4096;

    private final Core core;
    private final ByteBuffer buffer = ByteBuffer.allocate(CONTROL_BUFFER);

    ControlEffects(Core core) {
        this.core = core;
    }

    @Override
    public void sendControl(Tunnel tunnel, ByteBuffer datagram) {
        core.count(EngineCounter.DATAGRAMS_SENT);
        if (core.capture.on) {
            core.capture.control(entry(tunnel), true, datagram);
        }
        core.ports.sendDatagram(tunnel.path(), datagram);
    }

    @Override
    public ByteBuffer controlBuffer() {
        return buffer.clear();
    }

    /** RFC 2868 3.10: the LNS that was named, and no other. */
    @Override
    public ResultCode judgePeer(Tunnel tunnel) {
        ClientTunnel client = entry(tunnel).client;
        String wanted = client == null || client.choice == null ? "" : client.choice.serverAuthId();
        return wanted.isEmpty() || wanted.equalsIgnoreCase(tunnel.peer().hostName())
                ? null
                : ResultCode.of(ResultCode.STOP_NOT_AUTHORIZED, "another host name was expected");
    }

    @Override
    public void tunnelEstablished(Tunnel tunnel, long nowNs) {
        TunnelEntry entry = entry(tunnel);
        core.halfOpen.remove(entry);
        String problem = core.offload == null ? null : core.offload.openTunnel(entry);
        if (problem != null) {
            core.count(EngineCounter.DATAPATH_FAILURES);
            core.event(EngineEvent.Kind.DATAPATH_FAILURE, entry, null, problem);
            tunnel.close(nowNs, ResultCode.error(ResultCode.ERROR_RESOURCES, "the datapath failed, try again later"));
            return;
        }
        entry.established = true;
        core.tunnelsEstablished++;
        core.accounts.established(entry);
        core.count(EngineCounter.TUNNELS_OPENED);
        core.event(
                EngineEvent.Kind.TUNNEL_UP, entry, null, "host=" + tunnel.peer().hostName());
        if (entry.client != null) {
            entry.client.onEstablished(nowNs);
        }
    }

    @Override
    public void tunnelClosed(Tunnel tunnel, long nowNs) {
        TunnelEntry entry = entry(tunnel);
        core.halfOpen.remove(entry);
        ResultCode local = tunnel.localResult();
        if (local != null && local.result() == ResultCode.STOP_NOT_AUTHORIZED) {
            core.event(EngineEvent.Kind.TUNNEL_AUTH_FAILURE, entry, null, Results.words(local, null));
        }
        boolean wasEstablished = entry.established;
        if (core.offload != null) {
            core.offload.ending(entry);
        }
        core.accounts.closed(nowNs, entry, wasEstablished);
        if (wasEstablished) {
            entry.established = false;
            core.tunnelsEstablished--;
            core.count(EngineCounter.TUNNELS_CLOSED);
            core.event(EngineEvent.Kind.TUNNEL_DOWN, entry, null, Results.words(local, tunnel.peerResult()));
        }
        if (!wasEstablished && entry.client == null && tunnel.peerResult() != null) {
            core.event(EngineEvent.Kind.TUNNEL_REFUSED, entry, null, Results.words(null, tunnel.peerResult()));
        }
        if (core.offload != null) {
            core.offload.closeTunnel(entry);
        }
        if (entry.client != null) {
            entry.client.onClosed(nowNs, entry);
        }
    }

    @Override
    public CallDecision admitCall(Session session, ControlMessage request, long nowNs) {
        TunnelEntry tunnel = entry(session.tunnel());
        if (core.stopping || core.admin.drains(tunnel)) {
            return refuse(tunnel, EngineCounter.SESSIONS_LIMIT, "not accepting new sessions");
        }
        if (!core.lacking.isEmpty()) {
            return refuse(tunnel, EngineCounter.SESSIONS_LACK, "the daemon is short of " + core.lacking);
        }
        if (core.hasMostSessions(tunnel)) {
            return refuse(tunnel, EngineCounter.SESSIONS_LIMIT, "session limit reached");
        }
        var entry = new SessionEntry(core, tunnel, tunnel.renewedProfiles(), session, null);
        boolean later = core.switching.claims(entry, request);
        String problem = core.offload == null ? null : core.offload.openSession(entry);
        if (problem != null) {
            entry.forgetSwitch();
            core.offload.refused(entry, problem);
            core.accounts.refused(tunnel, Offload.noFacilities());
            return CallDecision.refuse(Offload.noFacilities());
        }
        entry.admitted();
        var parameters = core.mapper.answerParameters(tunnel.profiles, session.type());
        return later ? CallDecision.acceptLater(parameters) : CallDecision.accept(parameters);
    }

    @Override
    public void callRefused(Tunnel tunnel, ResultCode refusal) {
        core.accounts.refused(entry(tunnel), refusal);
        core.event(EngineEvent.Kind.SESSION_REFUSED, entry(tunnel), null, Results.words(refusal, null));
    }

    private CallDecision refuse(TunnelEntry tunnel, EngineCounter counter, String reason) {
        core.count(counter);
        core.event(EngineEvent.Kind.SESSION_REFUSED, tunnel, null, reason);
        var refusal = new ResultCode(ResultCode.CDN_NO_FACILITIES_TEMPORARY, ResultCode.ERROR_RESOURCES, reason);
        core.accounts.refused(tunnel, refusal);
        return CallDecision.refuse(refusal);
    }

    @Override
    public void dial(Session session, ControlMessage request, long nowNs) {
        session.answered(nowNs);
    }

    @Override
    public void callAccepted(Session session, long nowNs) {
        ((SessionEntry) session.attachment).switched.onAccepted(nowNs);
    }

    @Override
    public void sessionEstablished(Session session, long nowNs) {
        ((SessionEntry) session.attachment).onEstablished(nowNs);
    }

    @Override
    public void sessionClosed(Session session, long nowNs) {
        if (session.attachment instanceof SessionEntry entry) {
            entry.onClosed(nowNs);
        }
    }

    @Override
    public void accmReceived(Session session, int sendAccm, int receiveAccm) {
        if (session.attachment instanceof SessionEntry entry) {
            entry.sendAccm = sendAccm;
            entry.receiveAccm = receiveAccm;
            if (entry.isSwitched()) {
                entry.switched.passAccm(sendAccm, receiveAccm);
            }
        }
    }

    @Override
    public void callErrorsReceived(Session session, ControlMessage wen) {
        if (session.attachment instanceof SessionEntry entry) {
            entry.callErrors = wen;
            if (entry.isSwitched()) {
                entry.switched.passErrors(wen.octets(AvpType.CALL_ERRORS));
            }
        }
    }

    @Override
    public void count(ControlCounter counter) {
        core.counters.add(counter);
    }

    @Override
    public void countMessage(int messageType, MessageOutcome outcome) {
        core.counters.addMessage(messageType, outcome);
    }

    @Override
    public void countResult(MessageType type, ResultCode result, boolean sent) {
        core.counters.addResult(type, result, sent);
    }

    @Override
    public boolean traced(TraceFacility facility, Tunnel tunnel, Session session) {
        int mask = core.traceMask | tunnel.traceMask() | (session == null ? 0 : session.traceMask());
        return facility.in(mask | debugged(tunnel, session));
    }

    /** Facilities that a debug mask asks for: of the session where it is about one, else of the tunnel. */
    private static int debugged(Tunnel tunnel, Session session) {
        if (session != null) {
            return session.attachment instanceof SessionEntry entry ? entry.debug.facilities() : 0;
        }
        return tunnel.attachment instanceof TunnelEntry entry ? entry.debug.facilities() : 0;
    }

    @Override
    public void trace(TraceFacility facility, Tunnel tunnel, Session session, String text) {
        core.ports.trace(
                facility.name().toLowerCase(Locale.ROOT),
                tunnel.localId(),
                session == null ? 0 : session.localId(),
                text);
    }

    /** The entry of a tunnel; while its factory still runs the tunnel is not attached yet, but its id is in the table. */
    private TunnelEntry entry(Tunnel tunnel) {
        if (tunnel.attachment instanceof TunnelEntry entry) {
            return entry;
        }
        TunnelEntry entry = core.tunnels.get(tunnel.localId());
        entry.tunnel = tunnel;
        tunnel.attachment = entry;
        return entry;
    }
}
