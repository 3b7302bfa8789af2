package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jl2tpd.engine.EngineEvent;
import org.jl2tpd.wire.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes where this process logs to, and puts it back to standard error. */
class LoggingTest {
    @TempDir
    Path directory;

    @AfterEach
    void backToStandardError() throws IOException {
        Logging.configure("info", "");
    }

    @Test
    void writesEventsWithTheFieldsThatTheyHave() throws IOException {
        Path file = directory.resolve("log");
        Logging.configure("info", file.toString());
        EventLog log = new EventLog("lns");
        log.event(new EngineEvent(
                EngineEvent.Kind.SESSION_UP,
                12,
                34,
                "",
                IpAddress.parse("192.0.2.1"),
                "alice smith",
                null,
                "l2tp0",
                ""));
        log.event(new EngineEvent(EngineEvent.Kind.TUNNEL_REFUSED, 0, 0, "office", null, "", null, "", "why"));
        log.trace("FSM", 12, 0, "IDLE -> UP");
        Logging.configure("info", "");
        assertThat(Files.readString(file).replaceAll("(?m)^ts=\\S+ ", "")).isEqualTo("""
                        level=info event=session_up daemon=lns tunnel=12 session=34 peer=192.0.2.1 user="alice smith" device=l2tp0
                        level=warn event=tunnel_refused daemon=lns name=office detail=why
                        level=trace event=trace daemon=lns facility=fsm tunnel=12 text="IDLE -> UP"
                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void goesOnInANewFileAfterARotation() throws IOException {
        Path file = directory.resolve("log");
        Logging.configure("warn", file.toString());
        EventLog log = new EventLog("");
        log.trace("fsm", 1, 0, "before");
        Files.move(file, directory.resolve("log.1"));
        Logging.reopen();
        log.trace("fsm", 1, 0, "after");
        Logging.configure("info", "");
        assertThat(directory.resolve("log.1")).content().contains("text=before").doesNotContain("after");
        assertThat(file).content().contains("text=after").doesNotContain("before");
    }

    @Test
    void saysThatAFileCanNotBeWritten() {
        assertThatThrownBy(() -> Logging.configure("info", "/nowhere/log"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/log");
    }
}
