package org.jl2tpd.control;

import org.jl2tpd.wire.Secret;

/**
 * What a tunnel is made with: a copy of the resolved profile (later profile changes don't touch it).
 *
 * @param hostName our Host Name AVP, not empty
 * @param vendorName our Vendor Name AVP, empty to omit
 * @param firmwareRevision our Firmware Revision AVP
 * @param secret shared secret, null for none
 * @param challenge whether we challenge the peer (needs the secret)
 * @param hideAvps whether we hide AVPs (needs the secret)
 * @param hideProxyAuthen whether Proxy Authen Name and Response are hidden even when {@code hideAvps} is off (L2TP-4.3-09)
 * @param framingCapabilities bit 0 sync, bit 1 async
 * @param bearerCapabilities bit 0 digital, bit 1 analog; 0 when we place no outgoing calls
 * @param tieBreaker whether our SCCRQ carries one
 * @param receiveWindow our Receive Window Size, 1 to 1024
 * @param transmitWindow upper limit of ours to the peer's window, at least 1
 * @param helloIntervalNs 0 turns HELLO off
 * @param retransmitInitialNs first retransmission after this (default 1 s)
 * @param retransmitCapNs back-off limit, at least 8 s (RFC 2661 5.8)
 * @param maxRetransmissions retransmissions before the tunnel is given up (default 5)
 * @param ackDelayNs how long an ack may wait to be piggybacked (at most 200 ms)
 * @param establishTimeoutNs unestablished tunnel is given up after this
 * @param sessionEstablishTimeoutNs same for a session
 * @param idleTimeoutNs closes a tunnel that has had no session for so long; negative never
 * @param lingerNs transport state is kept so long after the final exchange (31 s)
 * @param maxSessions 0 for no limit but the number space
 * @param mayBeLac whether we may act as LAC toward this peer (send ICRQ, accept OCRQ)
 * @param mayBeLns whether we may act as LNS toward this peer (accept ICRQ, send OCRQ)
 * @param traceMask initial facilities, bits of {@link org.jl2tpd.wire.TraceFacility}
 */
public record TunnelParameters(
        String hostName,
        String vendorName,
        int firmwareRevision,
        Secret secret,
        boolean challenge,
        boolean hideAvps,
        boolean hideProxyAuthen,
        int framingCapabilities,
        int bearerCapabilities,
        boolean tieBreaker,
        int receiveWindow,
        int transmitWindow,
        long helloIntervalNs,
        long retransmitInitialNs,
        long retransmitCapNs,
        int maxRetransmissions,
        long ackDelayNs,
        long establishTimeoutNs,
        long sessionEstablishTimeoutNs,
        long idleTimeoutNs,
        long lingerNs,
        int maxSessions,
        boolean mayBeLac,
        boolean mayBeLns,
        int traceMask) {
    /** The same with other times and limits: those that a live tunnel takes over ({@link Tunnel#change}). */
    public TunnelParameters with(
            long otherHelloIntervalNs,
            long otherRetransmitInitialNs,
            long otherRetransmitCapNs,
            int otherMaxRetransmissions,
            long otherIdleTimeoutNs,
            int otherMaxSessions) {
        return new TunnelParameters(
                hostName,
                vendorName,
                firmwareRevision,
                secret,
                challenge,
                hideAvps,
                hideProxyAuthen,
                framingCapabilities,
                bearerCapabilities,
                tieBreaker,
                receiveWindow,
                transmitWindow,
                otherHelloIntervalNs,
                otherRetransmitInitialNs,
                otherRetransmitCapNs,
                otherMaxRetransmissions,
                ackDelayNs,
                establishTimeoutNs,
                sessionEstablishTimeoutNs,
                otherIdleTimeoutNs,
                lingerNs,
                otherMaxSessions,
                mayBeLac,
                mayBeLns,
                traceMask);
    }
}
