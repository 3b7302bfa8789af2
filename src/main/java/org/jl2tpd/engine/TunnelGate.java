package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import org.jl2tpd.control.ControlHost.MessageOutcome;
import org.jl2tpd.control.TieBreaker;
import org.jl2tpd.control.Tunnel;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.Resolved;
import org.jl2tpd.wire.AvpType;
import org.jl2tpd.wire.ControlMessage;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.DecodedMessage;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.MessageCodec;
import org.jl2tpd.wire.MessageType;
import org.jl2tpd.wire.ResultCode;
import org.jl2tpd.wire.TraceFacility;
import org.jl2tpd.wire.TransportPath;

/**
 * Control messages with tunnel id 0. Only a complete, valid SCCRQ of a peer that may open tunnels, below all limits, makes anything;
 * everything else is a counter, or for the refusals that help an honest peer one small stateless StopCCN under a rate limit.
 */
final class TunnelGate {
    /** Stateless StopCCNs a second, to all peers together. */
    static final int REFUSALS_PER_SECOND = 100;

    private final Core core;
    private final RateLimit refusals = new RateLimit(REFUSALS_PER_SECOND);
    private final ByteBuffer buffer = ByteBuffer.allocate(512);

    TunnelGate(Core core) {
        this.core = core;
    }

    void onMessage(long nowNs, DatagramPath from, L2tpHeader header, ByteBuffer datagram) {
        int start = header.payloadStart;
        int end = header.payloadEnd;
        String hostName = MessageCodec.peekHostName(datagram, start, end);
        Profile peer = core.configuration.peerFor(hostName == null ? "" : hostName, from.peerAddress());
        Resolved profiles = core.configuration.resolve(peer);
        DecodedMessage decoded = MessageCodec.decode(datagram, start, end, core.mapper.secret(profiles));
        if (decoded instanceof ControlMessage message && message.type() == MessageType.SCCRQ) {
            core.counters.addMessage(MessageType.SCCRQ.number(), MessageOutcome.RECEIVED_GOOD);
            onSccrq(nowNs, from, header, datagram, message, profiles);
        } else if (decoded instanceof ControlMessage message && message.type() == MessageType.STOPCCN) {
            onStopCcn(nowNs, from, header, datagram, message);
        } else if (decoded instanceof DecodedMessage.Malformed malformed && malformed.type() == MessageType.SCCRQ) {
            core.count(EngineCounter.SCCRQ_MALFORMED);
            core.counters.addMessage(MessageType.SCCRQ.number(), MessageOutcome.RECEIVED_BAD);
            if (mayOpen(profiles) && malformed.assignedTunnelId() != 0) {
                refuse(nowNs, from, malformed.assignedTunnelId(), malformed.result());
            }
        } else {
            core.count(EngineCounter.UNEXPECTED_WITHOUT_TUNNEL);
            trace(from, "dropped: neither SCCRQ nor StopCCN");
        }
    }

    /** L2TP-4.4.3-06: a StopCCN that does not know our id is found by the id that its sender assigned. */
    private void onStopCcn(
            long nowNs, DatagramPath from, L2tpHeader header, ByteBuffer datagram, ControlMessage message) {
        TunnelEntry entry = core.byPeer.get(key(from, message));
        if (entry == null || !entry.tunnel.acceptsFrom(from)) {
            core.count(EngineCounter.NO_MATCHING_TUNNEL);
            return;
        }
        core.capture.received(entry, datagram);
        entry.tunnel.onControl(nowNs, from, header, datagram);
        core.touch(entry, nowNs);
    }

    private void trace(DatagramPath from, String text) {
        if (core.traced(TraceFacility.SYSTEM, 0)) {
            core.ports.trace("system", 0, 0, text + " from " + from.peerAddress() + " port " + from.peerPort);
        }
    }

    private void onSccrq(
            long nowNs,
            DatagramPath from,
            L2tpHeader header,
            ByteBuffer datagram,
            ControlMessage sccrq,
            Resolved profiles) {
        Core.PeerKey key = key(from, sccrq);
        TunnelEntry known = core.byPeer.get(key);
        if (known != null) {
            core.capture.received(known, datagram);
            onKnown(nowNs, from, header, datagram, known);
            return;
        }
        if (header.ns != 0 || core.retired.refuses(from.socket)) {
            core.count(EngineCounter.UNEXPECTED_WITHOUT_TUNNEL);
            return;
        }
        if (!isAllowed(nowNs, from, key, profiles) || !hasRoom(nowNs, from, key, profiles)) {
            return;
        }
        if (!winsOrYields(nowNs, from, sccrq)) {
            core.count(EngineCounter.SCCRQ_TIE_WON);
            trace(from, "SCCRQ lost the tie");
            return;
        }
        trace(from, "SCCRQ accepted with peer profile " + profiles.peer().name());
        accept(nowNs, from.freeze(), key, sccrq, profiles);
    }

    /** A retransmission is acknowledged by its tunnel (L2TP-7.2.1-20); with another Ns it is a new, misplaced SCCRQ (T12, T15). */
    private void onKnown(long nowNs, DatagramPath from, L2tpHeader header, ByteBuffer datagram, TunnelEntry known) {
        if (header.ns == 0) {
            core.count(EngineCounter.SCCRQ_DUPLICATE);
            known.tunnel.onDuplicateSccrq(nowNs);
        } else if (known.tunnel.acceptsFrom(from)) {
            known.tunnel.onControl(nowNs, from, header, datagram);
        }
        core.touch(known, nowNs);
    }

    private boolean isAllowed(long nowNs, DatagramPath from, Core.PeerKey key, Resolved profiles) {
        if (core.admin.refusesTunnels(profiles.peer().name())) {
            core.count(EngineCounter.SCCRQ_DRAINING);
            refuse(
                    nowNs,
                    from,
                    key.peerTunnelId(),
                    ResultCode.of(ResultCode.STOP_SHUTTING_DOWN, "not accepting tunnels"));
            return false;
        }
        if (!mayOpen(profiles)) {
            core.count(EngineCounter.SCCRQ_DENIED);
            trace(from, "SCCRQ denied by peer profile " + profiles.peer().name());
            if (refuse(
                    nowNs, from, key.peerTunnelId(), ResultCode.of(ResultCode.STOP_NOT_AUTHORIZED, "not authorized"))) {
                core.event(
                        EngineEvent.Kind.TUNNEL_REFUSED,
                        key.address(),
                        "peer profile " + profiles.peer().name() + " does not allow tunnels");
            }
            return false;
        }
        return true;
    }

    private boolean mayOpen(Resolved profiles) {
        return core.mapper.mayOpen(profiles);
    }

    private boolean hasRoom(long nowNs, DatagramPath from, Core.PeerKey key, Resolved profiles) {
        EngineCounter full = null;
        if (!core.lacking.isEmpty()) {
            full = EngineCounter.SCCRQ_LACK;
        } else if (core.tunnelLimit.isFull(core.tunnels.size(), core.maxTunnels, null, key.address())) {
            full = EngineCounter.SCCRQ_TUNNEL_LIMIT;
        } else if (core.halfOpenLimit.isFull(core.halfOpen.size(), core.halfOpen.limit(), null, key.address())) {
            full = EngineCounter.SCCRQ_HALF_OPEN_LIMIT;
        } else if (core.halfOpen.isFull(key.address())) {
            full = EngineCounter.SCCRQ_HALF_OPEN_PREFIX_LIMIT;
        }
        if (full == null) {
            return true;
        }
        core.count(full);
        trace(from, "SCCRQ beyond a limit: " + full);
        boolean named = !profiles.peer().name().equals("default");
        if (named || full == EngineCounter.SCCRQ_TUNNEL_LIMIT || full == EngineCounter.SCCRQ_LACK) {
            refuse(
                    nowNs,
                    from,
                    key.peerTunnelId(),
                    ResultCode.error(ResultCode.ERROR_RESOURCES, "too many tunnels, try again later"));
        }
        return false;
    }

    /** The tie breaker (checklist section 5) against a tunnel of ours that is on its way to the same peer. */
    private boolean winsOrYields(long nowNs, DatagramPath from, ControlMessage sccrq) {
        TunnelEntry own = core.dialer.waitingFor(from.peerAddress());
        if (own == null || own.tunnel.state() != TunnelState.WAIT_CTL_REPLY) {
            return true;
        }
        TieBreaker.Outcome outcome = TieBreaker.compare(own.tunnel.tieBreaker(), sccrq.octets(AvpType.TIE_BREAKER));
        return switch (outcome) {
            case NO_TIE -> true;
            case WE_WIN -> false;
            case PEER_WINS -> {
                discard(nowNs, own);
                yield true;
            }
            case BOTH_LOSE -> {
                discard(nowNs, own);
                yield false;
            }
        };
    }

    private void discard(long nowNs, TunnelEntry own) {
        own.tunnel.discard(nowNs);
        core.touch(own, nowNs);
    }

    private void accept(long nowNs, TransportPath path, Core.PeerKey key, ControlMessage sccrq, Resolved profiles) {
        int id = core.tunnels.allocateId(nowNs, core.random);
        if (id == 0) {
            core.count(EngineCounter.SCCRQ_TUNNEL_LIMIT);
            return;
        }
        var entry = new TunnelEntry(core, id, profiles, path, null, nowNs);
        core.tunnels.put(entry);
        core.halfOpen.add(entry);
        entry.setPeerKey(key);
        TransportPath answerPath = core.offload == null ? path : core.offload.pathFor(entry);
        entry.tunnel = Tunnel.respond(
                nowNs, id, core.mapper.tunnelParameters(profiles), answerPath, sccrq, core.control, core.random);
        entry.tunnel.attachment = entry;
        core.touch(entry, nowNs);
    }

    /** Gives up tunnels whose peer never proved its address. */
    void expire(long nowNs) {
        for (TunnelEntry entry = core.halfOpen.expired(nowNs); entry != null; entry = core.halfOpen.expired(nowNs)) {
            core.count(EngineCounter.HALF_OPEN_EXPIRED);
            entry.forget(nowNs);
        }
    }

    /** One StopCCN without any state; false when the rate limit withholds it. */
    private boolean refuse(long nowNs, DatagramPath from, int peerTunnelId, ResultCode result) {
        if (!refusals.tryTake(nowNs)) {
            core.count(EngineCounter.REFUSALS_WITHHELD);
            return false;
        }
        ControlMessage stop = ControlMessage.of(MessageType.STOPCCN)
                .u16(AvpType.ASSIGNED_TUNNEL_ID, 1 + core.random.nextInt(TunnelTable.CAPACITY))
                .result(result)
                .build();
        buffer.clear().position(L2tpHeader.CONTROL_LENGTH);
        MessageCodec.encode(stop, null, core.random, buffer);
        buffer.flip();
        L2tpHeader.encodeControl(buffer, 0, buffer.limit(), peerTunnelId, 0, 0, 1);
        core.count(EngineCounter.DATAGRAMS_SENT);
        core.counters.addMessage(MessageType.STOPCCN.number(), MessageOutcome.SENT);
        core.counters.addResult(MessageType.STOPCCN, result, true);
        core.ports.sendDatagram(from.freeze(), buffer);
        return true;
    }

    private static Core.PeerKey key(DatagramPath from, ControlMessage message) {
        return new Core.PeerKey(from.peerAddress(), from.peerPort, message.u16(AvpType.ASSIGNED_TUNNEL_ID, 0));
    }
}
