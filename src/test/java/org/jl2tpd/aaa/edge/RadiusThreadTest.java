package org.jl2tpd.aaa.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusResult.Answered;
import org.jl2tpd.radius.RadiusResult.Failed;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.radius.ServerListener;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RadiusThreadTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final int LIMIT_SECONDS = 10;

    private final BlockingQueue<RadiusResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
    private final List<LoopbackServer> servers = new ArrayList<>();
    private volatile boolean newsThrows;
    private RadiusThread radius;

    @BeforeEach
    void start() throws IOException {
        ServerListener listener = new ServerListener() {
            @Override
            public void serverDead(String server, Kind role, String words) {
                news.add("dead " + server);
                if (newsThrows) {
                    throw new IllegalStateException("of the listener");
                }
            }

            @Override
            public void serverAlive(String server, Kind role, String words) {
                news.add("alive " + server);
            }
        };
        radius = RadiusThread.start(new SeededRandom(7), listener, failures::add);
    }

    @AfterEach
    void end() {
        radius.close();
        servers.forEach(LoopbackServer::close);
    }

    private LoopbackServer server() {
        LoopbackServer server = new LoopbackServer();
        servers.add(server);
        return server;
    }

    private static RadiusDefinition.RadiusServer entry(String name, int port) {
        return new RadiusDefinition.RadiusServer(name, "", LOOPBACK, port, port, LoopbackServer.SECRET, true, true);
    }

    private static Profile settings() {
        return RadiusDefinition.NONE
                .settings()
                .with(RadiusAttributes.TIMEOUT_MS, 100)
                .with(RadiusAttributes.RETRIES, 1)
                .with(RadiusAttributes.STATUS_INTERVAL_SECONDS, 1);
    }

    private void configure(RadiusDefinition.RadiusServer... entries) {
        radius.reconfigure(new RadiusDefinition(settings(), Arrays.asList(entries), List.of()), "lns1");
    }

    private void ask(Kind kind, String user) {
        radius.send(
                new RadiusRequest(kind, "", new AttributeSet().add(Attributes.USER_NAME, user), System.nanoTime()),
                results::add);
    }

    private RadiusResult result() throws InterruptedException {
        RadiusResult result = results.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private Answered answered() throws InterruptedException {
        return (Answered) result();
    }

    @Test
    void asksAServer() throws Exception {
        configure(entry("r1", server().port()));
        ask(Kind.AUTHENTICATION, "alice");
        Answered accepted = answered();
        assertThat(accepted.attributes().text(Attributes.REPLY_MESSAGE)).isEqualTo("alice");
        assertThat(accepted.attributes().text(Attributes.CLASS)).isEqualTo("lns1");
        ask(Kind.ACCOUNTING, "alice");
        assertThat(answered().server()).isEqualTo("r1");
        assertThat(radius.snapshot()).hasSize(2);
        assertThat(radius.snapshot().get(0).accepts()).isEqualTo(1);
        assertThat(radius.snapshot().get(1).responses()).isEqualTo(1);
    }

    @Test
    void asksAServerWithIpv6() throws Exception {
        LoopbackServer server;
        try {
            server = new LoopbackServer("::1");
        } catch (UncheckedIOException e) {
            assumeTrue(false, "no IPv6 on the loopback");
            return;
        }
        servers.add(server);
        configure(new RadiusDefinition.RadiusServer(
                "r6", "", IpAddress.parse("::1"), server.port(), server.port(), LoopbackServer.SECRET, true, true));
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(answered().server()).isEqualTo("r6");
    }

    @Test
    void goesOnWhenTheListenerThrows() throws Exception {
        newsThrows = true;
        LoopbackServer gone = server();
        gone.silent = true;
        configure(entry("r1", gone.port()), entry("r2", server().port()));
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(answered().server()).isEqualTo("r2");
        assertThat(failures).hasSize(1);
    }

    @Test
    void asksThousandsAtOnce() throws Exception {
        configure(entry("r1", server().port()));
        for (int i = 0; i < 5000; i++) {
            ask(Kind.AUTHENTICATION, "u" + i);
        }
        int answers = 0;
        for (int i = 0; i < 5000; i++) {
            answers += result() instanceof Answered ? 1 : 0;
        }
        assertThat(answers).as("the rest were lost in full buffers").isGreaterThan(1000);
        assertThat(radius.snapshot().get(0).pending()).isZero();
        assertThat(results).isEmpty();
    }

    @Test
    void asksAnotherWhenThePortIsClosedAndHearsWhenItIsOpen() throws Exception {
        LoopbackServer gone = server();
        int port = gone.port();
        gone.close();
        configure(entry("r1", port), entry("r2", server().port()));
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(answered().server()).isEqualTo("r2");
        assertThat(news.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("dead r1");
        assertThat(failures).isEmpty();
    }

    @Test
    void probesUntilASilentServerAnswers() throws Exception {
        LoopbackServer server = server();
        server.silent = true;
        configure(entry("r1", server.port()));
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.SILENT);
        server.silent = false;
        assertThat(news.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("dead r1");
        assertThat(news.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("alive r1");
    }

    @Test
    void countsAnswersOfOthers() throws Exception {
        LoopbackServer server = server();
        server.elsewhere = true;
        configure(entry("r1", server.port()));
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.SILENT);
        assertThat(radius.invalidAddresses()).isEqualTo(2);
    }

    @Test
    void losesNothingAtAReload() throws Exception {
        LoopbackServer server = server();
        server.silent = true;
        configure(entry("r1", server.port()));
        ask(Kind.AUTHENTICATION, "alice");
        RadiusDefinition changed = new RadiusDefinition(
                settings().with(RadiusAttributes.SOURCE_ADDRESS, IpAddress.parse("127.0.0.2")),
                List.of(entry("r1", server.port())),
                List.of());
        server.silent = false;
        radius.reconfigure(changed, "lns1");
        assertThat(answered().server()).isEqualTo("r1");
        ask(Kind.AUTHENTICATION, "bob");
        assertThat(answered().server()).isEqualTo("r1");
    }

    @Test
    void goesOnWhenSomebodyThrows() throws Exception {
        configure(entry("r1", server().port()));
        radius.send(new RadiusRequest(Kind.AUTHENTICATION, "", new AttributeSet(), 0), result -> {
            throw new IllegalStateException("of a listener");
        });
        assertThat(failures.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).hasMessage("of a listener");
        radius.execute(() -> {
            throw new IllegalStateException("of a task");
        });
        assertThat(failures.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).hasMessage("of a task");
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(answered().server()).isEqualTo("r1");
    }

    @Test
    void carriesDatagramsOfOthers() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            ListeningSocket[] socket = new ListeningSocket[1];
            socket[0] = radius.listen(new InetSocketAddress("127.0.0.1", 0), (nowNs, from, datagram, length) -> {
                heard.add(Thread.currentThread().getName() + " " + length);
                if (length == 1) {
                    throw new IllegalStateException("of a handler");
                }
                socket[0].send(from, Arrays.copyOf(datagram, length));
            });
            peer.send(new DatagramPacket(new byte[1], 1, socket[0].localAddress()));
            peer.send(new DatagramPacket(new byte[3], 3, socket[0].localAddress()));
            assertThat(heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("radius 1");
            assertThat(heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("radius 3");
            peer.setSoTimeout(LIMIT_SECONDS * 1000);
            DatagramPacket back = new DatagramPacket(new byte[10], 10);
            peer.receive(back);
            assertThat(back.getLength()).isEqualTo(3);
            assertThatThrownBy(() -> radius.listen(socket[0].localAddress(), (nowNs, from, datagram, length) -> {}))
                    .isInstanceOf(IOException.class);
            socket[0].close();
            radius.listen(socket[0].localAddress(), (nowNs, from, datagram, length) -> {})
                    .close();
        }
    }

    @Test
    void refusesWhatIsMoreThanMayWaitForIt() throws Exception {
        configure(entry("r1", server().port()));
        CountDownLatch busy = new CountDownLatch(1);
        try {
            radius.execute(() -> {
                try {
                    busy.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < RadiusThread.MAX_UNBEGUN; i++) {
                radius.send(new RadiusRequest(Kind.AUTHENTICATION, "none", new AttributeSet(), 0), result -> {});
            }
            ask(Kind.AUTHENTICATION, "alice");
            assertThat(((Failed) results.poll()).failure()).isEqualTo(Failure.TOO_MANY);
        } finally {
            busy.countDown();
        }
        CountDownLatch begun = new CountDownLatch(1);
        radius.execute(begun::countDown);
        assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        ask(Kind.AUTHENTICATION, "alice");
        assertThat(answered().server()).isEqualTo("r1");
    }

    @Test
    void failsWhatWaitsWhenAnErrorEndsTheThread() throws Exception {
        LoopbackServer server = server();
        server.silent = true;
        radius.reconfigure(
                new RadiusDefinition(
                        settings().with(RadiusAttributes.TIMEOUT_MS, 30_000),
                        List.of(entry("r1", server.port())),
                        List.of()),
                "lns1");
        ask(Kind.AUTHENTICATION, "alice");
        radius.execute(() -> {
            throw new StackOverflowError("of a test");
        });
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.CLOSED);
        ask(Kind.AUTHENTICATION, "late");
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.CLOSED);
    }

    @Test
    void failsWhatWaitsAndWhatComesAfterItsEnd() throws Exception {
        LoopbackServer server = server();
        server.silent = true;
        configure(entry("r1", server.port()));
        ask(Kind.AUTHENTICATION, "alice");
        radius.close();
        ask(Kind.AUTHENTICATION, "late");
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.CLOSED);
        assertThat(((Failed) result()).failure()).isEqualTo(Failure.CLOSED);
        configure(entry("r1", server.port()));
        radius.close();
    }
}
