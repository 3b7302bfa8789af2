package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;

/** Where the effects of a link go; called from inside its inputs, on the engine's thread. */
public interface PppHost {
    /**
     * A buffer for one frame: position 64 (room for headers before it), at least 1,600 octets behind. One at a time, until
     * {@link #sendFrame}.
     */
    ByteBuffer frameBuffer();

    /**
     * Sends the frame (position to limit) that was written into {@link #frameBuffer}: FF03 where needed, protocol, payload.
     *
     * @param priority preferential queuing (LCP echo; RFC 2661 3.1)
     */
    void sendFrame(ByteBuffer frame, boolean priority);

    /**
     * Judges the peer and gives addresses; null when the answer comes later by {@link PppLink#onAuthReply}. Somebody else may go on
     * with the link from here: the host takes {@link PppLink#lcpRecord}, ends the link silently ({@link PppLink#down}) and returns null.
     */
    AuthReply authenticate(AuthRequest request, long nowNs);

    /** LCP opened: ACCM that the peer wants for what is sent to it, and ours (for SLI). */
    void linkEstablished(int sendAccm, int receiveAccm, long nowNs);

    /**
     * Both ends have proved themselves and network protocols are about to start; again after each renegotiation of LCP.
     *
     * @return false when there is nothing that could carry them: the link closes
     */
    default boolean networkStarting(long nowNs) {
        return true;
    }

    /** IPCP opened. {@code dns} is what the server told a client; empty on the server. */
    void ipv4Up(IpAddress local, IpAddress peer, List<IpAddress> dns, long nowNs);

    void ipv4Down(long nowNs);

    /** IPv6CP opened, with both interface identifiers. */
    void ipv6Up(long localInterfaceId, long peerInterfaceId, long nowNs);

    void ipv6Down(long nowNs);

    /** The link is finished (after its Terminate exchange); the owner drops the lower layer and says the cause. */
    void linkDown(PppDisconnectCause cause, long nowNs);

    /** Whether PPP is traced for this link. */
    boolean traced();

    /** Emits one trace line; call only when {@link #traced}. Never a secret. */
    void trace(String text);
}
