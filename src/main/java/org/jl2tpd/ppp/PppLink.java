package org.jl2tpd.ppp;

import java.nio.ByteBuffer;
import org.jl2tpd.wire.PppDisconnectCause;
import org.jl2tpd.wire.RandomSource;

/**
 * One PPP link, as the authenticator's side (LNS) or as the peer's side (LAC client). After every input the owner asks
 * {@link #nextDeadlineNs} again.
 */
public final class PppLink {
    public PppLink(PppSettings settings, PppHost host, RandomSource random) {
        throw new UnsupportedOperationException();
    }

    /** The lower layer is up: LCP starts. */
    public void up(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /**
     * The lower layer is up, and LCP was already negotiated on our side's behalf (proxy LCP, RFC 2661 4.4.5). Where the
     * options fit our settings the link continues after LCP, else LCP is negotiated anew.
     *
     * @param sentOptions options of the last Configure-Request that was sent in our name
     * @param receivedOptions options of the last Configure-Request that was received from the peer
     * @param auth the authentication that took place; null authenticates anew
     */
    public void upWithProxy(long nowNs, byte[] sentOptions, byte[] receivedOptions, AuthRequest auth) {
        throw new UnsupportedOperationException();
    }

    /**
     * A PPP frame of a control protocol (or of anything that is not IP when the NCP is open) between position and limit:
     * optional FF03, protocol of one or two octets, payload. Never throws; bad input is counted.
     */
    public void onFrame(long nowNs, ByteBuffer frame) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether an IPv6 packet from the peer is for the link's own services (router solicitation, DHCPv6) and was consumed.
     * Cheap for any other packet.
     */
    public boolean consumesIpv6(long nowNs, ByteBuffer packet) {
        throw new UnsupportedOperationException();
    }

    /** The answer to a pending {@link PppHost#authenticate}; ignored when the link no longer waits for it. */
    public void onAuthReply(long nowNs, AuthReply reply) {
        throw new UnsupportedOperationException();
    }

    public long nextDeadlineNs() {
        throw new UnsupportedOperationException();
    }

    public void onTimeout(long nowNs) {
        throw new UnsupportedOperationException();
    }

    /** Closes the link: Terminate-Request first; {@link PppHost#linkDown} follows when it is answered or given up. */
    public void close(long nowNs, PppDisconnectCause cause) {
        throw new UnsupportedOperationException();
    }

    /** The lower layer is gone: no frame is sent any more, no effect but network-down follows. */
    public void down(long nowNs) {
        throw new UnsupportedOperationException();
    }

    public PppPhase phase() {
        throw new UnsupportedOperationException();
    }

    /** Whether IPCP is open: IPv4 packets may pass. Read for every packet. */
    public boolean ipv4Open() {
        throw new UnsupportedOperationException();
    }

    /** Whether IPv6CP is open: IPv6 packets may pass. */
    public boolean ipv6Open() {
        throw new UnsupportedOperationException();
    }

    /** The smaller of the peer's MRU and our MTU: the longest packet that we may send. */
    public int sendMtu() {
        throw new UnsupportedOperationException();
    }

    /** Whether the peer accepts frames without FF03 (ACFC), and protocols of one octet (PFC). */
    public boolean peerAcceptsAcfc() {
        throw new UnsupportedOperationException();
    }

    public boolean peerAcceptsPfc() {
        throw new UnsupportedOperationException();
    }

    /** The authenticated user (or ours, as client); empty before. */
    public String userName() {
        throw new UnsupportedOperationException();
    }

    /** State names of LCP, IPCP and IPv6CP for display. */
    public String describe() {
        throw new UnsupportedOperationException();
    }

    /** Frames that were dropped as malformed or out of place. */
    public int droppedFrames() {
        throw new UnsupportedOperationException();
    }
}
