package org.jl2tpd.management.snmp.jl2tpd;

import java.util.List;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.snmp.Write;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;

/** Sets debug and trace masks of tunnels (session null) and sessions; the old one is asked for, so that it can be set again. */
final class Masks {
    private final Control control;

    Masks(Control control) {
        this.control = control;
    }

    Write.Undo debug(TunnelKey tunnel, SessionKey session, Variable mask) throws ControlException {
        int before = control.debugMask(tunnel, session).mask();
        debug(tunnel, session, value(mask));
        return () -> debug(tunnel, session, before);
    }

    private void debug(TunnelKey tunnel, SessionKey session, long mask) throws ControlException {
        control.setDebugMask(tunnel, session, List.of(Long.toString(mask)));
    }

    Write.Undo trace(TunnelKey tunnel, SessionKey session, Variable mask) throws ControlException {
        int before = control.trace(tunnel, session);
        control.setTrace(tunnel, session, WholeScalars.traceWords(value(mask)));
        return () -> control.setTrace(tunnel, session, WholeScalars.traceWords(before));
    }

    private static long value(Variable mask) {
        return ((UnsignedInteger32) mask).getValue();
    }
}
