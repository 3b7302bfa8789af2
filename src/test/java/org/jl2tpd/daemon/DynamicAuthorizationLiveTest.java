package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.engine.Views;
import org.jl2tpd.interop.FreeRadius;
import org.jl2tpd.management.RadiusView;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeType;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.PacketCodec;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusPacket;
import org.jl2tpd.testing.FreePorts;
import org.jl2tpd.testing.RadiusTestServer;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of a daemon that a server ends and changes while they live (RFC 5176), over loopback. */
@Timeout(30)
class DynamicAuthorizationLiveTest {
    private static final String SECRET = "a secret of sixteen";
    private static final String CLIENT_SECRET = "another of sixteen";
    private static final int SILENCE_MS = 400;
    private static final int ANSWER_MS = 10_000;

    @TempDir
    Path directory;

    private RadiusTestServer server;
    private LogLines lines;
    private Daemon lns;
    private Daemon lac;
    private DatagramSocket sender;
    private int port;
    private int identifier;

    @BeforeEach
    void start() throws Exception {
        AttributeSet accept = new AttributeSet().add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.7"));
        server = RadiusTestServer.of(SECRET, "alice", "open sesame", accept);
        lines = new LogLines();
        sender = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        int l2tp = FreePorts.udp();
        port = FreePorts.udp();
        lns = Daemon.start(lns(l2tp), "lns");
        lac = Daemon.start(lac(l2tp), "lac");
        Eventually.equal(() -> lines.of("session_up").size(), 2);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {lac, lns, sender, lines, server}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private Configuration configuration(int l2tp, String socket, String rest) {
        String listen = l2tp == 0 ? "listen_addresses = []" : "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + l2tp;
        String text = "[system]\n" + listen + "\ndatapath = \"memory\"\nsocket_path = \"" + directory.resolve(socket)
                + "\"\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return result.configuration();
    }

    private Configuration lns(int l2tp) {
        return configuration(l2tp, "lns.sock", """
                state_directory = "%s"
                [peer_profile.default]
                allow_tunnels = true
                [ppp_profile.default]
                use_radius = true
                local_ipaddr = "192.0.2.1"
                auth_order = ["pap"]
                [ppp_profile.slow]
                rx_bits_per_second = 1000000
                [radius]
                nas_identifier = "lns1"
                dynamic_authorization_port = %d
                dynamic_authorization_addresses = ["127.0.0.1"]
                [[radius_server]]
                name = "one"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = 0
                secret = "%s"
                [[radius_client]]
                name = "billing"
                source = "127.0.0.1"
                secret = "%s"
                """.formatted(
                        directory.resolve("state"), port, server.port(), SECRET, CLIENT_SECRET));
    }

    private Configuration lac(int l2tp) {
        return configuration(0, "lac.sock", """
                [secret.u]
                value = "open sesame"
                [ppp_profile.default]
                auth_order = ["pap"]
                [[tunnel]]
                tunnel_name = "t"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %d
                [[tunnel.session]]
                session_name = "s"
                user_name = "alice"
                secret_name = "u"
                calling_number = "0123"
                """.formatted(l2tp));
    }

    private void send(byte[] request) throws Exception {
        sender.send(new DatagramPacket(request, request.length, InetAddress.getByName("127.0.0.1"), port));
    }

    private byte[] receive(int withinMs) throws Exception {
        sender.setSoTimeout(withinMs);
        DatagramPacket answer = new DatagramPacket(new byte[PacketCodec.MAX_PACKET], PacketCodec.MAX_PACKET);
        sender.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private byte[] request(RadiusCode code, AttributeSet attributes) {
        return new PacketCodec(Secret.of(CLIENT_SECRET)).encodeSignedRequest(code, identifier++, true, attributes);
    }

    private RadiusPacket ask(RadiusCode code, AttributeSet attributes) throws Exception {
        byte[] request = request(code, attributes);
        send(request);
        byte[] answer = receive(ANSWER_MS);
        var decoded = new PacketCodec(Secret.of(CLIENT_SECRET))
                .decodeAnswer(answer, answer.length, Arrays.copyOfRange(request, 4, 20), true);
        assertThat(decoded.fault()).isNull();
        return decoded.packet();
    }

    private long refusal(RadiusCode code, AttributeSet attributes) throws Exception {
        return ask(code, attributes).attributes().number(Attributes.ERROR_CAUSE, 0);
    }

    private static AttributeSet user() {
        return new AttributeSet().add(Attributes.USER_NAME, "alice");
    }

    private Views.Session session() throws Exception {
        List<Views.Session> all = lns.control().listSessions(0, 0, 0, 10).sessions();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private RadiusView.Client client() {
        return lns.control().radius().clients().get(0);
    }

    /** By what the session's own Access-Request said of it. */
    @ParameterizedTest
    @ValueSource(strings = {"User-Name", "Acct-Session-Id", "NAS-Port", "NAS-Port-Id", "Calling-Station-Id", "address"})
    void aDisconnectEndsTheSession(String by) throws Exception {
        AttributeSet asked = server.requests.get(0).attributes();
        var named = new AttributeSet().add(Attributes.NAS_IDENTIFIER, "lns1");
        if (by.equals("address")) {
            named.add(Attributes.FRAMED_IP_ADDRESS, IpAddress.parse("198.51.100.7"));
        } else {
            AttributeType type = Attributes.all().stream()
                    .filter(each -> each.name().equals(by))
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.octets(type)).isNotNull();
            named.add(type, asked.octets(type));
        }
        assertThat(ask(RadiusCode.DISCONNECT_REQUEST, named).code()).isEqualTo(RadiusCode.DISCONNECT_ACK);
        Eventually.equal(() -> lines.of("session_down").size() >= 2, true);
        assertThat(lines.of("session_down")).anyMatch(line -> line.contains("ended by the operator's server"));
        Eventually.equal(() -> lines.of("dynamic_authorization").size(), 1);
        assertThat(lines.of("dynamic_authorization"))
                .singleElement()
                .asString()
                .contains("client billing: 1 session ended");
        assertThat(client().disconnectAcks()).isEqualTo(1);
        assertThat(client().disconnectSessions()).isEqualTo(1);
    }

    @Test
    void aChangeTakesEffectOnTheLiveSession() throws Exception {
        AttributeSet change = user().add(Attributes.JL2TPD_DEBUG_MASK, 2)
                .add(Attributes.JL2TPD_PPP_PROFILE, "slow")
                .add(Attributes.WISPR_BANDWIDTH_MAX_DOWN, 2_000_000)
                .add(Attributes.FILTER_ID, "gold");
        assertThat(ask(RadiusCode.COA_REQUEST, change).code()).isEqualTo(RadiusCode.COA_ACK);
        Views.Session session = session();
        assertThat(session.kernelDebugMask()).isEqualTo(2);
        assertThat(session.detail().rxLimitBitsPerSecond()).isEqualTo(1_000_000);
        assertThat(session.detail().txLimitBitsPerSecond()).isEqualTo(2_000_000);
        Eventually.equal(() -> lines.of("session_changed").isEmpty(), false);
        assertThat(lines.of("session_changed")).anyMatch(line -> line.contains("filter gold"));

        RadiusPacket answer = ask(RadiusCode.COA_REQUEST, user().add(Attributes.SESSION_TIMEOUT, 1));
        assertThat(answer.code()).isEqualTo(RadiusCode.COA_ACK);
        Eventually.equal(
                () -> lines.of("session_down").stream().anyMatch(line -> line.contains("session timeout")), true);
        assertThat(client().coaSessions()).isEqualTo(2);
    }

    @Test
    void refusalsSayWhyAndChangeNothing() throws Exception {
        AttributeSet nobody = new AttributeSet().add(Attributes.USER_NAME, "nobody");
        assertThat(refusal(RadiusCode.DISCONNECT_REQUEST, nobody)).isEqualTo(503);
        assertThat(refusal(
                        RadiusCode.DISCONNECT_REQUEST,
                        new AttributeSet().add(Attributes.ACCT_SESSION_ID, "0000000000000001")))
                .isEqualTo(503);
        assertThat(refusal(RadiusCode.DISCONNECT_REQUEST, user().add(Attributes.NAS_IDENTIFIER, "lns2")))
                .isEqualTo(403);
        assertThat(refusal(
                        RadiusCode.DISCONNECT_REQUEST,
                        user().add(Attributes.NAS_IP_ADDRESS, IpAddress.parse("192.0.2.99"))))
                .isEqualTo(403);
        assertThat(refusal(RadiusCode.DISCONNECT_REQUEST, new AttributeSet())).isEqualTo(402);
        assertThat(refusal(RadiusCode.COA_REQUEST, user().add(Attributes.FRAMED_POOL, "p")))
                .isEqualTo(401);
        assertThat(refusal(
                        RadiusCode.COA_REQUEST,
                        user().add(Attributes.JL2TPD_PPP_PROFILE, "none").add(Attributes.JL2TPD_DEBUG_MASK, 1)))
                .isEqualTo(407);
        assertThat(refusal(RadiusCode.COA_REQUEST, user().add(Attributes.JL2TPD_DEBUG_MASK, 99)))
                .isEqualTo(407);
        assertThat(session().kernelDebugMask()).isZero();
        assertThat(client().disconnectNaks()).isEqualTo(5);
        assertThat(client().disconnectNoSession()).isEqualTo(2);
        assertThat(client().coaNaks()).isEqualTo(3);
        assertThat(lines.of("dynamic_authorization")).isEmpty();
        assertThat(ask(
                                RadiusCode.COA_REQUEST,
                                user().add(Attributes.NAS_IP_ADDRESS, IpAddress.parse("127.0.0.1"))
                                        .add(Attributes.IDLE_TIMEOUT, 600))
                        .code())
                .as("127.0.0.1 is ours")
                .isEqualTo(RadiusCode.COA_ACK);
    }

    @Test
    void aRepeatedRequestIsAnsweredAndNotDoneAgain() throws Exception {
        byte[] request = request(RadiusCode.COA_REQUEST, user().add(Attributes.IDLE_TIMEOUT, 600));
        send(request);
        byte[] first = receive(ANSWER_MS);
        send(request);
        assertThat(receive(ANSWER_MS)).isEqualTo(first);
        assertThat(client().coaDuplicates()).isEqualTo(1);
        assertThat(client().coaSessions()).isEqualTo(1);
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNoAnswer() throws Exception {
        byte[] forged = new PacketCodec(Secret.of("a wrong secret"))
                .encodeSignedRequest(RadiusCode.DISCONNECT_REQUEST, 1, true, user());
        send(forged);
        send(new byte[] {40, 1, 0, 20});
        assertThatThrownBy(() -> receive(SILENCE_MS)).isInstanceOf(SocketTimeoutException.class);
        assertThat(client().disconnectBadAuthenticators()).isEqualTo(1);
        assertThat(client().disconnectMalformed()).isEqualTo(1);
        assertThat(session().user()).isNotEmpty();
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            byte[] request = request(RadiusCode.DISCONNECT_REQUEST, user());
            stranger.send(new DatagramPacket(request, request.length, InetAddress.getByName("127.0.0.1"), port));
            stranger.setSoTimeout(SILENCE_MS);
            assertThatThrownBy(() -> stranger.receive(new DatagramPacket(new byte[100], 100)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(lns.control().radius().disconnectStrangers()).isEqualTo(1);
        assertThat(lines.toString()).doesNotContain(CLIENT_SECRET);
    }

    /** What FreeRADIUS's own client prints; skipped where {@code src/test/interop/fetch-tools} has not unpacked it. */
    private String radclient(String command, String attributes) throws Exception {
        FreeRadius.need();
        Path tools = Path.of("target/tools").toAbsolutePath();
        Files.writeString(directory.resolve("secret"), CLIENT_SECRET);
        Files.writeString(
                directory.resolve("dictionary"),
                "$INCLUDE " + Path.of("etc/radius/dictionary.jl2tpd").toAbsolutePath() + "\n");
        List<String> words = Stream.concat(
                        FreeRadius.environment(),
                        Stream.of(
                                tools.resolve("usr/bin/radclient").toString(),
                                "-x",
                                "-r",
                                "1",
                                "-D",
                                tools.resolve("usr/share/freeradius").toString(),
                                "-d",
                                directory.toString(),
                                "-S",
                                directory.resolve("secret").toString(),
                                "127.0.0.1:" + port,
                                command))
                .toList();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.outputWriter().append(attributes).append('\n').close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void freeRadiussClientEndsAndChangesSessions() throws Exception {
        assertThat(radclient("disconnect", "User-Name = \"nobody\", Message-Authenticator = 0x00"))
                .contains("Disconnect-NAK", "Error-Cause = Session-Context-Not-Found");
        assertThat(radclient("coa", "User-Name = \"alice\", Service-Type = Authorize-Only, State = 0x01"))
                .contains("CoA-NAK", "Error-Cause = Unsupported-Service", "State = 0x01");
        assertThat(radclient("coa", "User-Name = \"alice\", Framed-MTU = 1300"))
                .contains("CoA-NAK", "Error-Cause = Unsupported-Attribute");
        assertThat(radclient(
                        "coa",
                        "User-Name = \"alice\", Idle-Timeout = 900, Jl2tpd-Debug-Mask = 2,"
                                + " Jl2tpd-Tx-Bits-Per-Second = 5000000"))
                .contains("CoA-ACK");
        assertThat(session().kernelDebugMask()).isEqualTo(2);
        assertThat(session().detail().txLimitBitsPerSecond()).isEqualTo(5_000_000);
        String id = server.requests.get(0).attributes().text(Attributes.ACCT_SESSION_ID);
        assertThat(radclient(
                        "disconnect",
                        "Acct-Session-Id = \"" + id + "\", Event-Timestamp = " + System.currentTimeMillis() / 1000))
                .contains("Disconnect-ACK");
        Eventually.equal(() -> lines.of("session_down").isEmpty(), false);
    }
}
