package org.jl2tpd.datapath.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.ChildProcess;

/**
 * Has the kernel send a program SIGTERM when the thread that started it ends, also by a kill of its process (prctl(2), PR_SET_PDEATHSIG). Only the program
 * itself can ask for that, and posix_spawn can't, so that util-linux's setpriv(1) asks and then becomes the program: process number, descriptors and environment
 * stay. Programs that change their user lose it; pppd, started by root, does not.
 */
final class PppdLeash {
    private static final String SETPRIV = "/usr/bin/setpriv";

    private PppdLeash() {}

    /** Fails with 127 where there is no such program, and with 1 where the system has another setpriv. */
    static ChildProcess.Program on(ChildProcess.Program program) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM", program.path()));
        words.addAll(program.arguments().subList(1, program.arguments().size()));
        return new ChildProcess.Program(
                SETPRIV, words, program.environment(), program.input(), program.given(), program.readsOutput());
    }
}
