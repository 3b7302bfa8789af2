package org.jl2tpd.management.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jl2tpd.management.jmx.DescribedBean;
import org.jl2tpd.management.model.ManagedDaemon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jolokia at {@code /jolokia}, and the web console at {@code /}. */
public final class HttpFace implements Closeable {
    /**
     * Threads that serve requests, and requests that wait for one; a connection beyond is closed. Clients that send slowly hold a thread
     * each for {@link #REQUEST_S} at most.
     */
    static final int THREADS = 16;

    static final int WAITING = 64;

    /** Seconds in which a request must have come whole, and its answer be taken. */
    private static final int REQUEST_S = 10;

    private static final int RESPONSE_S = 30;
    private static final int BACKLOG = 32;
    private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);

    static {
        property("sun.net.httpserver.nodelay", "true");
        property("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_S));
        property("sun.net.httpserver.maxRspTime", Integer.toString(RESPONSE_S));
        property("sun.net.httpserver.maxReqHeaders", "64");
        property("sun.net.httpserver.maxIdleConnections", "64");
        property("jdk.httpserver.maxConnections", "128");
    }

    private final HttpSettings settings;
    private final HttpFigures figures;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final OwnHosts hosts;
    private final SignIn signIn;
    private final JolokiaDoor jolokia;
    private final ConsoleFiles console;
    private final ObjectName bean;

    private HttpFace(ManagedDaemon daemon, HttpSettings settings) throws IOException {
        this.settings = settings;
        this.figures = new HttpFigures(settings);
        TlsKeys keys = settings.tls() ? TlsKeys.read(settings.keystoreFile(), settings.keystoreSecret()) : null;
        this.hosts = new OwnHosts(keys == null ? Set.of() : keys.names());
        this.signIn = new SignIn(settings, figures);
        this.console = settings.console() ? new ConsoleFiles() : null;
        this.server = open(settings, keys);
        JolokiaDoor door = null;
        try {
            door = new JolokiaDoor(daemon.name(), settings, figures);
            this.bean = register(daemon.name());
        } catch (IOException | RuntimeException | Error e) {
            if (door != null) {
                door.close();
            }
            closeUnused(server);
            throw e;
        }
        this.jolokia = door;
        this.threads = threads(daemon.name());
    }

    /**
     * Begins to serve what {@code [http]} says.
     *
     * @throws IOException with words for an operator: the port is taken, the key store can't be read, the settings would show too much
     */
    public static HttpFace start(ManagedDaemon daemon) throws IOException {
        HttpSettings settings = HttpSettings.of(daemon.configuration());
        HttpFace face = new HttpFace(daemon, settings);
        try {
            face.server.setExecutor(face.threads);
            face.server.createContext("/", face::handle);
            face.server.start();
        } catch (RuntimeException | Error e) {
            face.close();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("url", settings.toString())
                .addKeyValue("console", settings.console())
                .log("http_started");
        return face;
    }

    private static void property(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static HttpServer open(HttpSettings settings, TlsKeys keys) throws IOException {
        try {
            if (keys == null) {
                return HttpServer.create(settings.address(), BACKLOG);
            }
            HttpsServer https = HttpsServer.create(settings.address(), BACKLOG);
            https.setHttpsConfigurator(keys.configurator());
            return https;
        } catch (IOException e) {
            throw new IOException("[http] can't listen on " + settings + ": " + e.getMessage(), e);
        }
    }

    /** The port is free again only when the server's own thread has seen that it is closed. */
    private static void closeUnused(HttpServer server) {
        server.start();
        server.stop(0);
    }

    private ObjectName register(String daemon) throws IOException {
        try {
            String plain = daemon.matches("[A-Za-z0-9_.@-]+") ? daemon : ObjectName.quote(daemon);
            String instance = daemon.isEmpty() ? "" : ",instance=" + plain;
            ObjectName name = new ObjectName(DomainRestrictor.DOMAIN + ":type=HttpServer" + instance);
            DescribedBean described = DescribedBean.of(figures, HttpServerMXBean.class);
            ManagementFactory.getPlatformMBeanServer().registerMBean(described, name);
            return name;
        } catch (JMException e) {
            throw new IOException("[http] can't be managed: " + e.getMessage(), e);
        }
    }

    private static ThreadPoolExecutor threads(String daemon) {
        AtomicInteger number = new AtomicInteger();
        String prefix = daemon.isEmpty() ? "http-" : "http-" + daemon + "-";
        var pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), body -> {
                    Thread thread = new Thread(body, prefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private void handle(HttpExchange exchange) throws IOException {
        figures.requests.increment();
        try (exchange) {
            try {
                dispatch(exchange);
            } catch (Refusal e) {
                figures.refused.increment();
                Answer.refuse(exchange, e.status(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("http_request_failed");
                Answer.refuse(exchange, 500, "the request could not be served; the log says why");
            }
        }
    }

    private void dispatch(HttpExchange exchange) throws IOException, Refusal {
        hosts.check(exchange.getRequestHeaders());
        String path = exchange.getRequestURI().getPath();
        if (path.equals(JolokiaDoor.PATH) || path.startsWith(JolokiaDoor.PATH + "/")) {
            String address = exchange.getRemoteAddress().getAddress().getHostAddress();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            jolokia.serve(exchange, signIn.caller(authorization, address, System.nanoTime()));
        } else if (console != null) {
            console.serve(exchange);
        } else {
            throw new Refusal(404, "there is nothing here");
        }
    }

    /** Where it is reached. */
    public String url() {
        return settings.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        jolokia.close();
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
        } catch (JMException e) {
            LOG.atDebug().setCause(e).log("http_bean_is_gone");
        }
    }
}
