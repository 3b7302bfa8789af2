package org.jl2tpd.engine;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.wire.DatagramPath;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.RandomSource;

/**
 * The protocol core of one daemon. One thread calls its inputs, each with the time; after every batch of inputs the caller asks
 * {@link #nextDeadlineNs}. Effects leave through the ports, inside the inputs.
 */
public final class Engine {
    /** Octets that a packet's buffer must have free before its position in {@link #onPacket}. */
    public static final int HEADROOM = 64;

    public Engine(
            Configuration configuration,
            EnginePorts ports,
            Datapath datapath,
            Authenticator authenticator,
            RandomSource random) {
        throw new UnsupportedOperationException();
    }

    /** Starts what the configuration opens by itself. */
    public void start(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** A UDP datagram (position to limit) from a peer. Never throws, never allocates for data of an established session. */
    public void onDatagram(long nowNs, DatagramPath from, ByteBuffer datagram) {
        throw new UnsupportedOperationException();
    }

    /**
     * An IP packet (position to limit) from the datapath for a session's peer; the buffer has {@link #HEADROOM} octets before its
     * position, which are overwritten. No allocation.
     */
    public void onPacket(long nowNs, DataSession session, ByteBuffer packet) {
        throw new UnsupportedOperationException();
    }

    /** The answer to {@link EnginePorts#resolve}; empty when the name has no address ({@code problem} says why). */
    public void onResolved(long nowNs, long token, List<IpAddress> addresses, String problem) {
        throw new UnsupportedOperationException();
    }

    /** A late answer of the {@link Authenticator}. */
    public void onAuthReply(long nowNs, long ticket, AuthReply reply) {
        throw new UnsupportedOperationException();
    }

    /** The peer's port is unreachable (ICMP) on a socket of {@link EnginePorts#openSocket}: counted, never fatal. */
    public void onSocketError(long nowNs, int socket, int errno) {
        throw new UnsupportedOperationException();
    }

    public CommandResult execute(long nowNs, Command command) {
        throw new UnsupportedOperationException();
    }

    /** When {@link #onTimeout} is wanted; {@link Long#MAX_VALUE} never. */
    public long nextDeadlineNs() {
        throw new UnsupportedOperationException();
    }

    /** Does what is due, at most a bounded batch; asks for another call at once when more is due. */
    public void onTimeout(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** Whether {@link Command.Stop} was executed and nothing is left to tell anyone. */
    public boolean isStopped() {
        throw new UnsupportedOperationException();
    }
}
