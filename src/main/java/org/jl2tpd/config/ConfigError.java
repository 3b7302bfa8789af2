package org.jl2tpd.config;

/**
 * A fault of the configuration, or a warning.
 *
 * @param file the file as it was named
 * @param line from 1
 * @param column from 1, in characters
 * @param message for an operator; never a secret
 */
public record ConfigError(String file, int line, int column, String message) {
    /** {@code FILE:LINE:COLUMN: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
