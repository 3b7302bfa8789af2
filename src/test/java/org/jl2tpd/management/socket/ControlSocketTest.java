package org.jl2tpd.management.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import jdk.net.UnixDomainPrincipal;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class ControlSocketTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private Path path;
    private ControlSocketServer server;

    @BeforeEach
    void start() throws IOException {
        path = directory.resolve("run/control.sock");
        server = ControlSocketServer.start(path, "", engine.control());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void answersARequestWithSnakeCaseNames() throws Exception {
        engine.tunnels.add(FakeEngine.tunnel(12, "office", "lns"));
        try (var client = ControlSocketClient.connect(path)) {
            JsonObject tunnel = client.call(
                            "show_tunnel",
                            JsonParser.parseString("{\"tunnel\":\"office\"}").getAsJsonObject())
                    .getAsJsonObject();
            assertThat(tunnel.get("peer_host_name").getAsString()).isEqualTo("lns");
            assertThat(tunnel.getAsJsonObject("counters")
                            .get("control_sent_packets")
                            .getAsInt())
                    .isEqualTo(17);
        }
    }

    @Test
    void takesSeveralRequestsOnOneConnectionAndMoreConnections() throws Exception {
        try (var one = ControlSocketClient.connect(path);
                var two = ControlSocketClient.connect(path)) {
            for (int i = 0; i < 3; i++) {
                assertThat(one.call("system", new JsonObject())
                                .getAsJsonObject()
                                .get("version")
                                .getAsString())
                        .isEqualTo("1.2.3");
                assertThat(two.call("counters", new JsonObject())
                                .getAsJsonObject()
                                .get("datagrams_received")
                                .getAsLong())
                        .isEqualTo(123_456_789_012L);
            }
        }
    }

    @Test
    void passesTheRefusalOn() throws Exception {
        try (var client = ControlSocketClient.connect(path)) {
            assertThatThrownBy(() -> client.call(
                            "show_tunnel",
                            JsonParser.parseString("{\"tunnel\":\"9\"}").getAsJsonObject()))
                    .isInstanceOfSatisfying(
                            ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.REFUSED))
                    .hasMessage("there is no tunnel 9");
        }
    }

    @Test
    void answersWhatIsNoRequestAsInvalidAndGoesOn() throws Exception {
        for (String line : List.of(
                "",
                "nonsense",
                "[]",
                "{\"v\":2,\"op\":\"system\"}",
                "{\"v\":1}",
                "{\"v\":1,\"op\":\"reboot\"}",
                "{\"v\":1,\"op\":\"system\",\"args\":7}",
                "{\"v\":1,\"op\":\"show_tunnel\",\"args\":{\"tunnel\":\"70000\"}}",
                "{\"v\":1,\"op\":\"show_tunnel\",\"args\":{\"tunnel\":{}}}",
                "{\"v\":{},\"op\":[]}",
                "[".repeat(30_000))) {
            assertThat(rawCall(line)).contains("\"ok\":false").contains("\"kind\":\"invalid\"");
        }
        assertThat(rawCall("{\"v\":1,\"op\":\"system\"}")).contains("\"ok\":true");
    }

    @Test
    void refusesAnOversizedRequestAndClosesThatConnectionOnly() throws Exception {
        String line = "{\"v\":1,\"op\":\"" + "x".repeat(ControlProtocol.REQUEST_LIMIT) + "\"}";
        assertThat(rawCall(line)).contains("at most 65536 octets");
        assertThat(rawCall("{\"v\":1,\"op\":\"system\"}")).contains("\"ok\":true");
    }

    @Test
    void turnsClientsBeyondTheLimitAway() throws Exception {
        List<ControlSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < ControlSocketServer.CLIENT_LIMIT; i++) {
            clients.add(ControlSocketClient.connect(path));
            clients.get(i).call("system", new JsonObject());
        }
        try (var oneTooMany = ControlSocketClient.connect(path)) {
            assertThatThrownBy(() -> oneTooMany.call("system", new JsonObject()))
                    .isInstanceOfSatisfying(
                            ControlException.class,
                            e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.UNAVAILABLE));
        }
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void keepsOthersOut() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwxr-x---");
        PeerCheck check = new PeerCheck(path);
        var lookup = path.getFileSystem().getUserPrincipalLookupService();
        var nobody = lookup.lookupPrincipalByName("nobody");
        var nogroup = lookup.lookupPrincipalByGroupName("nogroup");
        var daemonGroup = Files.readAttributes(path, java.nio.file.attribute.PosixFileAttributes.class)
                .group();
        assertThat(check.allows(new UnixDomainPrincipal(nobody, nogroup))).isFalse();
        assertThat(check.allows(new UnixDomainPrincipal(nobody, daemonGroup))).isTrue();
        assertThat(check.allows(new UnixDomainPrincipal(Files.getOwner(path), nogroup)))
                .isTrue();
    }

    @Test
    void removesAStaleSocketOnly() throws IOException {
        Path stale = directory.resolve("stale.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(stale))
                .close();
        assertThat(stale).exists();
        ControlSocketServer.start(stale, "", engine.control()).close();
        assertThat(stale).doesNotExist();
    }

    @Test
    void leavesALivingDaemonsSocketAlone() {
        assertThatThrownBy(() -> ControlSocketServer.start(path, "", engine.control()))
                .hasMessageContaining("another daemon answers");
        assertThat(path).exists();
    }

    @Test
    void leavesAFileThatIsNoSocketAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        assertThatThrownBy(() -> ControlSocketServer.start(file, "", engine.control()))
                .hasMessageContaining("not a socket");
        assertThat(file).hasContent("data");
    }

    private String rawCall(String line) throws IOException {
        try (var lines =
                new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)), ControlProtocol.ANSWER_LIMIT)) {
            lines.writeLine(line);
            return lines.readLine();
        }
    }
}
