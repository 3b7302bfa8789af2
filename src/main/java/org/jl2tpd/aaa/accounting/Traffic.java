package org.jl2tpd.aaa.accounting;

import org.jl2tpd.engine.EventFacts;
import org.jl2tpd.engine.Views;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;

/**
 * What was counted of a session, as its user sees it turned round: input is what the user sent (RFC 2866 5.3).
 *
 * @param seconds since it was established
 */
record Traffic(long seconds, long inputPackets, long inputOctets, long outputPackets, long outputOctets) {
    /** Nothing yet. */
    static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    private static final int WORD = 32;

    static Traffic of(EventFacts facts) {
        return new Traffic(
                facts.upMs() / 1000, facts.rxPackets(), facts.rxOctets(), facts.txPackets(), facts.txOctets());
    }

    static Traffic of(Views.SessionTraffic seen) {
        return new Traffic(seen.upMs() / 1000, seen.rxPackets(), seen.rxOctets(), seen.txPackets(), seen.txOctets());
    }

    /** Octets have 64 bits (RFC 2869 5.1); packets wrap. */
    AttributeSet addTo(AttributeSet set) {
        return set.add(Attributes.ACCT_SESSION_TIME, seconds)
                .add(Attributes.ACCT_INPUT_OCTETS, inputOctets)
                .add(Attributes.ACCT_INPUT_GIGAWORDS, inputOctets >>> WORD)
                .add(Attributes.ACCT_OUTPUT_OCTETS, outputOctets)
                .add(Attributes.ACCT_OUTPUT_GIGAWORDS, outputOctets >>> WORD)
                .add(Attributes.ACCT_INPUT_PACKETS, inputPackets)
                .add(Attributes.ACCT_OUTPUT_PACKETS, outputPackets);
    }
}
