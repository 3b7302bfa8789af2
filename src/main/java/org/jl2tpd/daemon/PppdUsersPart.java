package org.jl2tpd.daemon;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jl2tpd.datapath.kernel.PppdSettings;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;

/**
 * pppds that start from then on know the users of the configuration. A process of root that starts them reads the file by itself, so that a change can't be
 * taken back there: what it could not do is told, and costs no more than these users.
 *
 * @param refresh completes with null, or with the problem in words for an operator
 */
record PppdUsersPart(Function<PppdSettings, CompletableFuture<String>> refresh) implements Reloadable {
    /** Seconds for the answer: a virtual machine with little memory reads a long file. */
    private static final long LIMIT_S = 20;

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) {
        PppdSettings settings = Pppd.settings(after);
        if (settings.equals(Pppd.settings(before))) {
            return List.of();
        }
        String late = "pppd keeps its users: there was no answer in " + LIMIT_S + " s";
        String problem = refresh.apply(settings)
                .completeOnTimeout(late, LIMIT_S, TimeUnit.SECONDS)
                .join();
        return problem == null ? List.of() : List.of(problem);
    }
}
