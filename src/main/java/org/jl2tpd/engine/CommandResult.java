package org.jl2tpd.engine;

/**
 * The answer to a command.
 *
 * @param value a view, or null
 * @param problem why it was refused, in words for an operator; null when it was done
 */
public record CommandResult(Object value, String problem) {
    public static CommandResult done(Object value) {
        return new CommandResult(value, null);
    }

    public static CommandResult refused(String problem) {
        return new CommandResult(null, problem);
    }
}
