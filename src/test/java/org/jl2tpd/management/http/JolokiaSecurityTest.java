package org.jl2tpd.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JolokiaSecurityTest {
    private static final String BEAN = "org.jl2tpd:type=Trial";
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Level\"}";
    private static final String WRITE =
            "{\"type\":\"write\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Level\",\"value\":9}";
    private static final String LOOK =
            "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"look\",\"arguments\":[4]}";
    private static final String ACT =
            "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"act\",\"arguments\":[\"because\"]}";

    private final Trial trial = trial();
    private HttpBench bench;

    private static Trial trial() {
        try {
            return new Trial();
        } catch (javax.management.NotCompliantMBeanException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        bench = new HttpBench("");
        ManagementFactory.getPlatformMBeanServer().registerMBean(trial, new ObjectName(BEAN));
    }

    @AfterEach
    void stop() throws Exception {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(BEAN));
        bench.close();
    }

    @Test
    void readingNeedsNoPasswordOnLoopback() throws Exception {
        assertThat(bench.post(READ).body()).contains("\"value\":3").contains("\"status\":200");
        assertThat(bench.post(LOOK).body()).contains("seen 4");
        assertThat(bench.get("/jolokia/read/" + BEAN + "/Level").body()).contains("\"value\":3");
        assertThat(bench.get("/jolokia/version").status()).isEqualTo(200);
    }

    @Test
    void changesNeedAUserWhoMay() throws Exception {
        assertThat(bench.post(WRITE).body()).contains("\"status\":401");
        assertThat(bench.post(ACT).body()).contains("\"status\":401");
        assertThat(bench.post(WRITE, HttpBench.basic("viewer", "look")).body()).contains("\"status\":403");
        assertThat(trial.getLevel()).isEqualTo(3);
        assertThat(trial.done).isEmpty();
        assertThat(bench.post("[" + WRITE + "," + ACT + "]", HttpBench.operator())
                        .body())
                .contains("\"status\":200")
                .doesNotContain("error");
        assertThat(trial.getLevel()).isEqualTo(9);
        assertThat(trial.done).containsExactly("because");
        assertThat(figure("ChangesTotal")).isEqualTo(2);
        assertThat(figure("ForbiddenTotal")).isEqualTo(3);
    }

    @Test
    void changesAreLoggedWithTheirAuthorAndWithoutSecrets() throws Exception {
        Logger audit = (Logger) LoggerFactory.getLogger("org.jl2tpd.audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        audit.addAppender(lines);
        try {
            bench.post(ACT, HttpBench.operator());
            bench.post(ACT.replace("because", "dest_ipaddr=192.0.2.1 secret=hunter2"), HttpBench.operator());
            bench.post(ACT.replace("because", "secret_name=office"), HttpBench.operator());
        } finally {
            audit.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getKeyValuePairs().toString())
                .allMatch(text -> text.contains("by=\"operator\"") && text.contains("address=\"127.0.0.1\""))
                .noneMatch(text -> text.contains("hunter2"));
        assertThat(lines.list.toString() + lines.list.get(0).getKeyValuePairs()).contains("because");
        assertThat(lines.list.get(2).getKeyValuePairs().toString()).contains("secret_name=office");
    }

    @Test
    void changesComeByPostAlone() throws Exception {
        String answer = bench.get("/jolokia/write/" + BEAN + "/Level/9", HttpBench.operator())
                .body();
        assertThat(answer).contains("\"status\":405");
        assertThat(bench.get("/jolokia/exec/" + BEAN + "/act/x", HttpBench.operator())
                        .body())
                .contains("\"status\":405");
        assertThat(trial.getLevel()).isEqualTo(3);
    }

    @Test
    void otherDomainsAreNeitherReadNorListedNorFound() throws Exception {
        for (String name : List.of("java.lang:type=Runtime", "java.lang:*", "*:type=Memory", "jolokia:*")) {
            String body = bench.post("{\"type\":\"read\",\"mbean\":\"" + name + "\"}", HttpBench.operator())
                    .body();
            assertThat(body)
                    .contains("\"status\":4")
                    .doesNotContain("ClassPath")
                    .doesNotContain("HeapMemory");
        }
        assertThat(bench.post("{\"type\":\"list\"}").body())
                .contains("Trial")
                .doesNotContain("\"java.lang\":")
                .doesNotContain("\"jolokia\":");
        assertThat(bench.post("{\"type\":\"search\",\"mbean\":\"*:*\"}").body())
                .contains("org.jl2tpd:type=Trial")
                .doesNotContain("java.lang")
                .doesNotContain("jolokia:");
        String gc = "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}";
        assertThat(bench.post(gc, HttpBench.operator()).body()).contains("\"status\":403");
        String diagnostic =
                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":\"vmVersion\"}";
        assertThat(bench.post(diagnostic, HttpBench.operator()).body()).contains("\"status\":403");
    }

    @Test
    void theAgentsConfigurationAndNotificationsAreClosed() throws Exception {
        assertThat(bench.get("/jolokia/config").body()).contains("\"status\":4");
        assertThat(bench.post("{\"type\":\"config\"}", HttpBench.operator()).body())
                .contains("\"status\":403");
        assertThat(bench.post("{\"type\":\"notification\",\"command\":\"register\"}", HttpBench.operator())
                        .body())
                .contains("\"status\":4");
    }

    @Test
    void itIsNoProxy() throws Exception {
        String body = "{\"type\":\"read\",\"mbean\":\"" + BEAN
                + "\",\"attribute\":\"Level\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi\"}}";
        String answer = bench.post(body, HttpBench.operator()).body();
        assertThat(answer).contains("\"status\":403").doesNotContain("\"value\":3");
    }

    @Test
    void foreignPagesGetNothing() throws Exception {
        assertThat(bench.post(READ, "Origin: http://evil.example").status()).isEqualTo(403);
        assertThat(bench.post(READ, "Origin: null").status()).isEqualTo(403);
        assertThat(bench.get("/jolokia/version", "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(403);
        assertThat(bench.get("/", "Host: evil.example").status()).isEqualTo(421);
        assertThat(bench.post(READ, "Host: evil.example:" + bench.port, "Origin: http://evil.example:" + bench.port)
                        .status())
                .isEqualTo(421);
        assertThat(bench.post(READ, "Host: localhost:8080", "Origin: http://localhost:8080")
                        .status())
                .isEqualTo(200);
        assertThat(bench.send("OPTIONS", "/jolokia", "").status()).isEqualTo(405);
        assertThat(figure("RefusedTotal")).isEqualTo(6);
    }

    @Test
    void wrongPasswordsAreCountedAndSlowedDown() throws Exception {
        for (int i = 0; i < Attempts.BURST; i++) {
            var reply = bench.post(READ, HttpBench.basic("operator", "guess" + i));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.text()).doesNotContain("WWW-Authenticate: Basic").doesNotContain("guess");
        }
        assertThat(bench.post(READ).status()).isEqualTo(200);
        long from = System.nanoTime();
        assertThat(bench.post(READ, HttpBench.basic("operator", "guess")).status())
                .isEqualTo(401);
        assertThat(System.nanoTime() - from).isGreaterThan(SignIn.PAUSE_MS * 1_000_000);
        assertThat(figure("SignInFailuresTotal")).isEqualTo(Attempts.BURST + 1);
        assertThat(figure("SignInThrottledTotal")).isEqualTo(1);
    }

    @Test
    void wrongPasswordsLockNobodyOut() throws Exception {
        for (int i = 0; i < Attempts.BURST; i++) {
            bench.post(READ, HttpBench.basic("operator", "guess"));
        }
        long from = System.nanoTime();
        assertThat(bench.post(READ, HttpBench.basic("viewer", "look")).status()).isEqualTo(200);
        assertThat(figure("SignInThrottledTotal")).isZero();
        List<Thread> guessing = new ArrayList<>();
        for (int i = 0; i < 2 * SignIn.TURNS; i++) {
            Thread thread = new Thread(() -> guess());
            thread.start();
            guessing.add(thread);
        }
        Thread.sleep(SignIn.PAUSE_MS / 2);
        assertThat(bench.post(READ, HttpBench.operator()).status()).isEqualTo(200);
        assertThat(System.nanoTime() - from).isLessThan(5 * SignIn.PAUSE_MS * 1_000_000);
        for (Thread thread : guessing) {
            thread.join();
        }
    }

    private void guess() {
        try {
            bench.post(READ, HttpBench.basic("operator", "guess"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void hugeBodiesListsAndBulksAreCut() throws Exception {
        assertThat(bench.post(" ".repeat(JolokiaDoor.BODY_LIMIT + 1) + READ).status())
                .isEqualTo(413);
        String many = "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"many\",\"arguments\":[100000]}";
        assertThat(bench.post(many).body().length()).isLessThan(10_000);
        String bulk = bench.post("[" + String.join(",", Collections.nCopies(JudgedRequests.BULK_LIMIT + 1, READ)) + "]")
                .body();
        assertThat(bulk).contains("\"status\":413");
        assertThat(bench.post("[".repeat(100_000)).status()).isIn(200, 400);
        assertThat(bench.post("{\"type\":").status()).isIn(200, 400);
        assertThat(bench.post(READ).status()).isEqualTo(200);
    }

    @Test
    void clientsThatSendHalfARequestDoNotKeepOthersOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < HttpFace.THREADS / 2; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.port);
                slow.add(socket);
                String half = "POST /jolokia HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{";
                socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(bench.post(READ).status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void errorsTellNothingOfTheInside() throws Exception {
        String body = bench.post(
                        "{\"type\":\"read\",\"mbean\":\"" + BEAN
                                + "\",\"attribute\":\"None\",\"config\":{\"includeStackTrace\":true,\"serializeException\":true}}")
                .body();
        assertThat(body).contains("\"status\":404").doesNotContain("stacktrace").doesNotContain("at org.");
    }

    @Test
    void parametersOfAQueryCountButNeitherScriptsNorMoreThanTheLimits() throws Exception {
        String read = "/jolokia/read/" + BEAN + "/Level";
        assertThat(bench.get(read + "?includeRequest=false").body())
                .contains("\"value\":3")
                .doesNotContain("Trial");
        assertThat(bench.get(read + "?callback=alert&mimeType=text/html").text())
                .contains("application/json")
                .doesNotContain("alert");
        for (int limit : new int[] {0, -1, 1_000_000, Integer.MAX_VALUE}) {
            for (String name : List.of("maxCollectionSize", "maxObjects", "maxDepth")) {
                String many = "/jolokia/exec/" + BEAN + "/many/100000?" + name + "=" + limit;
                assertThat(bench.get(many).body().length()).as(many).isLessThan(10_000);
                String inBody = "{\"type\":\"exec\",\"mbean\":\"" + BEAN
                        + "\",\"operation\":\"many\",\"arguments\":[100000],\"config\":{\"" + name + "\":" + limit
                        + "}}";
                assertThat(bench.post(inBody).body().length()).as(inBody).isLessThan(10_000);
            }
        }
    }

    @Test
    void consoleFilesAreAFixedTable() throws Exception {
        var page = bench.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Content-security-policy: default-src 'none'; script-src 'self';");
        String tag = page.text().split("Etag: ")[1].split("\r\n")[0];
        assertThat(bench.get("/", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(bench.send("HEAD", "/app.js", "").status()).isEqualTo(200);
        assertThat(bench.send("POST", "/app.js", "x").status()).isEqualTo(405);
        for (String path : List.of("/../../../../etc/passwd", "/%2e%2e/console.css", "/console/", "//app.js", "/x")) {
            assertThat(bench.get(path).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void answersCarryAStrictPolicyAndAreNotCached() throws Exception {
        assertThat(bench.post(READ).text()).contains("Cache-control: no-store").contains("default-src 'none'");
    }

    @Test
    void refusesToShowItselfBeyondLoopbackWithoutTlsAndUsers() {
        var address = Map.<org.jl2tpd.profile.Attribute<?>, Object>of(
                HttpAttributes.LISTEN_ADDRESS, IpAddress.parse("0.0.0.0"));
        assertThatThrownBy(() -> new HttpBench("x", new FakeEngine(), address, List.of(), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keystore_file");
    }

    private static long figure(String name) throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("org.jl2tpd:type=HttpServer"), name);
    }
}
