package org.jl2tpd.ppp;

import java.nio.ByteBuffer;

/**
 * One row of a protocol's option table: how a configuration option is asked for, judged and answered (RFC 1661 5 and 6).
 * Offsets are absolute, {@code length} is that of the data behind type and length octets.
 *
 * @param <P> the protocol whose state the row reads and writes
 * @param type option type
 * @param name for traces
 * @param request writes our option (type, length and data) into a Configure-Request
 * @param judge says what becomes of the peer's option, and keeps its value when that is ACK
 * @param propose writes the option that we would acknowledge, for a Configure-Nak
 * @param nakked takes over what the peer proposes instead of ours
 * @param rejected the peer does not want our option; it is left out from now on unless this asks for it again
 * @param required whether a Configure-Request without this option is Nak'd with a proposal
 */
record OptionRow<P>(
        int type,
        String name,
        Request<P> request,
        Judge<P> judge,
        Request<P> propose,
        Nakked<P> nakked,
        Rejected<P> rejected,
        Required<P> required) {

    /** Answers to one option of a Configure-Request, the weakest first. */
    enum Verdict {
        ACK,
        NAK,
        REJECT
    }

    interface Request<P> {
        void write(P protocol, ByteBuffer out);
    }

    interface Judge<P> {
        Verdict judge(P protocol, ByteBuffer options, int at, int length);
    }

    interface Nakked<P> {
        void take(P protocol, ByteBuffer options, int at, int length);
    }

    interface Rejected<P> {
        void drop(P protocol);
    }

    interface Required<P> {
        boolean isRequired(P protocol);
    }

    /** A row of an option that we neither need nor lose anything by. */
    static <P> OptionRow<P> of(
            int type, String name, Request<P> request, Judge<P> judge, Request<P> propose, Nakked<P> nakked) {
        return new OptionRow<>(type, name, request, judge, propose, nakked, p -> {}, p -> false);
    }

    OptionRow<P> whenRejected(Rejected<P> then) {
        return new OptionRow<>(type, name, request, judge, propose, nakked, then, required);
    }

    OptionRow<P> requiredWhen(Required<P> when) {
        return new OptionRow<>(type, name, request, judge, propose, nakked, rejected, when);
    }

    /** Writes an option with four octets of data. */
    static void putInt(ByteBuffer out, int type, int value) {
        out.put((byte) type).put((byte) 6).putInt(value);
    }
}
