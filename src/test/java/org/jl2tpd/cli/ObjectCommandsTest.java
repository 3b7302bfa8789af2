package org.jl2tpd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

/** Objects and verbs: the same commands, said the other way round. */
@Timeout(20)
class ObjectCommandsTest {
    @TempDir
    Path directory;

    private final FakeEngine engine = new FakeEngine();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path socket;
    private ControlSocketServer server;

    @BeforeEach
    void start() throws IOException {
        socket = directory.resolve("control.sock");
        server = ControlSocketServer.start(socket, "", engine.control());
        engine.tunnels.add(FakeEngine.tunnel(7, "office", "lns.example.net"));
        engine.sessions.add(FakeEngine.session(7, 1, "alice"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sayTheSameAsVerbs() {
        for (String[] pair : List.of(
                new String[] {"list tunnels", "tunnel list"},
                new String[] {"list sessions office", "session list tunnel_name=office"},
                new String[] {"show tunnel 7", "tunnel show tunnel_id=7"},
                new String[] {"show session office/s1", "session show tunnel_name=office session_name=s1"},
                new String[] {"status", "system show status"})) {
            assertThat(answer(pair[1])).as(pair[1]).isEqualTo(answer(pair[0])).isNotEmpty();
        }
    }

    @Test
    void sayInTheirHelpHowTheyAreCalled() {
        assertThat(answer("session create --help")).contains("Usage: jl2tpctl session create ");
        assertThat(answer("session profile create --help")).contains("Usage: jl2tpctl session profile create ");
    }

    @Test
    void findTunnelsByIdOrNameInAnyOrderOfWords() {
        assertThat(run("tunnel delete tunnel_name=office --reason night")).isZero();
        assertThat(run("session delete session_id=1 tunnel_id=7")).isZero();
        assertThat(run("tunnel modify hello_timeout=20 tunnel_id=7")).isZero();
        assertThat(err.toString()).isEqualTo("Modified tunnel 7\n");
        assertThat(out.toString()).isEmpty();
        assertThat(run("tunnel drain office off")).isZero();
        assertThat(engine.asked)
                .contains(
                        new Command.CloseTunnel(new TunnelKey(0, "office"), "night"),
                        new Command.CloseSession(new TunnelKey(7, ""), new SessionKey(1, ""), ""),
                        new Command.DrainTunnel(new TunnelKey(0, "office"), false))
                .anyMatch(Command.ModifyTunnel.class::isInstance);
    }

    @Test
    void refuseWhatNamesNothingOrTooMuch() {
        for (String wrong : List.of(
                "tunnel show",
                "tunnel show tunnel_id=x",
                "tunnel show tunnel_id=7 tunnel_name=office",
                "tunnel modify office",
                "session delete tunnel_id=7",
                "session delete session_id=7",
                "session delete office",
                "tunnel show office config nonsense",
                "tunnel list local_only remote_only",
                "tunnel drain office on off",
                "ppp profile show a b",
                "debug modify fsm=maybe",
                "watch tunnel delete office",
                "tunnel",
                "system show")) {
            assertThat(run(wrong)).as(wrong).isEqualTo(ExitCode.USAGE);
        }
        assertThat(engine.asked).noneMatch(c -> c instanceof Command.CloseTunnel || c instanceof Command.CloseSession);
    }

    @Test
    void listOneSideAloneAndNamesAlone() {
        assertThat(answer("tunnel list remote_only")).isEqualTo("no tunnels\n");
        assertThat(answer("tunnel list local_only names")).isEqualTo("office\n");
        assertThat(answer("tunnel list remote_only --json")).isEqualTo("[]\n");
        assertThat(answer("user list")).contains("alice").contains("10.0.0.1").doesNotContain("10.0.0.2");
    }

    @Test
    void showThatADisabledDaemonDrainsToo() {
        String system = "{'version':'1','process_id':1,'uptime_seconds':1,'datapath':'memory','stopping':false,"
                + "'enabled':false,'draining':true,'tunnels_established':0,'tunnels':0,'half_open':0,"
                + "'sessions_established':0,'sessions':0}";
        assertThat(Screens.status(JsonParser.parseString(system).getAsJsonObject()))
                .contains(", disabled, draining");
    }

    @Test
    void sayWhyACaptureCannotBeWritten() {
        Path file = directory.resolve("none/x.pcap");
        assertThatThrownBy(() -> Files.createFile(file))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(CaptureCommand.Limits.reason(e)).isEqualTo("no such folder"));
        assertThat(CaptureCommand.Limits.reason(new AccessDeniedException("/x")))
                .isEqualTo("permission denied");
        assertThat(CaptureCommand.Limits.reason(new IOException("it is there"))).isEqualTo("it is there");
    }

    @Test
    void makeAndChangeProfiles() {
        assertThat(run("tunnel profile create profile_name=far retry_timeout=3"))
                .isZero();
        assertThat(err.toString()).isEqualTo("Created tunnel profile far\n");
        assertThat(answer("tunnel profile list --names")).isEqualTo("default\nfar\n");
        assertThat(answer("tunnel profile show far")).contains("retry_timeout", "3", "set");
        assertThat(run("tunnel profile modify far retry_timeout=4 max_retries=7"))
                .isZero();
        assertThat(run("tunnel profile unset far retry_timeout")).isZero();
        var far =
                JsonParser.parseString(answer("tunnel profile show far --json")).getAsJsonObject();
        assertThat(far.getAsJsonArray("set").toString()).isEqualTo("[\"max_retries\"]");
        assertThat(run("tunnel profile delete far")).isZero();
        assertThat(run("tunnel profile delete default")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void countFromAResetThatTouchesTheCommandLineAlone() {
        assertThat(answer("system show statistics"))
                .contains("since the start", "SCCRQ", "datagrams_received  123456789012");
        assertThat(run("system modify reset_statistics=yes")).isZero();
        assertThat(answer("system show statistics")).containsPattern("datagrams_received +0\n");
        assertThat(answer("counters")).contains("123456789012");
    }

    @Test
    void drainAndDisableTheDaemon() {
        run("system modify drain_tunnels=yes");
        run("system disable");
        run("peer drain default");
        run("peer disable default");
        assertThat(engine.asked)
                .contains(
                        new Command.Drain(true),
                        new Command.SetEnabled(false),
                        new Command.SetPeerState("default", null, true),
                        new Command.SetPeerState("default", false, null));
        assertThat(run("system modify drain_tunnels=perhaps")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void traceWithOnAndOff() {
        run("debug modify fsm=on data=on tunnel_id=7");
        run("debug modify fsm=on");
        assertThat(answer("debug show")).containsPattern("fsm +on").containsPattern("data +off");
    }

    @Test
    void showGrowthWhenWatched() {
        Rates rates = new Rates();
        rates.next();
        assertThat(rates.of("a", 10)).isEmpty();
        rates.next();
        assertThat(Long.parseLong(rates.of("a", 1_000_000))).isPositive();
        assertThat(rates.of("b", 1)).isEmpty();
    }

    private String answer(String line) {
        out = new StringWriter();
        assertThat(run(line)).as(line + err).isZero();
        return out.toString();
    }

    private int run(String line) {
        String[] words = Stream.concat(Stream.of(line.split(" ")), Stream.of("--socket", socket.toString()))
                .toArray(String[]::new);
        err = new StringWriter();
        return Jl2tpctl.run(new PrintWriter(out), new PrintWriter(err), words);
    }
}
