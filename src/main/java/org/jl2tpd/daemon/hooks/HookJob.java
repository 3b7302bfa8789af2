package org.jl2tpd.daemon.hooks;

import java.util.List;
import org.jl2tpd.engine.EngineEvent;

/**
 * A program that is to be started once.
 *
 * @param hook {@code session_up} and so on
 * @param key jobs with the same key run one after the other, in their order
 * @param event that it is about
 */
record HookJob(String hook, String program, List<String> environment, long key, EngineEvent event) {
    /** Without the environment, which has what a peer said. */
    @Override
    public String toString() {
        return hook + " " + program;
    }
}
