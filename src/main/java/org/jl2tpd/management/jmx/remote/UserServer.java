package org.jl2tpd.management.jmx.remote;

import java.io.IOException;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.rmi.RMIConnection;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.security.auth.Subject;

/** Gives each connection an MBean server that knows its user. */
final class UserServer extends RMIJRMPServerImpl {
    /** What a connection of that user may see and do. */
    @FunctionalInterface
    interface Guard {
        MBeanServer of(MBeanServer server, String user);
    }

    private final Guard guard;
    /** While a connection is made, on that thread: whose it is. */
    private final ThreadLocal<String> user = new ThreadLocal<>();

    UserServer(
            int port,
            RMIClientSocketFactory clientSockets,
            RMIServerSocketFactory serverSockets,
            Map<String, ?> environment,
            Guard guard)
            throws IOException {
        super(port, clientSockets, serverSockets, environment);
        this.guard = guard;
    }

    @Override
    protected RMIConnection makeClient(String connectionId, Subject subject) throws IOException {
        user.set(subject.getPrincipals().iterator().next().getName());
        try {
            return super.makeClient(connectionId, subject);
        } finally {
            user.remove();
        }
    }

    /** A connection takes its MBean server from here when it is made. */
    @Override
    public synchronized MBeanServer getMBeanServer() {
        String name = user.get();
        MBeanServer server = super.getMBeanServer();
        return name == null || server == null ? server : guard.of(server, name);
    }
}
