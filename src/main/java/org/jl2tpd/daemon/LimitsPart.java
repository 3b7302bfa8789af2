package org.jl2tpd.daemon;

import java.util.List;
import java.util.function.Consumer;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;

/** Limits of the configuration that the system's are below are told again when they are others. */
record LimitsPart(Consumer<Configuration> forewarn) implements Reloadable {
    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) {
        if (!before.system().equals(after.system())) {
            forewarn.accept(after);
        }
        return List.of();
    }
}
