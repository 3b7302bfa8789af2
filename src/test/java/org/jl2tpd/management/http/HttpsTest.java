package org.jl2tpd.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jl2tpd.management.CommandGateway;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.jmx.JmxFace;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.HttpAttributes;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsTest {
    private static final String SECRET = "opens the store";
    private static final String VERSION = "{\"type\":\"version\"}";

    @TempDir
    Path directory;

    private Path store;

    @BeforeEach
    void makeKey() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeTrue(Files.isExecutable(keytool), "keytool is not there");
        store = directory.resolve("http.p12");
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "http",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=lns.example",
                        "-ext",
                        "san=dns:lns.example,dns:*.lab.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:file",
                        secret.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(store).as(said).exists();
    }

    private HttpBench bench(String secretName) throws IOException {
        return bench(secretName, new FakeEngine());
    }

    private HttpBench bench(String secretName, CommandGateway engine) throws IOException {
        Map<Attribute<?>, Object> attributes = Map.of(
                HttpAttributes.LISTEN_ADDRESS, IpAddress.parse("0.0.0.0"),
                HttpAttributes.KEYSTORE_FILE, store.toString(),
                HttpAttributes.KEYSTORE_SECRET_NAME, secretName);
        Map<String, Secret> secrets = Map.of("key", Secret.of(SECRET), "other", Secret.of("not this one"));
        return new HttpBench("tls", engine, attributes, List.of(HttpBench.OPERATOR, HttpBench.VIEWER), secrets);
    }

    @Test
    void beyondLoopbackEveryReadingNeedsAUserAndTheHostIsTheCertificates() throws Exception {
        try (HttpBench bench = bench("key")) {
            assertThat(bench.face.url()).startsWith("https://");
            assertThat(post(bench, "lns.example")).startsWith("HTTP/1.1 401");
            assertThat(post(bench, "lns.example", HttpBench.basic("viewer", "look")))
                    .startsWith("HTTP/1.1 200");
            assertThat(post(bench, "a.lab.example", HttpBench.operator())).startsWith("HTTP/1.1 200");
            assertThat(post(bench, "127.0.0.1", HttpBench.operator())).startsWith("HTTP/1.1 200");
            assertThat(post(bench, "evil.example", HttpBench.operator())).startsWith("HTTP/1.1 421");
            assertThat(post(bench, "a.b.lab.example", HttpBench.operator())).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void theConsoleAsksForAUserBeforeItShowsAnything() throws Exception {
        assumeTrue(Chromium.program() != null, "chromium is not installed");
        try (HttpBench bench = bench("key", new BusyEngine(3, 10))) {
            bench.daemon.inventory().refresh();
            try (JmxFace beans = JmxFace.start(bench.daemon);
                    Chromium page = new Chromium()) {
                page.look(1440, 900, "light");
                page.open("https://localhost:" + bench.port + "/#/sessions");
                page.until("document.querySelector('dialog.ask[open]')?.innerText.includes('Reading needs a user')");
                page.screenshot(Path.of("target", "console", "sign-in-to-read-light-1440.png"));
                assertThat(page.eval("document.body.innerText").getAsString()).doesNotContain("alice");
                page.fill("dialog input[name=user]", "viewer");
                page.fill("dialog input[name=password]", "look");
                page.click("dialog button[type=submit]", "Sign in");
                page.until("document.querySelector('main tbody')?.innerText.includes('alice0@isp.example')");
                page.until("document.querySelector('#live.good')");
                assertThat(beans).isNotNull();
            }
        }
    }

    @Test
    void saysWhyAKeyStoreCannotBeUsed() {
        assertThatThrownBy(() -> bench("other"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keystore_file")
                .hasMessageNotContaining("not this one");
    }

    private String post(HttpBench bench, String host, String... headers) throws Exception {
        KeyStore trusted = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), bench.port)) {
            socket.setSoTimeout(10_000);
            String request = "POST /jolokia HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n"
                    + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n" : "") + "Content-Length: "
                    + VERSION.length() + "\r\n\r\n" + VERSION;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
