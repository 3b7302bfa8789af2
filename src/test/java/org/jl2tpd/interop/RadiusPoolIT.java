package org.jl2tpd.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jl2tpd.aaa.edge.RadiusThread;
import org.jl2tpd.config.ConfigLoader;
import org.jl2tpd.config.ConfigResult;
import org.jl2tpd.daemon.Daemon;
import org.jl2tpd.daemon.Eventually;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.profile.RadiusDefinition;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.ServerListener;
import org.jl2tpd.testing.SeededRandom;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share a pool of FreeRADIUS: it gives the addresses, and our accounting tells it when one is free again. */
@Timeout(60)
class RadiusPoolIT {
    private static final FreeRadius.Extra POOL = new FreeRadius.Extra("""
            ippool shared {
              filename = @FOLDER@/pool.ippool
              ip_index = @FOLDER@/pool.index
              range_start = 10.77.0.1
              range_stop = 10.77.0.2
              netmask = 255.255.255.255
              cache_size = 2
              override = no
              maximum_timeout = 0
              key = "%{NAS-Identifier} %{Acct-Session-Id}"
            }
            """, """
            update control {
              Pool-Name := "shared"
            }
            shared
            """, """
            update control {
              Pool-Name := "shared"
            }
            shared
            """);

    @TempDir
    Path folder;

    private FreeRadius server;
    private Daemon one;
    private Daemon other;
    private Daemon lac;

    @BeforeEach
    void start() throws Exception {
        server = FreeRadius.start(folder, POOL, FreeRadius.user("u", "password-of-u"));
    }

    @AfterEach
    void end() {
        for (AutoCloseable each : new AutoCloseable[] {lac, one, other, server}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private Daemon node(String name, int port) throws Exception {
        return daemon(name, "listen_addresses = [\"127.0.0.1\"]\nudp_port = " + port, """
                [secret.aaa]
                value = "%s"
                [radius]
                nas_identifier = "%s"
                dynamic_authorization_port = 0
                [[radius_server]]
                name = "free"
                address = "127.0.0.1"
                authentication_port = %d
                accounting_port = %d
                secret_name = "aaa"
                [peer_profile.default]
                allow_tunnels = true
                [ppp_profile.default]
                use_radius = true
                local_ipaddr = "192.0.2.1"
                """.formatted(
                        FreeRadius.SECRET, name, server.authenticationPort(), server.accountingPort()));
    }

    private static String tunnel(String name, Daemon node) {
        return """
                [[tunnel]]
                tunnel_name = "%s"
                dest_ipaddr = "127.0.0.1"
                peer_udp_port = %s
                persist = true
                [[tunnel.session]]
                session_name = "s"
                user_name = "u"
                secret_name = "u"
                """.formatted(name, node.listening().replaceAll(".*[:.]", ""));
    }

    private static Daemon daemon(String name, String listen, String rest) throws Exception {
        String text = "[system]\ndatapath = \"memory\"\nsocket_path = \"\"\n" + listen + "\n" + rest;
        ConfigResult result = ConfigLoader.parse("test", text.getBytes(StandardCharsets.UTF_8));
        assertThat(result.errors()).isEmpty();
        return Daemon.start(result.configuration(), name);
    }

    private static String address(Daemon node) throws ControlException {
        List<Views.Session> sessions = node.control().listSessions(0, 0, 0, 1).sessions();
        return sessions.isEmpty() ? "" : sessions.get(0).peerIpv4();
    }

    private static void awaitAddress(Daemon node) throws Exception {
        Eventually.equal(() -> address(node).startsWith("10.77.0."), true);
    }

    @Test
    void twoNodesGetDifferentAddressesAndOurAccountingFreesThem() throws Exception {
        one = node("one", freePort());
        other = node("other", freePort());
        lac = daemon("lac", "listen_addresses = []", """
                [secret.u]
                value = "password-of-u"
                """ + tunnel("one", one) + tunnel("other", other));
        awaitAddress(one);
        awaitAddress(other);
        String freed = address(one);
        String kept = address(other);
        assertThat(List.of(freed, kept)).containsExactlyInAnyOrder("10.77.0.1", "10.77.0.2");
        int tunnel = one.control().listTunnels(0, 1).tunnels().get(0).id();
        one.control().closeTunnel(new Command.TunnelKey(tunnel, ""), "trial");
        server.awaitLine(".*Acct-Status-Type = Stop.*");
        // The tunnel is dialled again, and one address alone can be its session's.
        awaitAddress(one);
        assertThat(address(one)).isEqualTo(freed);
        assertThat(address(other)).isEqualTo(kept);
    }

    @Test
    void aStopFreesTheAddressForTheOtherNode() throws Exception {
        try (RadiusThread first = client("one");
                RadiusThread second = client("other")) {
            IpAddress a = given(first, "1");
            IpAddress b = given(first, "2");
            assertThat(List.of(a.toString(), b.toString())).containsExactlyInAnyOrder("10.77.0.1", "10.77.0.2");
            assertThat(given(second, "1")).as("the pool is used up").isNull();
            AttributeSet stop = new AttributeSet()
                    .add(Attributes.USER_NAME, "u")
                    .add(Attributes.ACCT_STATUS_TYPE, 2)
                    .add(Attributes.ACCT_SESSION_ID, "1")
                    .add(Attributes.FRAMED_IP_ADDRESS, a);
            assertThat(ask(first, RadiusRequest.Kind.ACCOUNTING, stop).code())
                    .isEqualTo(RadiusCode.ACCOUNTING_RESPONSE);
            assertThat(given(second, "2")).isEqualTo(a);
        }
    }

    private IpAddress given(RadiusThread client, String session) throws Exception {
        AttributeSet request = new AttributeSet()
                .add(Attributes.USER_NAME, "u")
                .add(Attributes.USER_PASSWORD, "password-of-u")
                .add(Attributes.ACCT_SESSION_ID, session);
        RadiusResult.Answered answer = ask(client, RadiusRequest.Kind.AUTHENTICATION, request);
        assertThat(answer.code()).isEqualTo(RadiusCode.ACCESS_ACCEPT);
        return answer.attributes().address(Attributes.FRAMED_IP_ADDRESS);
    }

    private RadiusResult.Answered ask(RadiusThread client, RadiusRequest.Kind kind, AttributeSet attributes)
            throws Exception {
        var results = new LinkedBlockingQueue<RadiusResult>();
        client.send(new RadiusRequest(kind, "", attributes, System.nanoTime()), results::add);
        RadiusResult result = results.poll(20, TimeUnit.SECONDS);
        assertThat(result).as(server.output()).isInstanceOf(RadiusResult.Answered.class);
        return (RadiusResult.Answered) result;
    }

    private RadiusThread client(String nasIdentifier) throws IOException {
        ServerListener deaf = new ServerListener() {
            @Override
            public void serverDead(String name, RadiusRequest.Kind role, String words) {}

            @Override
            public void serverAlive(String name, RadiusRequest.Kind role, String words) {}
        };
        RadiusThread thread = RadiusThread.start(new SeededRandom(nasIdentifier.length()), deaf, failure -> {});
        var entry = new RadiusDefinition.RadiusServer(
                "free",
                "",
                IpAddress.parse("127.0.0.1"),
                server.authenticationPort(),
                server.accountingPort(),
                Secret.of(FreeRadius.SECRET),
                true,
                true);
        var settings = RadiusDefinition.NONE.settings().with(RadiusAttributes.NAS_IDENTIFIER, nasIdentifier);
        thread.reconfigure(new RadiusDefinition(settings, List.of(entry), List.of()), "host");
        return thread;
    }
}
