package org.jl2tpd.migration;

/**
 * Where something stands.
 *
 * @param file as it was named
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }

    /** {@code FILE:LINE}. */
    String lineText() {
        return file + ":" + line;
    }
}
