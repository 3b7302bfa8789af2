package org.jl2tpd.control;

/**
 * Proxy LCP and proxy authentication of an ICCN (RFC 2661 4.4.5), as sent or as received.
 *
 * @param initialReceivedConfReq options of the first Configure-Request, null when absent
 * @param lastSentConfReq options, null when absent
 * @param lastReceivedConfReq options, null when absent
 * @param authenType 1 text, 2 CHAP, 3 PAP, 4 none, 5 MS-CHAPv1; 0 when absent or when its companions are missing
 * @param authenName user, null when absent
 * @param authenChallenge null when absent
 * @param authenId identifier of the response
 * @param authenResponse response or clear password, null when absent
 */
public record ProxyAvps(
        byte[] initialReceivedConfReq,
        byte[] lastSentConfReq,
        byte[] lastReceivedConfReq,
        int authenType,
        byte[] authenName,
        byte[] authenChallenge,
        int authenId,
        byte[] authenResponse) {
    /** Whether both options that RFC 2661 needs for proxy LCP are there (PROXY-01). */
    public boolean hasLcp() {
        return lastSentConfReq != null && lastReceivedConfReq != null;
    }

    /** Never the response: it may be a password. */
    @Override
    public String toString() {
        return "ProxyAvps[lcp=" + hasLcp() + ", authenType=" + authenType + "]";
    }
}
