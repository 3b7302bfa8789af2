package org.jl2tpd.engine;

/**
 * What became of {@link Command.EndSessions} or {@link Command.ChangeSessions}: it was done to all sessions that match, or to none.
 *
 * @param sessions how many match; none was touched where it was refused
 * @param refusal null when it was done
 * @param words why not, for an operator; empty when it was done
 */
public record SessionOutcome(int sessions, Refusal refusal, String words) {
    /** Why none was touched. */
    public enum Refusal {
        /** No session matches. */
        NO_SESSION,
        /** More match than are ended or changed at once ({@link #MOST}). */
        TOO_MANY,
        /** A value is out of its range, or names a ppp profile that there is not. */
        INVALID,
        /** One of them can't be changed so, for what it is: its PPP is a pppd's, which has its own times. */
        NOT_CHANGEABLE,
        /** One of them could not be changed: the kernel would not have it. */
        FAILED
    }

    /** Sessions that one command ends or changes at most, so that the engine's other work does not wait. */
    public static final int MOST = 1000;

    static CommandResult done(int sessions) {
        return CommandResult.done(new SessionOutcome(sessions, null, ""));
    }

    static CommandResult refused(int sessions, Refusal refusal, String words) {
        return new CommandResult(new SessionOutcome(sessions, refusal, words), words, false);
    }
}
