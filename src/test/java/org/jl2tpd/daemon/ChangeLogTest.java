package org.jl2tpd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jl2tpd.cli.Jl2tpctl;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.socket.ControlSocketClient;
import org.jl2tpd.management.socket.ControlSocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators change over the control socket is logged with their name, and never with a secret. */
class ChangeLogTest {
    @TempDir
    Path directory;

    @Test
    void saysWhoChangedWhat() throws Exception {
        FakeEngine engine = new FakeEngine();
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "h"));
        engine.sessions.add(FakeEngine.session(7, 1, "alice"));
        try (LogLines lines = new LogLines();
                ControlSocketServer server =
                        ControlSocketServer.start(directory.resolve("control.sock"), "", engine.control())) {
            String socket = server.path().toString();
            run("session", "create", "office", "user_name=bob", "user_password=hunter2", "--socket", socket);
            run("tunnel", "list", "--socket", socket);
            run("tunnel", "modify", "office", "no_such_thing=1", "--socket", socket);
            run("close", "tunnel", "office", "--socket", socket);
            try (ControlSocketClient client = ControlSocketClient.connect(server.path())) {
                JsonObject question = new JsonObject();
                question.addProperty("user", "alice");
                question.addProperty("password", "hunter2");
                client.call("radius_test", question);
            }
            assertThat(lines.of("asked"))
                    .singleElement()
                    .asString()
                    .contains("radius_test", "alice")
                    .doesNotContain("hunter2");
            assertThat(lines.of("changed")).hasSize(2);
            assertThat(lines.of("change_failed"))
                    .singleElement()
                    .asString()
                    .contains("modify_tunnel", "outcome=")
                    .doesNotContain("no_such_thing=1");
            assertThat(lines.of("changed").get(0))
                    .contains("by=\"" + System.getProperty("user.name") + "\"")
                    .contains("create_session", "office", "user_password")
                    .doesNotContain("hunter2");
        }
    }

    private static void run(String... words) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Jl2tpctl.run(nowhere, nowhere, words);
    }
}
