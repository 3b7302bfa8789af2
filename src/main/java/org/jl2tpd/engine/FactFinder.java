package org.jl2tpd.engine;

import org.jl2tpd.control.CallType;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** Gathers the {@link EventFacts} of an event. */
final class FactFinder {
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final ResultCode NO_RESULT = new ResultCode(0, 0, "");
    private static final DataStatistics NO_DATA = new DataStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private FactFinder() {}

    /** @param session null for an event of the tunnel alone */
    static EventFacts of(Core core, EngineEvent.Kind kind, TunnelEntry tunnel, SessionEntry session) {
        if (tunnel == null || tunnel.tunnel == null) {
            return EventFacts.NONE;
        }
        return session == null ? ofTunnel(core, kind, tunnel) : ofSession(core, kind, tunnel, session);
    }

    private static EventFacts ofTunnel(Core core, EngineEvent.Kind kind, TunnelEntry entry) {
        Tunnel tunnel = entry.tunnel;
        ResultCode result = result(tunnel.localResult(), tunnel.peerResult());
        DataStatistics data = kind == EngineEvent.Kind.TUNNEL_DOWN ? entry.statistics() : NO_DATA;
        return new EventFacts(
                entry.serial,
                0,
                tunnel.peerId(),
                0,
                entry.path().peerPort(),
                hostName(tunnel),
                entry.peerProfile(),
                entry.client != null,
                "",
                "",
                null,
                null,
                null,
                "",
                "",
                "",
                0,
                0,
                core.mapper.mtu(entry),
                entry.establishedNs != 0,
                result.result(),
                result.error(),
                -1,
                "",
                data.rxPackets(),
                data.rxOctets(),
                data.txPackets(),
                data.txOctets(),
                since(core, entry.establishedNs),
                ownAddress(entry),
                core.mapper.hostName(entry.profiles),
                0,
                data.rxSequenceDiscards(),
                tunnel.peerResult() != null,
                "",
                "",
                endedByOperator(entry),
                assignmentId(entry),
                null);
    }

    private static EventFacts ofSession(Core core, EngineEvent.Kind kind, TunnelEntry tunnel, SessionEntry entry) {
        entry.announced |= kind == EngineEvent.Kind.SESSION_UP;
        Session session = entry.session;
        AddressGrant grant = entry.grant();
        ResultCode result = result(session.localResult(), session.peerResult());
        PppDisconnectCause cause = cause(entry);
        DataStatistics data = kind == EngineEvent.Kind.SESSION_DOWN ? entry.statistics() : NO_DATA;
        long txSpeed = SessionDetails.connectSpeed(session, AvpType.TX_CONNECT_SPEED);
        long rxSpeed = SessionDetails.connectSpeed(session, AvpType.RX_CONNECT_SPEED);
        return new EventFacts(
                tunnel.serial,
                entry.serial,
                tunnel.tunnel.peerId(),
                session.peerId(),
                tunnel.path().peerPort(),
                hostName(tunnel.tunnel),
                tunnel.peerProfile(),
                tunnel.client != null,
                entry.name(),
                role(session.type()),
                entry.last.localAddress(kind),
                grant == null ? null : grant.ipv6Prefix(),
                grant == null ? null : grant.delegatedPrefix(),
                entry.dnsText(),
                SessionViews.number(session, AvpType.CALLING_NUMBER),
                SessionViews.number(session, AvpType.CALLED_NUMBER),
                txSpeed,
                rxSpeed == 0 ? txSpeed : rxSpeed,
                entry.mtu,
                entry.announced,
                result.result(),
                result.error(),
                cause == null ? -1 : cause.code(),
                cause == null ? "" : Results.text(cause),
                data.rxPackets(),
                data.rxOctets(),
                data.txPackets(),
                data.txOctets(),
                since(core, entry.establishedNs()),
                ownAddress(tunnel),
                core.mapper.hostName(tunnel.profiles),
                entry.ppp.peerInterfaceId(),
                data.rxSequenceDiscards(),
                session.peerResult() != null,
                entry.authorization.filterId(),
                core.authenticator.accountingId(entry.serial),
                endedByOperator(tunnel),
                assignmentId(tunnel),
                onward(core, entry.switched));
    }

    private static boolean endedByOperator(TunnelEntry tunnel) {
        return tunnel.closedByOperator && tunnel.tunnel.peerResult() == null;
    }

    private static String assignmentId(TunnelEntry tunnel) {
        return tunnel.client == null || tunnel.client.choice == null ? "" : tunnel.client.choice.assignmentId();
    }

    /** @param call null for none */
    private static OnwardFacts onward(Core core, SwitchedCall call) {
        if (call == null || call.onward == null) {
            return null;
        }
        TunnelEntry tunnel = call.onward.tunnel;
        Session session = call.onward.session;
        return new OnwardFacts(
                call.incoming.serial,
                assignmentId(tunnel),
                ownAddress(tunnel),
                tunnel.peerAddress(),
                core.mapper.hostName(tunnel.profiles),
                hostName(tunnel.tunnel),
                tunnel.id + "-" + tunnel.tunnel.peerId() + "/" + session.localId() + "-" + session.peerId());
    }

    /** What the peer said of PPP, else what we said, else what our PPP saw before the peer ended the call. */
    private static PppDisconnectCause cause(SessionEntry entry) {
        PppDisconnectCause said = entry.session.peerCause() == null ? entry.endCause() : entry.session.peerCause();
        return said != null || entry.link == null ? said : entry.link.cause();
    }

    private static IpAddress ownAddress(TunnelEntry tunnel) {
        IpAddress own = tunnel.shownPath().localAddress();
        return own.isUnspecified() ? null : own;
    }

    private static String role(CallType type) {
        return type.isLac() ? "lac" : "lns";
    }

    private static String hostName(Tunnel tunnel) {
        return tunnel.peer() == null ? "" : tunnel.peer().hostName();
    }

    /** What the peer said, else what we said. */
    private static ResultCode result(ResultCode local, ResultCode peer) {
        ResultCode said = peer == null ? local : peer;
        return said == null ? NO_RESULT : said;
    }

    private static long since(Core core, long establishedNs) {
        return establishedNs == 0 ? 0 : (core.nowNs() - establishedNs) / MILLISECOND_NS;
    }
}
