package org.jl2tpd.radius;

/** What became of a {@link RadiusRequest}. */
public sealed interface RadiusResult {
    /**
     * A server answered.
     *
     * @param code ACCESS_ACCEPT, ACCESS_REJECT, ACCESS_CHALLENGE or ACCOUNTING_RESPONSE
     * @param attributes with clear values: what was hidden is not any more
     * @param server its configured name
     */
    record Answered(RadiusCode code, AttributeSet attributes, String server) implements RadiusResult {}

    /**
     * None did.
     *
     * @param words for our operator; no secret
     */
    record Failed(Failure failure, String words) implements RadiusResult {}

    /** Why there is no answer. */
    enum Failure {
        /** No server is configured for it. */
        NO_SERVER,
        /** None of them answered in time. */
        SILENT,
        /** Too many requests wait already ({@code max_outstanding}). */
        TOO_MANY,
        /** It does not fit in a packet of 4,096 octets (RFC 2865 3). */
        TOO_LONG,
        /** We are ending. */
        CLOSED
    }
}
