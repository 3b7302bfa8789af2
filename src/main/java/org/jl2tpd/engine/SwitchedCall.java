package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jl2tpd.control.ProxyAvps;
import org.jl2tpd.control.Session;
import org.jl2tpd.control.SessionState;
import org.jl2tpd.control.TunnelState;
import org.jl2tpd.profile.SwitchRule;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/**
 * A call of a peer that is, or may be, continued into a tunnel that we open. Both of its sessions refer to it; what ends one of them ends the
 * other.
 */
final class SwitchedCall {
    /** Frames that are kept until the onward session stands, and octets in them; of more the newest are dropped. */
    static final int MAX_KEPT_FRAMES = 16;

    static final int MAX_KEPT_OCTETS = 16_384;

    private static final int PAP = 0xc023;
    private static final int CHAP = 0xc223;

    /** How far it is. */
    enum Stage {
        /** Rules ask for the user's name, which is not known yet: PPP goes on here meanwhile. */
        UNDECIDED,
        /** The onward tunnel has to be there first. */
        WAITING,
        /** The onward session is being opened. */
        PLACED,
        /** Frames pass. */
        JOINED,
        ENDED
    }

    final SessionEntry incoming;
    /** Null before it is placed. */
    SessionEntry onward;
    /** Null while undecided. */
    SwitchRule rule;
    /** Where no rule but an authorization says where it goes on: its LNSs; null otherwise. */
    LnsSearch search;
    /** Answers the caller's LCP until the call is joined; null where there is none to keep alive. */
    WaitingCaller caller;
    /** The tunnel that it waits for, null for none. */
    ClientTunnel awaited;

    HopLimit.Mark mark;
    /** What the onward LNS is told of PPP; null for what the incoming ICCN says. */
    ProxyAvps proxy;
    /** Whether PPP went on here until the user's name was known. */
    boolean handedOver;

    String userName = "";
    Stage stage = Stage.UNDECIDED;

    private final Core core;
    private final List<SwitchRule> rules;
    private ArrayDeque<byte[]> kept;
    private int keptOctets;
    /** Packets of the incoming session when its activity was asked for last. */
    private long lastPassed;

    /** @param rules those that match peer and number, in order */
    SwitchedCall(Core core, SessionEntry incoming, List<SwitchRule> rules) {
        this.core = core;
        this.incoming = incoming;
        this.rules = rules;
    }

    boolean isDecided() {
        return stage != Stage.UNDECIDED;
    }

    boolean isJoined() {
        return stage == Stage.JOINED;
    }

    /** The rule for a user of that name, null when none wants the call. */
    SwitchRule ruleFor(String name) {
        return rules.stream().filter(r -> r.matchesName(name)).findFirst().orElse(null);
    }

    /** The other session; null before there is one. */
    SessionEntry partnerOf(SessionEntry entry) {
        return entry == incoming ? onward : incoming;
    }

    String describe() {
        return switch (stage) {
            case WAITING -> "waits for tunnel " + tunnelName();
            case PLACED -> "being switched to tunnel " + tunnelName();
            case JOINED -> "switched";
            default -> "";
        };
    }

    String tunnelName() {
        return search == null ? rule.tunnel() : search.tunnelName;
    }

    /** Whether more than peer and number said that it goes on. */
    boolean needsName() {
        return search != null || rule.needsName();
    }

    ProxyAvps proxyAvps() {
        return handedOver ? proxy : incoming.session.peerProxy();
    }

    /** A PPP frame (position to limit) of one of the sessions. No allocation once both are joined. */
    void onFrame(long nowNs, SessionEntry from, int protocol, ByteBuffer frame) {
        if (protocol < 0x8000) {
            incoming.lastActivityNs = nowNs;
        }
        if (stage == Stage.JOINED) {
            core.switching.relay(partnerOf(from), frame);
        } else if (from == incoming) {
            keep(nowNs, protocol, frame);
        } else {
            core.count(EngineCounter.DATA_NO_SESSION);
        }
    }

    /** A client repeats its authentication until it is answered; the proxy AVPs say it already. */
    private void keep(long nowNs, int protocol, ByteBuffer frame) {
        boolean told = handedOver && proxy != null && (protocol == PAP || protocol == CHAP);
        if (told || stage == Stage.ENDED || caller != null && caller.takes(nowNs, protocol, frame)) {
            return;
        }
        kept = kept == null ? new ArrayDeque<>() : kept;
        if (kept.size() >= MAX_KEPT_FRAMES || keptOctets + frame.remaining() > MAX_KEPT_OCTETS) {
            core.count(EngineCounter.DATA_NO_SESSION);
            return;
        }
        byte[] octets = new byte[frame.remaining()];
        frame.get(octets);
        kept.add(octets);
        keptOctets += octets.length;
        core.count(EngineCounter.DATA_EARLY);
    }

    /** The onward LNS accepts a call whose ICCN is held back: the LAC hears of it now. */
    void onAccepted(long nowNs) {
        if (incoming.session.state() == SessionState.ESTABLISHED) {
            connect(nowNs);
        } else {
            incoming.session.reply(nowNs);
            core.touch(incoming.tunnel, nowNs);
        }
    }

    /** The LAC's ICCN is here: its values go on. Without effect while the onward LNS has not accepted. */
    void connect(long nowNs) {
        if (onward != null && onward.session.state() == SessionState.WAIT_CONNECT) {
            var own = onward.session.parameters();
            onward.session.connect(
                    nowNs, OnwardCall.parameters(own, onward.profiles.session(), incoming.session, proxyAvps()));
            core.touch(onward.tunnel, nowNs);
        }
    }

    /** Both sessions stand, and the onward LNS was told so. */
    void join(long nowNs) {
        if (stage != Stage.PLACED) {
            return;
        }
        stage = Stage.JOINED;
        String problem = incoming.offloaded && onward.offloaded ? core.offload.frames.bridge(incoming, onward) : null;
        if (problem != null) {
            core.offload.refused(incoming, problem);
            incoming.end(nowNs, Offload.noFacilities(), null);
            return;
        }
        core.switching.joined(this);
        core.count(EngineCounter.SESSIONS_SWITCHED);
        incoming.lastActivityNs = nowNs;
        core.event(EngineEvent.Kind.SESSION_UP, incoming.tunnel, incoming, "switched to " + named(onward));
        core.event(EngineEvent.Kind.SESSION_UP, onward.tunnel, onward, "switched from " + named(incoming));
        flush();
        core.deadlines.update(incoming);
    }

    private static String named(SessionEntry entry) {
        String name = entry.tunnel.name();
        return (name.isEmpty() ? "" : name + " ") + entry;
    }

    private void flush() {
        ArrayDeque<byte[]> early = kept;
        kept = null;
        keptOctets = 0;
        for (byte[] frame = early == null ? null : early.poll(); frame != null; frame = early.poll()) {
            core.switching.relay(onward, ByteBuffer.wrap(frame));
        }
    }

    /**
     * When a frame passed last in the datapath, as exact as the time of the last question; frames of PPP's control protocols count there too.
     *
     * @param statistics of the incoming session, null when unknown
     */
    long lastActivityNs(long nowNs, DataStatistics statistics) {
        long passed = statistics == null ? -1 : statistics.rxPackets() + statistics.txPackets();
        boolean active = passed < 0 || passed != lastPassed;
        lastPassed = passed;
        return active ? nowNs : incoming.lastActivityNs;
    }

    /** The LNS tells what LCP agreed on (SLI): the LAC has to know. */
    void passAccm(int sendAccm, int receiveAccm) {
        incoming.tellAccm(core.nowNs(), sendAccm, receiveAccm);
    }

    /** The LAC tells of line errors (WEN): value of a Call Errors AVP. */
    void passErrors(byte[] value) {
        if (isJoined()) {
            ByteBuffer errors = ByteBuffer.wrap(value, 2, value.length - 2);
            onward.session.reportErrors(
                    core.nowNs(),
                    new Session.CallErrors(
                            u32(errors), u32(errors), u32(errors), u32(errors), u32(errors), u32(errors)));
            core.touch(onward.tunnel, core.nowNs());
        }
    }

    private static long u32(ByteBuffer octets) {
        return octets.getInt() & 0xffffffffL;
    }

    /** One of the sessions has ended, for whatever reason: the other one ends for the same. */
    void onClosed(long nowNs, SessionEntry ended) {
        if (stage == Stage.ENDED || ended != incoming && ended != onward || triesNext(nowNs, ended)) {
            return;
        }
        ResultCode result = resultOf(ended);
        if (stage == Stage.PLACED && ended == onward) {
            core.event(
                    EngineEvent.Kind.SESSION_REFUSED,
                    ended.tunnel,
                    ended,
                    "not switched: " + Results.words(ended.session));
        }
        stage = Stage.ENDED;
        kept = null;
        core.switching.forget(this);
        SessionEntry partner = partnerOf(ended);
        if (partner != null && partner.session.state() != SessionState.CLOSED) {
            partner.session.close(nowNs, result, causeOf(ended));
            core.touch(partner.tunnel, nowNs);
        }
    }

    /** The further LNS would not have the call, and another one is named. */
    private boolean triesNext(long nowNs, SessionEntry ended) {
        ResultCode local = ended.session.localResult();
        boolean meant =
                local != null && local.result() == ResultCode.CDN_ADMINISTRATIVE && ended.session.peerResult() == null;
        if (search == null
                || stage != Stage.PLACED
                || ended != onward
                || ended.establishedNs() != 0
                || core.stopping
                || meant) {
            return false;
        }
        boolean isUp = ended.tunnel.tunnel.state() == TunnelState.ESTABLISHED;
        boolean answered = ended.session.peerResult() != null || ended.tunnel.tunnel.peerResult() != null;
        Denylist.Fault fault = answered ? Denylist.Fault.REFUSAL : isUp ? Denylist.Fault.OURS : Denylist.Fault.SILENCE;
        ResultCode result = resultOf(ended);
        onward = null;
        core.switching.refused(nowNs, this, ended, result, fault);
        return true;
    }

    private PppDisconnectCause causeOf(SessionEntry ended) {
        PppDisconnectCause peers = ended.session.peerCause();
        return peers == null ? ended.endCause() : peers;
    }

    /** A StopCCN has other result codes than a CDN. */
    private ResultCode resultOf(SessionEntry ended) {
        ResultCode local = ended.session.localResult();
        ResultCode peer = ended.session.peerResult();
        if (ended.tunnel.tunnel.state() != TunnelState.ESTABLISHED) {
            int lost = ended.tunnel.closedByOperator ? ResultCode.CDN_ADMINISTRATIVE : ResultCode.CDN_LOST_CARRIER;
            int code = stage == Stage.JOINED ? lost : ResultCode.CDN_NO_FACILITIES_TEMPORARY;
            String words = Results.words(local, peer);
            return ResultCode.of(code, "the tunnel of the other leg ended" + (words.isEmpty() ? "" : ": " + words));
        }
        if (peer == null && local == null) {
            return ResultCode.of(ResultCode.CDN_LOST_CARRIER, "the other leg ended");
        }
        return peer == null ? local : peer;
    }
}
