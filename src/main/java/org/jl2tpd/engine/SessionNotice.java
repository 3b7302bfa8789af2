package org.jl2tpd.engine;

import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.ResultCode;

/** What a {@link FrameDatapath} has to tell of a session by itself; an input of the engine. */
public sealed interface SessionNotice {
    /**
     * The session can't go on: its pppd ended, or its channel is gone.
     *
     * @param result what the peer is told in a CDN
     * @param cause PPP's view (RFC 3145), null for none
     * @param words for our operator
     */
    record Ended(ResultCode result, PppDisconnectCause cause, String words) implements SessionNotice {}

    /** pppd has the network up. Addresses are null where it did not tell, {@code user} is empty then. */
    record NetworkUp(String device, IpAddress localIpv4, IpAddress peerIpv4, String user) implements SessionNotice {}

    /** pppd has taken the network down. */
    record NetworkDown() implements SessionNotice {}

    /** pppd's LCP agreed on these ACCMs: the peer is told by an SLI (RFC 2661 6.14). */
    record Accm(int sendAccm, int receiveAccm) implements SessionNotice {}
}
