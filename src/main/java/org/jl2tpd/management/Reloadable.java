package org.jl2tpd.management;

import java.util.List;
import org.jl2tpd.profile.Configuration;

/** A part of the daemon that follows the configuration file while it runs, see {@link Control#follow}. Called by one thread at a time. */
public interface Reloadable {
    /** What {@link #follow} will do beside taking over values, a line each for the operator; changes nothing. */
    List<String> plan(Configuration before, Configuration after);

    /**
     * Looks whether {@link #follow} is possible at all, for a dry run too; changes nothing.
     *
     * @throws ControlException REFUSED with words for an operator
     */
    default void check(Configuration before, Configuration after) throws ControlException {}

    /**
     * Takes over what is other in {@code after}, and nothing else. The store has {@code after} already, and the engine too. When it or a
     * later part can't follow, it is called the other way round.
     *
     * @return what of it failed and need not be taken back, with the reasons
     * @throws ControlException with words for an operator, where the whole change is to be taken back
     */
    List<String> follow(Configuration before, Configuration after) throws ControlException;
}
