package org.jl2tpd.daemon;

import java.io.IOException;
import java.util.List;
import org.jl2tpd.daemon.hooks.Hooks;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;

/** The programs that events start are those of the configuration; what runs already goes on. */
record HooksPart(Hooks hooks) implements Reloadable {
    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        try {
            hooks.use(after.management().hooks());
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, e.getMessage());
        }
        return List.of();
    }
}
