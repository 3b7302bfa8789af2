package org.jl2tpd.aaa;

import java.util.List;
import org.jl2tpd.ppp.SessionPolicy;

/**
 * What an Access-Accept says, as we know it.
 *
 * @param wish for addresses, timeouts and DNS servers
 * @param policy for everything else of the session
 * @param userName that accounting uses, empty for the one that was presented
 * @param classes for accounting, in order
 * @param interimIntervalSeconds for accounting, {@link SessionAccount#UNSET} for none
 * @param message for the peer, may be empty
 * @param msChapV2Response {@code S=...}, null without a good one
 * @param ignored attributes that mean nothing here, or whose value is none
 * @param problem why nobody can be let in by it, in words for our operator; null for nothing
 */
record Accept(
        AddressWish wish,
        SessionPolicy policy,
        String userName,
        List<byte[]> classes,
        int interimIntervalSeconds,
        String message,
        String msChapV2Response,
        int ignored,
        String problem) {
    /** Names alone. */
    @Override
    public String toString() {
        return "Accept[" + userName + "]";
    }
}
