package org.jl2tpd.datapath.kernel;

import org.jl2tpd.linux.SystemCallException;

/** Turns results of set-up calls into exceptions that undo what was made. */
final class Calls {
    private Calls() {}

    /** @return the result when it is 0 or more */
    static int check(String call, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, -result);
        }
        return result;
    }

    /** @param problem null when there is none */
    static void check(String call, String problem) throws SystemCallException {
        if (problem != null) {
            throw new SystemCallException(call + ": " + problem);
        }
    }
}
