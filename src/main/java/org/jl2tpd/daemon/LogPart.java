package org.jl2tpd.daemon;

import java.io.IOException;
import java.util.List;
import org.jl2tpd.daemon.log.LogSettings;
import org.jl2tpd.daemon.log.Logging;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.profile.Configuration;

/** The process's log follows the configuration of its daemon. */
final class LogPart implements Reloadable {
    /** @throws IOException with words for an operator */
    static void configure(Configuration configuration) throws IOException {
        Logging.configure(LogSettings.of(configuration.system()));
    }

    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) throws ControlException {
        if (!LogSettings.of(before.system()).equals(LogSettings.of(after.system()))) {
            try {
                configure(after);
            } catch (IOException e) {
                throw new ControlException(Kind.REFUSED, e.getMessage());
            }
        }
        return List.of();
    }
}
