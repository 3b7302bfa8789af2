package org.jl2tpd.engine;

/**
 * The answer to a command.
 *
 * @param value a view, or null
 * @param problem why it was not done, in words for an operator; null when it was done
 * @param unavailable the engine did not decide on it: it is stopping, has too much to do or failed; of what the command names this says nothing
 */
public record CommandResult(Object value, String problem, boolean unavailable) {
    public static CommandResult done(Object value) {
        return new CommandResult(value, null, false);
    }

    /** The engine looked at it and does not do it. */
    public static CommandResult refused(String problem) {
        return new CommandResult(null, problem, false);
    }

    public static CommandResult unavailable(String problem) {
        return new CommandResult(null, problem, true);
    }
}
