package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.socket.ControlSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionsTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private ControlSocketServer server;
    private Completions completions;

    @BeforeEach
    void start() throws IOException {
        Path socket = directory.resolve("control.sock");
        server = ControlSocketServer.start(socket, "", engine.control());
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example.net"));
        engine.sessions.add(FakeEngine.session(7, 1, "alice"));
        completions = new Completions(new LiveNames(socket));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void offerCommandsAndOptions() {
        assertThat(offered("", "tun")).containsExactly("tunnel");
        assertThat(offered("", "")).contains("status", "help", "exit", "watch");
        assertThat(offered("tunnel profile", "")).contains("create", "unset").doesNotContain("exit");
        assertThat(offered("close tunnel", "--re")).containsExactly("--reason");
        assertThat(offered("watch session", "l")).containsExactly("list");
    }

    @Test
    void offerAttributesAndTheirValues() {
        assertThat(offered("tunnel create", "hello")).containsExactly("hello_timeout=");
        assertThat(offered("tunnel create", "persist=")).containsExactly("persist=yes", "persist=no");
        assertThat(offered("tunnel create", "auth_mode=c")).containsExactly("auth_mode=challenge");
        assertThat(offered("tunnel create", "profile_name=")).containsExactly("profile_name=default");
        assertThat(offered("session create office", "use_seq")).containsExactly("use_sequence_numbers=");
        assertThat(offered("ppp profile unset default", "lcp_echo_i")).containsExactly("lcp_echo_interval");
        assertThat(offered("debug modify", "fsm=")).containsExactly("fsm=on", "fsm=off");
        assertThat(offered("system modify", "drain_tunnels=")).containsExactly("drain_tunnels=yes", "drain_tunnels=no");
    }

    @Test
    void offerWhatTheDaemonHas() {
        assertThat(offered("show tunnel", "")).containsExactly("office");
        assertThat(offered("show session", "off")).containsExactly("office/s1");
        assertThat(offered("tunnel show", "tunnel_n")).containsExactly("tunnel_name=office");
        assertThat(offered("peer profile show", "")).containsExactly("default");
    }

    @Test
    void offerNothingWhenTheDaemonDoesNotAnswer() throws IOException {
        server.close();
        assertThat(offered("show tunnel", "")).isEmpty();
    }

    @Test
    void everySourceBelongsToACommand() {
        completions.paths().forEach(path -> {
            var command = Jl2tpctl.all();
            for (String word : path.split(" ")) {
                assertThat(command.getSubcommands()).as(path).containsKey(word);
                command = command.getSubcommands().get(word);
            }
        });
    }

    @Test
    void historyKeepsNoSecrets() throws IOException {
        assertThat(ShellHistory.isSecret("session create office user_password=x"))
                .isTrue();
        assertThat(ShellHistory.isSecret("tunnel create dest_ipaddr=h secret=x secret_name=y"))
                .isTrue();
        assertThat(ShellHistory.isSecret("session modify a/b proxy_auth_response=x"))
                .isTrue();
        assertThat(ShellHistory.isSecret("tunnel create dest_ipaddr=h secret_name=office"))
                .isFalse();
        assertThat(ShellHistory.isSecret("tunnel list")).isFalse();
        Path file = ShellHistory.prepare(directory.resolve("a/b/history"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private List<String> offered(String before, String word) {
        List<String> words = before.isEmpty() ? List.of() : List.of(before.split(" "));
        return completions.of(words, word).stream().map(Completions.Word::text).toList();
    }
}
