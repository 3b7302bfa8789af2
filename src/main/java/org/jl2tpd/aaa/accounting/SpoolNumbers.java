package org.jl2tpd.aaa.accounting;

/**
 * The spool at a moment, for tables.
 *
 * @param waiting records that no server has taken
 * @param oldestMs when the oldest of them happened, in milliseconds since 1970; 0 without one
 * @param written to the disk since the start, likewise {@code taken} by servers and {@code dropped}
 * @param open sessions and tunnels that were started and have not ended, 0 where nothing is kept on disk
 * @param problem why records are not on disk, empty for none
 */
public record SpoolNumbers(
        long waiting, long oldestMs, long written, long taken, long dropped, long open, String problem) {
    /** Nothing was accounted yet. */
    public static final SpoolNumbers NONE = new SpoolNumbers(0, 0, 0, 0, 0, 0, "");
}
