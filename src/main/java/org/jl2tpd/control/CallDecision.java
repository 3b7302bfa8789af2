package org.jl2tpd.control;

import org.jl2tpd.wire.ResultCode;

/**
 * The host's answer to a call that the peer asks for.
 *
 * @param parameters accepts with these; null refuses
 * @param refusal what the CDN says, null when accepted
 */
public record CallDecision(SessionParameters parameters, ResultCode refusal) {
    public static CallDecision accept(SessionParameters parameters) {
        return new CallDecision(parameters, null);
    }

    public static CallDecision refuse(ResultCode refusal) {
        return new CallDecision(null, refusal);
    }
}
