package org.jl2tpd.management.snmp.jl2tpd;

import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.snmp.Write;
import org.jl2tpd.profile.Configuration;

/** A change of profiles that is taken back by putting the configuration of before in force again. */
final class ProfileChange {
    /** Something that {@link org.jl2tpd.management.ProfileDesk} does. */
    @FunctionalInterface
    interface Step {
        void run() throws ControlException;
    }

    private ProfileChange() {}

    static Write.Undo make(Control control, Step step) throws ControlException {
        Configuration before = control.configuration().get();
        step.run();
        Configuration after = control.configuration().get();
        return () -> control.configuration().change(now -> {
            if (now != after) {
                throw new ControlException(Kind.REFUSED, "the configuration has changed again meanwhile");
            }
            return before;
        });
    }
}
