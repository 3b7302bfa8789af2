package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.HeaderFault;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.L2tpHeader;
import org.jl2tpd.wire.RandomSource;
import org.jl2tpd.wire.TraceFacility;

/**
 * The protocol core of one daemon. One thread calls its inputs, each with the time; after every batch of inputs the caller asks
 * {@link #nextDeadlineNs}. Effects leave through the ports, inside the inputs.
 */
public final class Engine {
    /** Octets that a packet's buffer must have free before its position in {@link #onPacket}. */
    public static final int HEADROOM = 64;
    /** Deadlines that one {@link #onTimeout} works off at most. */
    static final int TIMEOUT_BATCH = 1024;

    private static final EngineCounter[] FAULTS = faultCounters();

    private final Core core;
    private final CommandExecutor commands;
    private final L2tpHeader header = new L2tpHeader();
    private int stopScan;
    private boolean toldStopped;
    /** So many sessions were there when it was looked whether it is drained. */
    private int drainedSessions = -1;

    public Engine(
            Configuration configuration,
            EnginePorts ports,
            Datapath datapath,
            Authenticator authenticator,
            RandomSource random) {
        this.core = new Core(configuration, ports, datapath, authenticator, random);
        this.commands = new CommandExecutor(core);
    }

    private static EngineCounter[] faultCounters() {
        var counters = new EngineCounter[HeaderFault.values().length];
        for (HeaderFault fault : HeaderFault.values()) {
            counters[fault.ordinal()] = EngineCounter.valueOf("DROPPED_" + fault.name());
        }
        return counters;
    }

    /** Starts what the configuration opens by itself. */
    public void start(long nowNs) {
        core.begin(nowNs);
        core.dialer.start(nowNs);
        core.finish(nowNs);
    }

    /** A UDP datagram (position to limit) from a peer. Never throws, never allocates for data of an established session. */
    public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
        core.begin(nowNs);
        core.count(EngineCounter.DATAGRAMS_RECEIVED);
        HeaderFault fault = header.decode(datagram);
        if (fault != null) {
            core.count(FAULTS[fault.ordinal()]);
            return;
        }
        if (header.control && header.tunnelId == 0) {
            core.gate.onMessage(nowNs, from, header, datagram);
            core.finish(nowNs);
            return;
        }
        TunnelEntry entry = core.tunnels.get(header.tunnelId);
        if (entry == null) {
            core.count(header.control ? EngineCounter.NO_MATCHING_TUNNEL : EngineCounter.DATA_NO_SESSION);
        } else if (!entry.tunnel.acceptsFrom(from)) {
            core.count(EngineCounter.WRONG_SOURCE);
            if (core.offload != null && header.control) {
                core.offload.onWrongSource(nowNs, entry, from);
            }
        } else if (header.control) {
            core.capture.received(entry, datagram);
            entry.tunnel.onControl(nowNs, from, header, datagram);
            core.touch(entry, nowNs);
            core.finish(nowNs);
        } else {
            core.data.onData(nowNs, entry, header, datagram);
            core.switching.finish(nowNs);
        }
    }

    /**
     * An IP packet (position to limit) from the datapath for a session's peer; the buffer has {@link #HEADROOM} octets before its
     * position, which are overwritten. No allocation.
     */
    public void onPacket(long nowNs, DataSession session, ByteBuffer packet) {
        core.begin(nowNs);
        core.data.onPacket(nowNs, (SessionEntry) session, packet);
    }

    /**
     * A PPP frame (position to limit: optional FF03, protocol, payload) that a {@link FrameDatapath} received for a session: one
     * of a control protocol, or an IPv6 packet that may be for the link's own services.
     */
    public void onFrame(long nowNs, DataSession session, ByteBuffer frame) {
        core.begin(nowNs);
        core.data.onFrame(nowNs, (SessionEntry) session, frame);
        core.finish(nowNs);
    }

    /** A {@link FrameDatapath} tells something of a session. */
    public void onNotice(long nowNs, DataSession session, SessionNotice notice) {
        core.begin(nowNs);
        ((SessionEntry) session).onNotice(nowNs, notice);
        core.finish(nowNs);
    }

    /** The answer to {@link EnginePorts#resolve}; empty when the name has no address ({@code problem} says why). */
    public void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem) {
        core.begin(nowNs);
        core.dialer.onResolved(nowNs, token, addresses, problem);
        core.finish(nowNs);
    }

    /** A late answer of the {@link Authenticator}. */
    public void onAuthReply(long nowNs, long ticket, AuthReply reply) {
        core.begin(nowNs);
        core.data.onAuthReply(nowNs, ticket, reply);
        core.finish(nowNs);
    }

    /** An error that the system reports on a socket (an unreachable peer, say): counted, never fatal; the channel retransmits. */
    public void onSocketError(long nowNs, int socket, int errno) {
        core.count(EngineCounter.SOCKET_ERRORS);
    }

    public CommandResult execute(long nowNs, Command command) {
        core.begin(nowNs);
        CommandResult result = commands.execute(nowNs, command);
        core.finish(nowNs);
        return result;
    }

    /** When {@link #onTimeout} is wanted; {@link Long#MAX_VALUE} never. */
    public long nextDeadlineNs() {
        long halfOpen = core.halfOpen.nextDeadlineNs();
        long next = core.deadlines.nextNs();
        if (halfOpen == Long.MAX_VALUE || next == Long.MAX_VALUE) {
            return Math.min(halfOpen, next);
        }
        return halfOpen - next < 0 ? halfOpen : next;
    }

    /** Does what is due, at most a bounded batch; {@link #nextDeadlineNs} is in the past when more is due. */
    public void onTimeout(long nowNs) {
        core.begin(nowNs);
        core.gate.expire(nowNs);
        for (int i = 0; i < TIMEOUT_BATCH; i++) {
            Timed due = core.deadlines.due(nowNs);
            if (due == null) {
                break;
            }
            traceDue(due, nowNs);
            due.onDue(nowNs);
            if (due.heapIndex >= 0) {
                core.deadlines.update(due);
            }
            core.finish(nowNs);
        }
    }

    private void traceDue(Timed due, long nowNs) {
        if (core.traced(TraceFacility.FUNC, 0)) {
            core.ports.trace("func", 0, 0, "timeout of " + due + ", " + (nowNs - due.dueNs) / 1000 + " us late");
        }
    }

    /** Whether {@link Command.Stop} was executed and every peer has acknowledged it or was given up. */
    public boolean isStopped() {
        endIfDrained();
        if (!core.stopping) {
            return false;
        }
        for (TunnelEntry entry = core.tunnels.after(stopScan); entry != null; entry = core.tunnels.after(entry.id)) {
            if (!entry.isTold()) {
                return false;
            }
            stopScan = entry.id;
        }
        if (!toldStopped) {
            toldStopped = true;
            core.event(EngineEvent.Kind.STOPPED, null, "every peer knows, or was given up");
        }
        return true;
    }

    private void endIfDrained() {
        if (!core.endsWhenDrained) {
            drainedSessions = -1;
            return;
        }
        if (core.stopping || core.sessions == drainedSessions) {
            return;
        }
        drainedSessions = core.sessions;
        if (core.isDrained()) {
            commands.execute(core.nowNs(), new Command.Stop());
        }
    }

    /** For tests of this room. */
    Core core() {
        return core;
    }
}
