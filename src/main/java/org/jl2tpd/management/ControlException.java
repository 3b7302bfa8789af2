package org.jl2tpd.management;

/** Why an operator's request was not done; the message is for the operator and holds no secret. */
public final class ControlException extends Exception {
    /** Kinds of refusal, for faces that answer with codes of their own. */
    public enum Kind {
        /** The request itself is wrong: unknown name, value out of range. */
        INVALID,
        /** The engine refused it: no such tunnel, limit reached. */
        REFUSED,
        /** The engine did not answer in time; the command was taken back, or the message says that it had begun. */
        TIMED_OUT,
        /** The daemon is stopping or broken, or has too much to do; nothing is said of what the request names. */
        UNAVAILABLE
    }

    private final Kind kind;

    public ControlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static ControlException invalid(String message) {
        return new ControlException(Kind.INVALID, message);
    }
}
