package org.jl2tpd.radius;

/** Why a Disconnect-Request or CoA-Request is refused (RFC 5176 3.5); those that a NAS says. */
public enum ErrorCause {
    /** An attribute that is not supported in this request. */
    UNSUPPORTED_ATTRIBUTE(401),
    /** Nothing says which session is meant, or what is to be changed. */
    MISSING_ATTRIBUTE(402),
    /** It is for another NAS. */
    NAS_IDENTIFICATION_MISMATCH(403),
    /** An attribute of a wrong length, or twice where it may come once. */
    INVALID_REQUEST(404),
    /** A Service-Type that we do not do. */
    UNSUPPORTED_SERVICE(405),
    /** A value that an attribute can't have here. */
    INVALID_ATTRIBUTE_VALUE(407),
    /** The session's configuration does not let it be changed so. */
    ADMINISTRATIVELY_PROHIBITED(501),
    /** No session matches. */
    SESSION_CONTEXT_NOT_FOUND(503),
    /** Not now: too much to do, or the kernel would not. */
    RESOURCES_UNAVAILABLE(506);

    public final int number;

    ErrorCause(int number) {
        this.number = number;
    }
}
