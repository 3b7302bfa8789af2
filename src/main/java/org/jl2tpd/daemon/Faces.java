package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.jl2tpd.management.http.HttpFace;
import org.jl2tpd.management.jmx.JmxFace;
import org.jl2tpd.management.jmx.SnmpFigures;
import org.jl2tpd.management.jmx.remote.RemoteJmx;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.snmp.SnmpAgent;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.SystemAttributes;

/** Starts what a daemon is managed by beside its control socket, as far as the configuration wants it. */
final class Faces {
    private Faces() {}

    /** @throws IOException with words for an operator; what was opened is in {@code closing} */
    static void open(ManagedDaemon daemon, ClosingStack closing) throws IOException {
        String pipe = daemon.configuration().system().get(SystemAttributes.CONTROL_PIPE);
        if (!pipe.isEmpty()) {
            closing.add(ControlPipe.start(Path.of(pipe), daemon.control()));
        }
        JmxFace jmx = closing.add(JmxFace.start(daemon));
        if (daemon.management().jmx().get(JmxAttributes.ENABLED)) {
            closing.add(RemoteJmx.start(daemon));
        }
        if (daemon.management().snmp().get(SnmpAttributes.ENABLED)) {
            SnmpAgent agent = closing.add(SnmpAgent.start(daemon));
            jmx.showSnmpOf(() -> new SnmpFigures(agent.suppressed(), agent.unacknowledged(), agent.counters()));
        }
        if (daemon.management().http().get(HttpAttributes.ENABLED)) {
            closing.add(HttpFace.start(daemon));
        }
    }
}
