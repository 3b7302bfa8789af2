package org.jl2tpd.ppp;

/**
 * The answer to an {@link AuthRequest}.
 *
 * @param accepted whether the peer may come in
 * @param message text for the peer; never says which part of the credentials was wrong
 * @param msChapV2Response {@code S=...} for an accepted MS-CHAPv2; for a refused one {@code E=} and the error's number (RFC 2759 6), or null
 *     for 691; else null
 * @param grant addresses of an accepted peer, null when refused
 * @param transientFailure whether trying again later may help (no free address, server unreachable)
 * @param replacesTicket names the older session of the same user whose addresses these are from now on, so that it has to end; 0
 *     for none
 * @param policy what else the session is to be; never null
 */
public record AuthReply(
        boolean accepted,
        String message,
        String msChapV2Response,
        AddressGrant grant,
        boolean transientFailure,
        long replacesTicket,
        SessionPolicy policy) {
    public static AuthReply accept(String message, String msChapV2Response, AddressGrant grant) {
        return new AuthReply(true, message, msChapV2Response, grant, false, 0, SessionPolicy.NONE);
    }

    public static AuthReply refuse(String message, boolean transientFailure) {
        return new AuthReply(false, message, null, null, transientFailure, 0, SessionPolicy.NONE);
    }

    /** The same answer, at the cost of an older session. */
    public AuthReply replacing(long ticket) {
        return new AuthReply(accepted, message, msChapV2Response, grant, transientFailure, ticket, policy);
    }

    /** The same answer with what MS-CHAPv2 says to it. */
    public AuthReply withMsChapV2Response(String response) {
        return new AuthReply(accepted, message, response, grant, transientFailure, replacesTicket, policy);
    }

    /** The same answer with more that the session is to be. */
    public AuthReply with(SessionPolicy other) {
        return new AuthReply(accepted, message, msChapV2Response, grant, transientFailure, replacesTicket, other);
    }
}
