package org.jl2tpd.daemon;

import java.util.List;
import org.jl2tpd.management.Reloadable;
import org.jl2tpd.management.jmx.JmxFace;
import org.jl2tpd.profile.Configuration;

/** The MBeans of listeners and pools are those of the configuration. */
record JmxPart(JmxFace jmx) implements Reloadable {
    @Override
    public List<String> plan(Configuration before, Configuration after) {
        return List.of();
    }

    @Override
    public List<String> follow(Configuration before, Configuration after) {
        jmx.follow();
        return List.of();
    }
}
