package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.AttributeSet.Value;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusRequest.Kind;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusResult.Answered;
import org.jl2tpd.radius.RadiusResult.Failed;
import org.jl2tpd.radius.RadiusResult.Failure;
import org.jl2tpd.radius.ServerListener;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client asks FreeRADIUS. */
class RadiusClientIT {
    private static final long LIMIT_SECONDS = 15;

    private final BlockingQueue<RadiusResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private FreeRadius server;
    private RadiusThread radius;

    @BeforeEach
    void start() throws IOException {
        server = FreeRadius.start(
                folder,
                FreeRadius.user(
                        "alice",
                        "a longer password than one block",
                        "Framed-IP-Address := 10.1.2.3",
                        "Framed-Route += \"10.9.0.0/16 10.1.2.3 1\"",
                        "Framed-Route += \"10.8.0.0/16 10.1.2.3 1\"",
                        "MS-Primary-DNS-Server := 192.0.2.53",
                        "Delegated-IPv6-Prefix := 2001:db8:7::/48",
                        "Session-Timeout := 3600"),
                FreeRadius.user(
                        "lac",
                        "lacs",
                        "Tunnel-Type:1 := L2TP",
                        "Tunnel-Medium-Type:1 := IPv4",
                        "Tunnel-Server-Endpoint:1 := \"192.0.2.1\"",
                        "Tunnel-Password:1 := \"of the first tunnel\"",
                        "Tunnel-Preference:1 := 5",
                        "Tunnel-Server-Endpoint:2 := \"lns.example.net\"",
                        "Tunnel-Password:2 := \"of the second\""),
                FreeRadius.user("User", "clientPass"));
        ServerListener listener = new ServerListener() {
            @Override
            public void serverDead(String name, Kind role, String words) {
                news.add("dead " + role);
            }

            @Override
            public void serverAlive(String name, Kind role, String words) {
                news.add("alive " + role + " " + words);
            }
        };
        radius = RadiusThread.start(new SeededRandom(11), listener, failure -> news.add(failure.toString()));
        configure(FreeRadius.SECRET);
    }

    @AfterEach
    void end() {
        if (radius != null) {
            radius.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void configure(String secret) {
        RadiusDefinition.RadiusServer entry = new RadiusDefinition.RadiusServer(
                "free",
                "",
                IpAddress.parse("127.0.0.1"),
                server.authenticationPort(),
                server.accountingPort(),
                Secret.of(secret),
                true,
                true);
        radius.reconfigure(
                new RadiusDefinition(
                        RadiusDefinition.NONE
                                .settings()
                                .with(RadiusAttributes.TIMEOUT_MS, 300)
                                .with(RadiusAttributes.RETRIES, 1)
                                .with(RadiusAttributes.STATUS_INTERVAL_SECONDS, 1),
                        List.of(entry),
                        List.of()),
                "lns.example.net");
    }

    private RadiusResult ask(Kind kind, AttributeSet attributes) throws InterruptedException {
        radius.send(new RadiusRequest(kind, "", attributes, System.nanoTime()), results::add);
        RadiusResult result = results.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(result).as(server.output()).isNotNull();
        return result;
    }

    private Answered answered(AttributeSet attributes) throws InterruptedException {
        RadiusResult result = ask(Kind.AUTHENTICATION, attributes);
        assertThat(result).as(server.output()).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    private static AttributeSet pap(String user, String password) {
        return new AttributeSet().add(Attributes.USER_NAME, user).add(Attributes.USER_PASSWORD, password);
    }

    @Test
    void judgesByPapAndHandsOnWhatTheUserGets() throws Exception {
        Answered answer = answered(pap("alice", "a longer password than one block"));
        assertThat(answer.code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
        AttributeSet given = answer.attributes();
        assertThat(given.address(Attributes.FRAMED_IP_ADDRESS)).isEqualTo(IpAddress.parse("10.1.2.3"));
        assertThat(given.texts(Attributes.FRAMED_ROUTE))
                .containsExactly("10.9.0.0/16 10.1.2.3 1", "10.8.0.0/16 10.1.2.3 1");
        assertThat(given.address(Attributes.MS_PRIMARY_DNS_SERVER)).isEqualTo(IpAddress.parse("192.0.2.53"));
        assertThat(given.prefix(Attributes.DELEGATED_IPV6_PREFIX)).isEqualTo(IpPrefix.parse("2001:db8:7::/48"));
        assertThat(given.number(Attributes.SESSION_TIMEOUT, 0)).isEqualTo(3600);
        assertThat(server.output()).contains("NAS-Identifier = \"lns.example.net\"", "NAS-IP-Address = 127.0.0.1");
        assertThat(answered(pap("alice", "wrong")).code()).isEqualTo(RadiusCode.ACCESS_REJECT);
        assertThat(radius.snapshot().get(0).rejects()).isEqualTo(1);
    }

    @Test
    void judgesByChap() throws Exception {
        byte[] challenge = "a challenge of 24 octets".getBytes(StandardCharsets.US_ASCII);
        AttributeSet good = new AttributeSet()
                .add(Attributes.USER_NAME, "lac")
                .add(Attributes.CHAP_PASSWORD, chap(7, "lacs", challenge))
                .add(Attributes.CHAP_CHALLENGE, challenge);
        assertThat(answered(good).code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
        AttributeSet bad = new AttributeSet()
                .add(Attributes.USER_NAME, "lac")
                .add(Attributes.CHAP_PASSWORD, chap(7, "other", challenge))
                .add(Attributes.CHAP_CHALLENGE, challenge);
        assertThat(answered(bad).code()).isEqualTo(RadiusCode.ACCESS_REJECT);
    }

    private static byte[] chap(int identifier, String password, byte[] challenge) throws NoSuchAlgorithmException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update((byte) identifier);
        md5.update(password.getBytes(StandardCharsets.UTF_8));
        byte[] value = new byte[17];
        value[0] = (byte) identifier;
        System.arraycopy(md5.digest(challenge), 0, value, 1, 16);
        return value;
    }

    /** Challenges, response and success message of RFC 2759 9.2. */
    @Test
    void judgesByMsChap2AndHandsOnItsSuccessMessageAndKeys() throws Exception {
        byte[] response = HexFormat.of()
                .parseHex("2a00" + "21402324255e262a28295f2b3a337c7e" + "0000000000000000"
                        + "82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df");
        AttributeSet request = new AttributeSet()
                .add(Attributes.USER_NAME, "User")
                .add(Attributes.MS_CHAP_CHALLENGE, HexFormat.of().parseHex("5b5d7c7d7b3f2f3e3c2c602132262628"))
                .add(Attributes.MS_CHAP2_RESPONSE, response);
        AttributeSet given = answered(request).attributes();
        byte[] success = given.octets(Attributes.MS_CHAP2_SUCCESS);
        assertThat(success[0]).isEqualTo((byte) 0x2a);
        assertThat(new String(success, 1, success.length - 1, StandardCharsets.US_ASCII))
                .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
        // RFC 3079 3.5.3 derives it from the same example.
        assertThat(given.octets(Attributes.MS_MPPE_SEND_KEY))
                .isEqualTo(HexFormat.of().parseHex("8b7cdc149b993a1ba118cb153f56dccb"));
        assertThat(given.octets(Attributes.MS_MPPE_RECV_KEY)).hasSize(16);
        response[49] ^= 1;
        Answered refused = answered(request);
        assertThat(refused.code()).isEqualTo(RadiusCode.ACCESS_REJECT);
        assertThat(refused.attributes().text(Attributes.MS_CHAP_ERROR)).contains("E=691");
    }

    @Test
    void readsTunnelsWithTheirTagsAndPasswords() throws Exception {
        AttributeSet given = answered(pap("lac", "lacs")).attributes();
        List<Value> passwords = given.values().stream()
                .filter(value -> value.type().equals(Attributes.TUNNEL_PASSWORD))
                .toList();
        assertThat(passwords).extracting(Value::tag).containsExactly(1, 2);
        assertThat(given.texts(Attributes.TUNNEL_PASSWORD)).containsExactly("of the first tunnel", "of the second");
        assertThat(given.texts(Attributes.TUNNEL_SERVER_ENDPOINT)).containsExactly("192.0.2.1", "lns.example.net");
        assertThat(given.number(Attributes.TUNNEL_TYPE, 0)).isEqualTo(3);
        assertThat(given.number(Attributes.TUNNEL_PREFERENCE, 0)).isEqualTo(5);
    }

    @Test
    void accounts() throws Exception {
        AttributeSet start = new AttributeSet()
                .add(Attributes.USER_NAME, "alice")
                .add(Attributes.ACCT_STATUS_TYPE, 1)
                .add(Attributes.ACCT_SESSION_ID, "5eed00000000002a");
        assertThat(((Answered) ask(Kind.ACCOUNTING, start)).code()).isEqualTo(RadiusCode.ACCOUNTING_RESPONSE);
        assertThat(server.detail())
                .contains("Acct-Status-Type = Start", "Acct-Session-Id = \"5eed00000000002a\"", "Acct-Delay-Time = 0");
    }

    @Test
    void findsADeadServerBackByItsStatus() throws Exception {
        server.stop();
        assertThat(((Failed) ask(Kind.AUTHENTICATION, pap("lac", "lacs"))).failure())
                .isEqualTo(Failure.SILENT);
        assertThat(((Failed) ask(Kind.ACCOUNTING, pap("lac", "lacs"))).failure())
                .isEqualTo(Failure.SILENT);
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("dead AUTHENTICATION", "dead ACCOUNTING");
        server.restart();
        assertThat(List.of(next(), next()))
                .containsExactlyInAnyOrder(
                        "alive AUTHENTICATION it answers Status-Server", "alive ACCOUNTING it answers Status-Server");
        assertThat(answered(pap("lac", "lacs")).code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
    }

    private String next() throws InterruptedException {
        return news.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void isRefusedInSilenceWithAnotherSecret() throws Exception {
        configure("not the secret");
        Failed failed = (Failed) ask(Kind.AUTHENTICATION, pap("lac", "lacs"));
        assertThat(failed.failure()).isEqualTo(Failure.SILENT);
        assertThat(failed.words())
                .isEqualTo("free: no answer (down, a firewall, or another secret: see the server's log)");
        Wait.until(
                "word of the wrong secret",
                Duration.ofSeconds(LIMIT_SECONDS),
                () -> server.output().contains("Message-Authenticator"),
                server::output);
    }
}
