package org.jl2tpd.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jl2tpd.management.http.HttpFace;
import org.jl2tpd.management.jmx.JmxFace;
import org.jl2tpd.management.jmx.SnmpFigures;
import org.jl2tpd.management.jmx.remote.RemoteJmx;
import org.jl2tpd.management.model.ManagedDaemon;
import org.jl2tpd.management.snmp.SnmpAgent;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.profile.JmxAttributes;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.profile.SystemAttributes;

/** Starts what a daemon is managed by beside its control socket, as far as the configuration wants it, and has it follow the configuration. */
final class Faces {
    private Faces() {}

    /** @throws IOException with words for an operator; what was opened is in {@code closing} */
    static void open(ManagedDaemon daemon, ClosingStack closing) throws IOException {
        add(daemon, closing, new FacePart("control pipe", Faces::pipe, () -> pipe(daemon)));
        JmxFace jmx = closing.add(JmxFace.start(daemon));
        daemon.control().follow(new JmxPart(jmx));
        add(daemon, closing, new FacePart("[jmx]", Faces::jmx, () -> RemoteJmx.start(daemon)));
        add(daemon, closing, new FacePart("[snmp]", Faces::snmp, () -> {
            SnmpAgent agent = SnmpAgent.start(daemon);
            jmx.showSnmpOf(() -> new SnmpFigures(agent.suppressed(), agent.unacknowledged(), agent.counters()));
            return agent::close;
        }));
        add(daemon, closing, new FacePart("[http]", Faces::http, () -> HttpFace.start(daemon)));
    }

    private static void add(ManagedDaemon daemon, ClosingStack closing, FacePart part) throws IOException {
        closing.add(part).open(daemon.configuration());
        daemon.control().follow(part);
    }

    private static Closeable pipe(ManagedDaemon daemon) throws IOException {
        return ControlPipe.start(
                Path.of(daemon.configuration().system().get(SystemAttributes.CONTROL_PIPE)), daemon.control());
    }

    private static Object pipe(Configuration configuration) {
        String pipe = configuration.system().get(SystemAttributes.CONTROL_PIPE);
        return pipe.isEmpty() ? null : pipe;
    }

    private static Object jmx(Configuration configuration) {
        var jmx = configuration.management().jmx();
        return !jmx.get(JmxAttributes.ENABLED)
                ? null
                : Arrays.asList(
                        jmx.entries(),
                        configuration.secret(jmx.get(JmxAttributes.KEYSTORE_SECRET_NAME)),
                        configuration.secret(jmx.get(JmxAttributes.TRUSTSTORE_SECRET_NAME)));
    }

    private static Object snmp(Configuration configuration) {
        ManagementDefinition all = configuration.management();
        return !all.snmp().get(SnmpAttributes.ENABLED)
                ? null
                : List.of(all.snmp().entries(), all.snmpUsers(), all.snmpCommunities(), all.snmpTargets());
    }

    private static Object http(Configuration configuration) {
        var http = configuration.management().http();
        return !http.get(HttpAttributes.ENABLED)
                ? null
                : Arrays.asList(
                        http.entries(),
                        configuration.management().httpUsers(),
                        configuration.secret(http.get(HttpAttributes.KEYSTORE_SECRET_NAME)));
    }
}
