package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jl2tpd.control.DataSequence;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.MssClamp;
import org.jl2tpd.ppp.PppLink;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.TraceFacility;

/** The way of data messages: UDP to PPP or IP, and back. Nothing here allocates for a packet of an open session. */
final class DataPlane {
    private static final int IPV4 = 0x0021;
    private static final int IPV6 = 0x0057;
    private static final int FRAME_BUFFER = Engine.HEADROOM + 4096;
    /** Octets of the longest frame that is kept while its session's ICCN or OCCN is still to come; one frame for a session. */
    static final int EARLY_LIMIT = 256;

    /** Frames that are traced in a second; a log is no place for more. */
    static final int TRACED_FRAMES_PER_SECOND = 1_000;

    private final Core core;
    private final RateLimit tracedFrames = new RateLimit(TRACED_FRAMES_PER_SECOND);
    private final ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BUFFER);
    /** Sessions that wait for a late answer of the authenticator. */
    private final Map<Long, SessionEntry> awaiting = new HashMap<>();

    DataPlane(Core core) {
        this.core = core;
    }

    /** A data message of a known tunnel, from its peer. */
    void onData(long nowNs, TunnelEntry tunnel, L2tpHeader header, ByteBuffer datagram) {
        Session session = tunnel.tunnel.session(header.sessionId);
        if (session == null
                || session.state() != SessionState.ESTABLISHED
                || !(session.attachment instanceof SessionEntry entry)
                || entry.link == null && !entry.isSwitched()) {
            boolean awaited = session != null && session.state() == SessionState.WAIT_CONNECT && !header.sequenced;
            datagram.limit(header.payloadEnd).position(header.payloadStart);
            keepEarly(awaited && session.attachment instanceof SessionEntry waiting ? waiting : null, datagram);
            return;
        }
        tunnel.tunnel.onData(nowNs);
        int octets = header.payloadLength();
        entry.rxPackets++;
        entry.rxOctets += octets;
        tunnel.traffic.rxPackets++;
        tunnel.traffic.rxOctets += octets;
        if (core.capture.on) {
            core.capture.data(entry, false, datagram, header.payloadStart);
        }
        core.counters.add(EngineCounter.DATA_RECEIVED_PACKETS);
        core.counters.add(EngineCounter.DATA_RECEIVED_OCTETS, octets);
        datagram.limit(header.payloadEnd).position(header.payloadStart);
        if (header.sequenced || entry.sequence != null) {
            sequenced(nowNs, entry, header.sequenced ? header.ns : -1, datagram);
        } else {
            deliver(nowNs, entry, datagram);
        }
    }

    /**
     * Data that overtook the message which establishes its session, because that one was lost or is held behind a lost one: the
     * first frame (the client's LCP request, as a rule) is kept, or the client would repeat it only seconds later.
     */
    private void keepEarly(SessionEntry entry, ByteBuffer frame) {
        if (entry != null && entry.early == null && frame.remaining() <= EARLY_LIMIT) {
            entry.early = new byte[frame.remaining()];
            frame.get(entry.early);
            core.count(EngineCounter.DATA_EARLY);
        } else {
            core.count(EngineCounter.DATA_NO_SESSION);
        }
    }

    /** Delivers what came before the session was established, if anything did. */
    void deliverEarly(long nowNs, SessionEntry entry) {
        byte[] early = entry.early;
        entry.early = null;
        if (early != null) {
            deliver(nowNs, entry, ByteBuffer.wrap(early));
        }
    }

    /** A frame that the datapath received for a session. */
    void onFrame(long nowNs, SessionEntry entry, ByteBuffer frame) {
        if (core.capture.on) {
            core.capture.frame(entry, false, frame);
        }
        if (entry.isFinished() || entry.link == null && !entry.isSwitched()) {
            keepEarly(entry.isFinished() ? null : entry, frame);
        } else {
            deliver(nowNs, entry, frame);
        }
    }

    private void sequenced(long nowNs, SessionEntry entry, int ns, ByteBuffer payload) {
        if (entry.sequence == null) {
            entry.sequence = entry.newSequence();
        }
        long strayed = entry.sequence.outOfSequence();
        DataSequence.Verdict verdict = entry.sequence.onReceive(nowNs, ns, payload);
        entry.tunnel.traffic.rxOutOfSequence += entry.sequence.outOfSequence() - strayed;
        if (verdict != DataSequence.Verdict.DELIVER && core.traced(TraceFacility.TRANSPORT, entry.traceMask())) {
            traceSequence(entry, verdict, ns);
        }
        switch (verdict) {
            case DELIVER -> {
                deliver(nowNs, entry, payload);
                deliverHeld(nowNs, entry);
            }
            case HOLD -> {
                deliverHeld(nowNs, entry);
                core.deadlines.update(entry);
            }
            case DROP -> {
                entry.tunnel.traffic.rxSequenceDiscards++;
                core.count(EngineCounter.DATA_SEQUENCE_DISCARDS);
            }
        }
    }

    private void traceSequence(SessionEntry entry, DataSequence.Verdict verdict, int ns) {
        String what = verdict == DataSequence.Verdict.HOLD ? "held" : "dropped";
        String number = ns < 0 ? "without Ns" : "Ns " + ns;
        core.ports.trace("transport", entry.tunnel.id, entry.session.localId(), "data message " + number + " " + what);
    }

    void deliverHeld(long nowNs, SessionEntry entry) {
        for (ByteBuffer held = entry.sequence.pollHeld(nowNs);
                held != null && !entry.isFinished();
                held = entry.sequence.pollHeld(nowNs)) {
            deliver(nowNs, entry, held);
        }
    }

    /** A PPP frame between position and limit: IP to the datapath, everything else to the link. */
    private void deliver(long nowNs, SessionEntry entry, ByteBuffer payload) {
        int at = payload.position();
        int end = payload.limit();
        if (end - at >= 2 && payload.getShort(at) == (short) 0xff03) {
            at += 2;
        }
        if (end - at < 2) {
            malformed(nowNs, entry);
            return;
        }
        int protocol = payload.get(at) & 0xff;
        int start = at + 1;
        if ((protocol & 1) == 0) {
            protocol = payload.getShort(at) & 0xffff;
            start = at + 2;
        }
        traceFrame(entry, "received", protocol, end - start);
        if (entry.isSwitched()) {
            entry.switched.onFrame(nowNs, entry, protocol, payload);
        } else if (protocol == IPV4 || protocol == IPV6) {
            payload.position(start);
            deliverIp(nowNs, entry, payload, protocol);
        } else {
            entry.link.onFrame(nowNs, payload);
            core.deadlines.update(entry);
        }
    }

    private void deliverIp(long nowNs, SessionEntry entry, ByteBuffer packet, int protocol) {
        PppLink link = entry.link;
        boolean v4 = protocol == IPV4;
        if (v4 ? !link.ipv4Open() : !link.ipv6Open()) {
            core.count(EngineCounter.DATA_NOT_OPEN);
            return;
        }
        int at = packet.position();
        if (packet.remaining() < (v4 ? 20 : 40) || (packet.get(at) & 0xf0) != (v4 ? 0x40 : 0x60)) {
            malformed(nowNs, entry);
            return;
        }
        if (!v4 && link.consumesIpv6(nowNs, packet)) {
            core.deadlines.update(entry);
            return;
        }
        if (entry.offloaded) {
            core.count(EngineCounter.DATA_NOT_OPEN);
            return;
        }
        entry.lastActivityNs = nowNs;
        if (entry.rates.admitsRx(nowNs, packet.remaining())) {
            MssClamp.clamp(packet, entry.mssMtu);
            core.datapath.deliver(entry, packet);
        }
    }

    /** Counted; a LAC tells its LNS too, as framing errors (WEN, L2TP-6.13-01), as often as the control room lets it. */
    private void malformed(long nowNs, SessionEntry entry) {
        entry.rxErrors++;
        entry.tunnel.traffic.rxErrors++;
        core.count(EngineCounter.DATA_MALFORMED);
        if (entry.session.type().isLac()) {
            entry.session.reportErrors(nowNs, new Session.CallErrors(0, entry.rxErrors, 0, 0, 0, 0));
            core.touch(entry.tunnel, nowNs);
        }
    }

    /** An IP packet for the session's peer; headers are written before it. */
    void onPacket(long nowNs, SessionEntry entry, ByteBuffer packet) {
        int at = packet.position();
        boolean v4 = packet.hasRemaining() && (packet.get(at) & 0xf0) == 0x40;
        PppLink link = entry.link;
        if (link == null || entry.isFinished() || (v4 ? !link.ipv4Open() : !link.ipv6Open())) {
            core.count(EngineCounter.DATA_NOT_OPEN);
            return;
        }
        entry.lastActivityNs = nowNs;
        if (!entry.rates.admitsTx(nowNs, packet.remaining())) {
            return;
        }
        MssClamp.clamp(packet, entry.mssMtu);
        at -= 2;
        packet.putShort(at, (short) (v4 ? IPV4 : IPV6));
        if (!link.peerAcceptsAcfc()) {
            at -= 2;
            packet.putShort(at, (short) 0xff03);
        }
        packet.position(at);
        send(entry, packet);
    }

    ByteBuffer frameBuffer() {
        return frame.clear().position(Engine.HEADROOM);
    }

    void sendFrame(SessionEntry entry, ByteBuffer outgoing) {
        if (entry.session.state() != SessionState.ESTABLISHED) {
            return;
        }
        if (entry.offloaded) {
            sendOffloaded(entry, outgoing);
        } else {
            send(entry, outgoing);
        }
    }

    private void sendOffloaded(SessionEntry entry, ByteBuffer outgoing) {
        int start = outgoing.position();
        int at = outgoing.getShort(start) == (short) 0xff03 ? start + 2 : start;
        traceFrame(entry, "sent", outgoing.getShort(at) & 0xffff, outgoing.limit() - at - 2);
        if (core.capture.on) {
            core.capture.frame(entry, true, outgoing);
        }
        core.offload.frames.sendFrame(entry, outgoing);
    }

    /**
     * Adds the data header. The P bit stays 0 even for LCP echoes: some kernels and network processors take only the plain
     * header on their fast path (L2TP-3.1-13).
     */
    private void send(SessionEntry entry, ByteBuffer payload) {
        int start = payload.position();
        int end = payload.limit();
        int at = payload.getShort(start) == (short) 0xff03 ? start + 2 : start;
        traceFrame(entry, "sent", payload.getShort(at) & 0xffff, end - at - 2);
        transmit(entry, payload);
    }

    /** Sends a frame as it is, with room for the data header before it. */
    void transmit(SessionEntry entry, ByteBuffer payload) {
        int start = payload.position();
        int end = payload.limit();
        int ns = entry.sequence == null ? -1 : entry.sequence.nextSendNs();
        payload.position(L2tpHeader.encodeDataBefore(
                payload, start, end, entry.tunnel.tunnel.peerId(), entry.session.peerId(), ns, false, false));
        entry.txPackets++;
        entry.txOctets += end - start;
        entry.tunnel.traffic.txPackets++;
        entry.tunnel.traffic.txOctets += end - start;
        if (core.capture.on) {
            core.capture.data(entry, true, payload, start);
        }
        core.counters.add(EngineCounter.DATA_SENT_PACKETS);
        core.counters.add(EngineCounter.DATA_SENT_OCTETS, end - start);
        core.ports.sendDatagram(entry.tunnel.tunnel.path(), payload);
    }

    private void traceFrame(SessionEntry entry, String way, int protocol, int octets) {
        if (core.traced(TraceFacility.DATA, entry.traceMask()) && tracedFrames.tryTake(core.nowNs())) {
            core.ports.trace(
                    "data",
                    entry.tunnel.id,
                    entry.session.localId(),
                    way + " protocol=0x" + Integer.toHexString(protocol) + " octets=" + octets);
        }
    }

    void await(long ticket, SessionEntry entry) {
        awaiting.put(ticket, entry);
    }

    void forget(long ticket) {
        if (!awaiting.isEmpty()) {
            awaiting.remove(ticket);
        }
    }

    /** A late answer; one that is later than its session gives back what it took. */
    void onAuthReply(long nowNs, long ticket, AuthReply reply) {
        SessionEntry awaited = awaiting.remove(ticket);
        if (awaited == null) {
            core.authenticator.release(ticket);
        } else {
            awaited.onAuthReply(nowNs, reply);
        }
    }
}
