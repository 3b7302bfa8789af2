package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.NotificationFilterSupport;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.management.jmx.DaemonMXBean;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote JMX as {@code setup jmx} switches it on, with a client over TLS. */
@Timeout(60)
class RemoteJmxTest {
    private static final String DAEMON = "org.jl2tpd:type=Daemon,instance=remote";

    @TempDir
    static Path folder;

    private static Daemon daemon;
    private static LogLines lines;
    private static int port;
    private static String monitor;
    private static String operator;
    private static SSLContext before;

    @BeforeAll
    static void start() throws Exception {
        trustTheServer();
        port = freePort();
        Path file = folder.resolve("jl2tpd.toml");
        Files.writeString(file, "[system]\ndatapath = \"memory\"\nlisten_addresses = []\nsocket_path = \"\"\n");
        var out = new StringWriter();
        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(System.err),
                "setup",
                "jmx",
                "--config",
                file.toString(),
                "--port",
                Integer.toString(port));
        assertThat(code).isZero();
        monitor = password(out.toString(), "monitor");
        operator = password(out.toString(), "operator");
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result.errors()).isEmpty();
        lines = new LogLines();
        daemon = Daemon.start(result.configuration(), "remote");
    }

    @AfterAll
    static void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
            lines.close();
        }
        SSLContext.setDefault(before);
        Eventually.equal(RemoteJmxTest::isPortFree, true);
        assertThat(System.getProperty("java.rmi.server.hostname")).isNull();
    }

    private static boolean isPortFree() {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String password(String words, String user) {
        Matcher matcher = Pattern.compile("user " + user + ".* (\\S{24})").matcher(words);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** RMI's client asks for the process's default. */
    private static void trustTheServer() throws Exception {
        before = SSLContext.getDefault();
        SSLContext all = SSLContext.getInstance("TLS");
        var trust = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        all.init(null, new TrustManager[] {trust}, new SecureRandom());
        SSLContext.setDefault(all);
    }

    private static JMXConnector connect(String user, String password) throws Exception {
        Map<String, Object> environment = new HashMap<>();
        environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        environment.put(JMXConnector.CREDENTIALS, new String[] {user, password});
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"), environment);
    }

    @Test
    void letsNobodyInWithAWrongPassword() {
        assertThatThrownBy(() -> connect("operator", monitor)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> connect("nobody", "")).isInstanceOf(SecurityException.class);
        assertThat(lines.of("jmx_login_refused"))
                .anyMatch(line -> line.contains("user=\"operator\""))
                .noneMatch(line -> line.contains(monitor));
    }

    @Test
    void letsTheMonitorReadAndChangeNothing() throws Exception {
        try (JMXConnector connector = connect("monitor", monitor)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            var name = new ObjectName(DAEMON);
            assertThat(server.getAttribute(name, "ActiveTunnels")).isEqualTo(0);
            assertThat(JMX.newMXBeanProxy(server, name, DaemonMXBean.class)
                            .listSessions(0, 10, "")
                            .total())
                    .isZero();
            assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Draining", true)))
                    .isInstanceOf(SecurityException.class);
            assertThatThrownBy(() -> server.invoke(name, "drain", new Object[] {true}, new String[] {"boolean"}))
                    .isInstanceOf(SecurityException.class);
            assertThat(daemon.control().system().draining()).isFalse();
            assertThat(lines.of("jmx_change_refused")).anyMatch(line -> line.contains("user=\"monitor\""));
        }
    }

    @Test
    void letsTheOperatorChangeAndLogsIt() throws Exception {
        try (JMXConnector connector = connect("operator", operator)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            var name = new ObjectName(DAEMON);
            server.setAttribute(name, new Attribute("Draining", true));
            assertThat(server.getAttribute(name, "Draining")).isEqualTo(true);
            assertThat(server.getAttribute(name, "State")).isEqualTo("DRAINING");
            JMX.newMXBeanProxy(server, name, DaemonMXBean.class).drain(false);
            assertThat(daemon.control().system().draining()).isFalse();
            assertThat(lines.of("jmx_change"))
                    .filteredOn(line -> line.contains("set Draining"))
                    .singleElement()
                    .asString()
                    .contains("user=\"operator\"", "values=\"true\"");
            assertThat(lines.of("jmx_change")).anyMatch(line -> line.contains("change=\"drain\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitor", "operator"})
    void tellsNotificationsToBothRolesAndForgetsListeners(String user) throws Exception {
        try (JMXConnector connector = connect(user, user.equals("monitor") ? monitor : operator)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            var name = new ObjectName(DAEMON);
            var told = new LinkedBlockingQueue<Notification>();
            var filtered = new LinkedBlockingQueue<Notification>();
            NotificationListener listener = (notification, handback) -> told.add(notification);
            NotificationListener other = (notification, handback) -> filtered.add(notification);
            var filter = new NotificationFilterSupport();
            filter.enableType("org.jl2tpd");
            server.addNotificationListener(name, listener, null, null);
            server.addNotificationListener(name, other, filter, "handback");
            tunnelUp(user);
            assertThat(told.poll(20, TimeUnit.SECONDS).getMessage()).contains(user);
            assertThat(filtered.poll(20, TimeUnit.SECONDS)).isNotNull();
            server.removeNotificationListener(name, listener);
            server.removeNotificationListener(name, other, filter, "handback");
        }
    }

    private static void tunnelUp(String name) {
        IpAddress peer = IpAddress.v4(0x7f000001);
        daemon.managed()
                .events()
                .publish(new EngineEvent(EngineEvent.Kind.TUNNEL_UP, 7, 0, name, peer, "", null, "", ""));
    }

    @Test
    void logsWhatComesFromThisHostAndHowItEnds() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName(DAEMON);
        var profiles = new ObjectName("org.jl2tpd:type=Profile,kind=peer,instance=remote");
        String[] types = {"java.lang.String", "java.lang.String"};
        server.invoke(profiles, "create", new Object[] {"silent", "host_name=lac.example"}, types);
        assertThatThrownBy(() ->
                        server.invoke(profiles, "modify", new Object[] {"silent", "secret=\"s e s a m e\""}, types))
                .isNotNull();
        assertThatThrownBy(() -> server.invoke(profiles, "modify", new Object[] {"silent", "nothing_such=1"}, types))
                .isNotNull();
        assertThatThrownBy(() -> server.setAttribute(name, new Attribute("ActiveTunnels", 1)))
                .isNotNull();
        server.invoke(profiles, "delete", new Object[] {"silent"}, new String[] {"java.lang.String"});
        assertThat(lines.of("jmx_change"))
                .filteredOn(line -> line.contains("change=\"create\""))
                .singleElement()
                .asString()
                .contains("user=\"local\"", "silent, host_name=lac.example", "kind=peer");
        assertThat(lines.of("jmx_change_failed"))
                .anyMatch(line -> line.contains("change=\"modify\"")
                        && line.contains("problem=")
                        && line.contains("nothing_such"))
                .anyMatch(line -> line.contains("set ActiveTunnels"));
        assertThat(lines.of("jmx_change")).noneMatch(line -> line.contains("nothing_such"));
        assertThat(lines.of("jmx_change") + "" + lines.of("jmx_change_failed")).doesNotContain("s e s a m e");
    }

    @Test
    void tellsWhatIsWrongByAnExceptionThatAnyClientHas() throws Exception {
        try (JMXConnector connector = connect("operator", operator)) {
            DaemonMXBean bean = JMX.newMXBeanProxy(
                    connector.getMBeanServerConnection(), new ObjectName(DAEMON), DaemonMXBean.class);
            assertThatThrownBy(() -> bean.closeTunnel(4711, ""))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no such tunnel");
            assertThat(lines.of("jmx_change_failed"))
                    .anyMatch(line -> line.contains("values=\"4711, \"") && line.contains("no such tunnel"));
            assertThat(lines.of("jmx_change")).noneMatch(line -> line.contains("4711"));
        }
    }

    @Test
    void letsNobodyCreateOrRemoveMBeansOrTouchThePlatform() throws Exception {
        try (JMXConnector connector = connect("operator", operator)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            assertThatThrownBy(() -> server.createMBean("javax.management.loading.MLet", new ObjectName("x:type=MLet")))
                    .isInstanceOf(SecurityException.class);
            assertThatThrownBy(() -> server.unregisterMBean(new ObjectName(DAEMON)))
                    .isInstanceOf(SecurityException.class);
            var memory = new ObjectName("java.lang:type=Memory");
            assertThat(server.getAttribute(memory, "HeapMemoryUsage")).isNotNull();
            assertThatThrownBy(() -> server.setAttribute(memory, new Attribute("Verbose", true)))
                    .isInstanceOf(SecurityException.class);
            assertThat(server.queryNames(new ObjectName("com.sun.management:*"), null))
                    .isEmpty();
            assertThat(server.queryNames(null, null)).contains(new ObjectName(DAEMON), memory);
        }
    }

    @Test
    void letsNobodyPutAnotherServerInItsPlace() throws Exception {
        Registry registry = LocateRegistry.getRegistry("127.0.0.1", port, new SslRMIClientSocketFactory());
        assertThat(registry.list()).containsExactly("jmxrmi");
        var stub = registry.lookup("jmxrmi");
        assertThatThrownBy(() -> registry.rebind("jmxrmi", stub)).hasStackTraceContaining("disallowed");
        assertThatThrownBy(() -> registry.unbind("jmxrmi")).hasStackTraceContaining("disallowed");
    }

    @Test
    void doesNotBeginWhereOthersMayReadThePasswords() throws Exception {
        Path passwords = folder.resolve("secrets/setup_jmx.password");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        try {
            assertThat(ConfigLoader.load(folder.resolve("jl2tpd.toml")).errors())
                    .anyMatch(error -> error.message().contains("chmod g-wx,o-rwx"));
            assertThatThrownBy(() -> connect("operator", operator)).isInstanceOf(SecurityException.class);
        } finally {
            Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
