package org.jl2tpd.cli;

/** What {@code jl2tpctl} returns; an interface for scripts. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;

    /** The daemon refused the request. */
    static final int REFUSED = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** No daemon answers on the socket. */
    static final int UNREACHABLE = 3;

    /** Done, and some lines of imported files were not carried over. */
    static final int INCOMPLETE = 4;

    private ExitCode() {}
}
