package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jl2tpd.daemon.LogLines;
import org.jl2tpd.engine.Command;
import org.jl2tpd.engine.Command.SessionKey;
import org.jl2tpd.engine.Command.TunnelKey;
import org.jl2tpd.management.FakeEngine;
import org.jl2tpd.management.socket.ControlSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class Jl2tpctlTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path socket;
    private ControlSocketServer server;

    @BeforeEach
    void start() throws IOException {
        socket = directory.resolve("control.sock");
        server = ControlSocketServer.start(socket, "", engine.control());
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example.net"));
        engine.tunnels.add(FakeEngine.tunnel(4242, "", "evil\033[2J"));
        engine.sessions.add(FakeEngine.session(7, 1, "alice"));
        engine.sessions.add(FakeEngine.session(4242, 30001, "bob"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void listsTunnelsInAlignedColumnsWithoutControlCharacters() throws IOException {
        assertThat(run("list", "tunnels")).isZero();
        assertThat(out.toString()).isEqualTo(golden("tunnels.txt"));
    }

    @Test
    void listsSessionsOfAllTunnelsOrOfOne() throws IOException {
        assertThat(run("list", "sessions")).isZero();
        assertThat(out.toString()).isEqualTo(golden("sessions.txt"));
        assertThat(run("list", "sessions", "7")).isZero();
        assertThat(engine.asked).contains(new Command.ListSessions(7, 0, 0, 200));
    }

    @Test
    void listsAndShowsStaticTunnels() throws IOException {
        assertThat(run("list", "static-tunnels")).isZero();
        assertThat(run("show", "static-tunnel", "branch")).isZero();
        assertThat(out.toString()).isEqualTo(golden("static-tunnels.txt"));
        assertThat(run("show", "static-tunnel", "nowhere")).isNotZero();
        assertThat(err.toString()).contains("there is no static tunnel \"nowhere\"");
    }

    @Test
    void listsStaticTunnelsAsJson() {
        assertThat(run("list", "static-tunnels", "--json")).isZero();
        var rows = JsonParser.parseString(out.toString()).getAsJsonArray();
        JsonObject first = rows.get(0).getAsJsonObject();
        assertThat(first.get("id").getAsLong()).isEqualTo(4_294_967_295L);
        assertThat(first.getAsJsonArray("sessions")
                        .get(0)
                        .getAsJsonObject()
                        .get("device")
                        .getAsString())
                .isEqualTo("l2-branch");
    }

    @Test
    void showsRadius() throws IOException {
        assertThat(run("radius", "show")).isZero();
        assertThat(out.toString()).isEqualTo(golden("radius.txt"));
    }

    @Test
    void showsRadiusAsJsonWithEveryFigure() {
        assertThat(run("radius", "show", "--json")).isZero();
        JsonObject radius = JsonParser.parseString(out.toString()).getAsJsonObject();
        JsonObject server = radius.getAsJsonArray("servers").get(2).getAsJsonObject();
        assertThat(server.get("name").getAsString()).isEqualTo("aaa2");
        assertThat(server.get("bad_authenticators").getAsLong()).isEqualTo(310);
        assertThat(radius.getAsJsonArray("clients")
                        .get(0)
                        .getAsJsonObject()
                        .get("coa_no_session")
                        .getAsLong())
                .isEqualTo(414);
        assertThat(radius.getAsJsonObject("spool").get("waiting").getAsLong()).isEqualTo(501);
        assertThat(out.toString()).doesNotContain("secret");
    }

    @Test
    void asksRadiusWithAPasswordFromStandardInputAndLogsNone() {
        try (LogLines log = new LogLines()) {
            assertThat(typing("open sesame\n", "radius", "test", "isp", "--user", "alice", "--chap"))
                    .isZero();
            assertThat(out.toString()).isEqualTo("accept by aaa1 after 1.2 ms\n  Reply-Message = CHAP isp\n");
            assertThat(log.of("asked")).anyMatch(line -> line.contains("radius_test") && line.contains("alice"));
            assertThat(log.of("asked")).noneMatch(line -> line.contains("sesame"));
        }
        assertThat(typing("wrong\n", "radius", "test", "--user", "alice")).isEqualTo(1);
        assertThat(out.toString()).contains("reject by aaa1").contains("Reply-Message = PAP \n");
        assertThat(run("radius", "test")).isEqualTo(2);
    }

    private int typing(String input, String... words) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(words);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void showsStatusAndDetails() throws IOException {
        run("status");
        run("show", "tunnel", "office");
        run("show", "session", "office/s1");
        assertThat(out.toString().replaceAll("up \\d+s", "up 0s")).isEqualTo(golden("details.txt"));
    }

    @Test
    void readsLongListsPageByPage() {
        engine.tunnels.clear();
        for (int id = 1; id <= 450; id++) {
            engine.tunnels.add(FakeEngine.tunnel(id, "t" + id, "h"));
        }
        run("list", "tunnels", "--json");
        assertThat(JsonParser.parseString(out.toString()).getAsJsonArray()).hasSize(450);
        assertThat(engine.asked)
                .containsExactly(
                        new Command.ListTunnels(0, 200),
                        new Command.ListTunnels(200, 200),
                        new Command.ListTunnels(400, 200));
    }

    @Test
    void printsAnEmptyListAsAnEmptyArray() {
        engine.sessions.clear();
        run("list", "sessions", "--json");
        assertThat(out.toString()).isEqualTo("[]\n");
    }

    @Test
    void leavesOutCountersThatAreZeroWhenAsked() {
        run("counters", "--nonzero");
        assertThat(out.toString()).contains("datagrams_received  123456789012").doesNotContain("dropped_short");
    }

    @Test
    void setsADebugMaskAndSaysWhatTookEffect() {
        assertThat(run("debug", "tunnel", "office")).isZero();
        assertThat(out.toString()).isEqualTo("debug mask of tunnel office: 0 (none)\n");
        assertThat(run("debug", "tunnel", "office", "control,sequence")).isZero();
        assertThat(out.toString()).endsWith("""
                        debug mask of tunnel office: 6 (control,sequence)
                        WHAT         EFFECT  DETAIL
                        setsockopt   no      accepted and ignored
                        tracepoints  yes     register_tunnel
                        """);
        assertThat(run("debug", "session", "office/30001", "-control", "+8", "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"mask\":12", "\"what\":\"setsockopt\",\"active\":false");
        assertThat(engine.asked)
                .contains(new Command.SetDebugMask(new TunnelKey(0, "office"), new SessionKey(30001, ""), 12));
    }

    @Test
    void refusesBitsThatThereAreNot() {
        for (String wrong : List.of("16", "fsm", "-16", "+")) {
            assertThat(run("debug", "tunnel", "office", wrong)).as(wrong).isEqualTo(2);
        }
        assertThat(engine.asked).noneMatch(Command.SetDebugMask.class::isInstance);
    }

    @Test
    void setsTraceWithSignedNames() {
        assertThat(run("trace", "set", "fsm,data")).isZero();
        assertThat(run("trace", "set", "-data", "+transport")).isZero();
        assertThat(run("trace", "show")).isZero();
        assertThat(out.toString()).endsWith("trace of system: fsm,transport\n");
        assertThat(run("trace", "set", "all", "--session", "office/30001")).isZero();
        assertThat(engine.asked)
                .contains(new Command.SetTrace(new TunnelKey(0, "office"), new SessionKey(30001, ""), 2047));
    }

    @Test
    void closesByIdOrNameWithAReason() {
        assertThat(run("close", "tunnel", "office", "--reason", "maintenance")).isZero();
        assertThat(run("close", "session", "7/s1")).isZero();
        assertThat(engine.asked)
                .containsExactly(
                        new Command.CloseTunnel(new TunnelKey(0, "office"), "maintenance"),
                        new Command.CloseSession(new TunnelKey(7, ""), new SessionKey(0, "s1"), ""));
    }

    @Test
    void endsAWatchThatNobodyReadsAnyMore() {
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        String[] words = {"--socket", socket.toString(), "list", "sessions", "--watch=1"};
        assertThat(Jl2tpctl.run(new PrintWriter(closed), new PrintWriter(err), words))
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysHowToWriteWhatWasMeant() {
        assertThat(run("show", "session", "up", "ms")).isEqualTo(2);
        assertThat(err.toString()).contains("write up/ms\n");
        assertThat(run("list", "foo")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no \"jl2tpctl list foo\"; write tunnels|sessions|pools|static-tunnels\n");
        assertThat(run("status", "--foo")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--foo'");
    }

    @Test
    void givesTheReasonOfATunnelThatIsNotUpButNotOfOneThatIsGoing() {
        String row = "{\"id\":%d,\"name\":\"office\",\"state\":\"%s\",\"last_result\":\"timed out\"}";
        List<JsonObject> rows = Stream.of(row.formatted(1, "CLOSING"), row.formatted(2, "RETRY"))
                .map(text -> JsonParser.parseString(text).getAsJsonObject())
                .toList();
        assertThat(Screens.tunnels(rows)).containsOnlyOnce("office: timed out\n");
    }

    @Test
    void drains() {
        assertThat(run("drain", "on")).isZero();
        assertThat(run("drain", "off")).isZero();
        assertThat(engine.asked).containsExactly(new Command.Drain(true), new Command.Drain(false));
    }

    @Test
    void returnsOneWhenTheDaemonRefuses() {
        assertThat(run("show", "tunnel", "9")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("jl2tpctl: there is no tunnel 9\n");
    }

    @Test
    void returnsTwoForAWrongCommandLine() {
        assertThat(run("list", "peers")).isEqualTo(2);
        assertThat(run("show", "session", "7")).isEqualTo(2);
        assertThat(run("create", "tunnel", "tunnel_name")).isEqualTo(2);
        assertThat(run("trace", "set", "everything")).isEqualTo(2);
        assertThat(engine.asked).noneMatch(Command.SetTrace.class::isInstance);
    }

    @Test
    void returnsThreeWhenNoDaemonAnswers() throws IOException {
        server.close();
        assertThat(run("status")).isEqualTo(3);
        assertThat(err.toString()).contains(socket.toString()).contains("is jl2tpd running?");
    }

    @Test
    void takesTheSocketBeforeOrAfterTheCommand() {
        var writer = new PrintWriter(out);
        assertThat(Jl2tpctl.run(writer, writer, "--json", "--socket", socket.toString(), "show", "system"))
                .isZero();
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .get("sessions")
                        .getAsInt())
                .isEqualTo(3);
    }

    @Test
    void helpsForEveryCommand() {
        for (String line : List.of("", "status", "list", "list sessions", "create tunnel", "trace set", "drain")) {
            String[] words = Stream.concat(Stream.of(line.split(" ")).filter(w -> !w.isEmpty()), Stream.of("--help"))
                    .toArray(String[]::new);
            assertThat(Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), words))
                    .isZero();
        }
        assertThat(out.toString()).contains("Exit codes:").contains("Example");
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... words) {
        String[] line = Stream.concat(Stream.of(words), Stream.of("--socket", socket.toString()))
                .toArray(String[]::new);
        return Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), line);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/org/jl2tpd/cli", name));
    }
}
