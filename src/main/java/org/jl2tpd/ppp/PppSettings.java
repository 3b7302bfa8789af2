package org.jl2tpd.ppp;

import java.util.List;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;

/**
 * What a link is made with.
 *
 * @param server whether we are the network's side: ask the peer to authenticate, give it addresses
 * @param requireAuth protocols to ask of the peer, in order of preference; empty asks for none
 * @param allowAuth protocols by which we authenticate ourselves when asked
 * @param localName our name in CHAP challenges
 * @param userName our user name as client, null as server
 * @param password our password as client, null as server
 * @param mru the MRU that we announce
 * @param mtu the longest packet that we send, whatever the peer's MRU is
 * @param ipv4 whether IPCP is offered
 * @param ipv6 whether IPv6CP is offered
 * @param requestIpv4 client: the address to ask for, null for any
 * @param offerIpv4 client: the address for a peer that has none of its own, null for none
 * @param requestDns client: whether to ask for DNS servers
 * @param accm asynchronous control character map to negotiate, informs the LAC alone
 * @param lcp how LCP negotiates
 * @param ncp how IPCP and IPv6CP negotiate
 * @param echoIntervalNs LCP echo, 0 none
 * @param echoFailures unanswered echoes that end the link
 * @param authTimeoutNs the whole authentication phase
 * @param authRestartNs a CHAP challenge or response is repeated after this
 * @param authRetries how often
 * @param pap how PAP is repeated and waited for
 * @param remoteName client: the name that a server has to show in CHAP; empty for any
 * @param chapIntervalNs periodic re-challenge, 0 none
 * @param ncpTimeoutNs no NCP opened so long after authentication ends the link
 * @param idleTimeoutNs 0 never (the owner measures traffic and closes)
 * @param routerAdvertisementIntervalNs between unsolicited advertisements of a server's prefix (600 s), 0 none
 */
public record PppSettings(
        boolean server,
        List<AuthProtocol> requireAuth,
        List<AuthProtocol> allowAuth,
        String localName,
        String userName,
        Secret password,
        int mru,
        int mtu,
        boolean ipv4,
        boolean ipv6,
        IpAddress requestIpv4,
        IpAddress offerIpv4,
        boolean requestDns,
        int accm,
        Negotiation lcp,
        Negotiation ncp,
        long echoIntervalNs,
        int echoFailures,
        long authTimeoutNs,
        long authRestartNs,
        int authRetries,
        Pap pap,
        String remoteName,
        long chapIntervalNs,
        long ncpTimeoutNs,
        long idleTimeoutNs,
        long routerAdvertisementIntervalNs) {
    /**
     * Restart timer and counters of a control protocol (RFC 1661 4.6).
     *
     * @param restartTimeoutNs restart timer (3 s)
     * @param maxConfigure Configure-Requests without answer (10)
     * @param maxTerminate Terminate-Requests without answer (2)
     * @param maxFailure Naks before Reject (5)
     */
    public record Negotiation(long restartTimeoutNs, int maxConfigure, int maxTerminate, int maxFailure) {}

    /**
     * The timers of PAP (RFC 1334 2.2.1).
     *
     * @param restartNs our Authenticate-Request is repeated after this
     * @param maxRequests requests without answer before the link is given up, 1 or more
     * @param waitNs how long a peer may take to send its request; 0 as long as the phase may take
     */
    public record Pap(long restartNs, int maxRequests, long waitNs) {}

    /** Whether a peer that shows this name in CHAP is the one that we want; a server takes every name. */
    boolean acceptsName(String name) {
        return server || remoteName.isEmpty() || remoteName.equals(name);
    }
}
