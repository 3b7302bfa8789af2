package org.jl2tpd.management.jmx.remote;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.jl2tpd.management.model.ManagedDaemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JMX for other hosts and users: registry and server on one port of one address, by TLS, with passwords. */
public final class RemoteJmx implements Closeable {
    /**
     * What a client's request may consist of: names, attributes, open types and values of the JDK's simple types; no classes of anybody's own. Listeners
     * come with an array of subjects, which names nobody: that and what filters of notifications are made of is all they need.
     */
    static final String SERIAL_FILTER = "maxdepth=20;maxrefs=20000;maxarray=20000;maxbytes=1000000;"
            + "!javax.management.BadAttributeValueExpException;java.lang.*;java.util.*;java.math.*;"
            + "java.rmi.MarshalledObject;javax.security.auth.Subject;javax.management.*;javax.management.openmbean.*;!*";

    private static final String HOST_NAME = "java.rmi.server.hostname";
    private static final String BOUND = "jmxrmi";
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJmx.class);

    private final TlsServerSockets sockets;
    private Registry registry;
    private JMXConnectorServer connector;

    private RemoteJmx(TlsServerSockets sockets) {
        this.sockets = sockets;
    }

    /** @throws IOException with words for an operator; then nothing is open */
    public static RemoteJmx start(ManagedDaemon daemon) throws IOException {
        RemoteSettings settings = RemoteSettings.of(daemon.configuration());
        var login = new Login(settings);
        var sockets = new TlsServerSockets(TlsContext.of(settings), settings.address(), settings.truststore() != null);
        var remote = new RemoteJmx(sockets);
        try {
            remote.open(settings, login, daemon.name());
        } catch (IOException e) {
            remote.close();
            throw new IOException(
                    "[jmx] can't listen on " + settings.host() + ":" + settings.port() + ": " + reason(e), e);
        }
        LOG.atInfo().addKeyValue("url", url(settings)).log("jmx_started");
        return remote;
    }

    private static String reason(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }

    /** What a client connects to. */
    private static String url(RemoteSettings settings) {
        return "service:jmx:rmi:///jndi/rmi://" + settings.host() + ":" + settings.port() + "/" + BOUND;
    }

    private void open(RemoteSettings settings, Login login, String instance) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        environment.put(JMXConnectorServer.AUTHENTICATOR, login);
        environment.put(RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, "java.lang.String;!*");
        environment.put(RMIConnectorServer.SERIAL_FILTER_PATTERN, SERIAL_FILTER);
        var clients = new SslRMIClientSocketFactory();
        var server = new UserServer(
                settings.port(),
                clients,
                sockets,
                environment,
                (beans, user) -> GuardedServer.of(beans, user, login, instance));
        synchronized (RemoteJmx.class) {
            String before = announce(settings);
            try {
                registry = LocateRegistry.createRegistry(settings.port(), clients, sockets);
                var address = new JMXServiceURL("rmi", settings.host(), settings.port());
                connector = new RMIConnectorServer(
                        address, environment, server, ManagementFactory.getPlatformMBeanServer());
                connector.start();
                registry.rebind(BOUND, server.toStub());
            } finally {
                restore(before);
            }
        }
    }

    /**
     * RMI has one name of its host for the whole process, which it writes into what it gives to clients. An operator's word counts first; otherwise it is
     * the address that we listen on, and is said only as long as it takes RMI to note it.
     */
    private static String announce(RemoteSettings settings) {
        String before = System.getProperty(HOST_NAME);
        if (before == null && !settings.address().isAnyLocalAddress()) {
            System.setProperty(HOST_NAME, settings.address().getHostAddress());
        }
        return before;
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(HOST_NAME);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (connector != null) {
                connector.stop();
            }
            if (registry != null) {
                unbind();
                UnicastRemoteObject.unexportObject(registry, true);
            }
        } catch (NoSuchObjectException e) {
            LOG.atDebug().setCause(e).log("jmx_closed_before");
        } finally {
            sockets.close();
        }
    }

    private void unbind() throws IOException {
        try {
            registry.unbind(BOUND);
        } catch (NotBoundException e) {
            LOG.atDebug().log("jmx_not_bound");
        }
    }
}
