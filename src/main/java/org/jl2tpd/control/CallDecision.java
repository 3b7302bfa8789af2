package org.jl2tpd.control;

import org.jl2tpd.wire.ResultCode;

/**
 * The host's answer to a call that the peer asks for.
 *
 * @param parameters accepts with these; null refuses
 * @param refusal what the CDN says, null when accepted
 * @param replyLater whether an ICRP waits for {@link Session#reply}
 */
public record CallDecision(SessionParameters parameters, ResultCode refusal, boolean replyLater) {
    public static CallDecision accept(SessionParameters parameters) {
        return new CallDecision(parameters, null, false);
    }

    /** The call is admitted; that it is accepted is said, or not, when the owner knows (RFC 2661 7.4: the ICRP has no timer). */
    public static CallDecision acceptLater(SessionParameters parameters) {
        return new CallDecision(parameters, null, true);
    }

    public static CallDecision refuse(ResultCode refusal) {
        return new CallDecision(null, refusal, false);
    }
}
