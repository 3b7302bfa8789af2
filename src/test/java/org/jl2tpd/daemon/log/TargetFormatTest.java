package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jl2tpd.daemon.log.LogLineEvents.line;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams for syslog and the journal, octet by octet. */
class TargetFormatTest {
    private final SyslogFormat syslog = new SyslogFormat(3, 42, ZoneOffset.UTC);
    private final JournalFormat journal = new JournalFormat(3, 42);

    private static String text(TargetFormat format, LoggingEvent event) {
        return new String(format.datagram(event, 65_536), StandardCharsets.UTF_8);
    }

    @Test
    void syslogHasPriorityTimeTagAndTheLine() {
        assertThat(text(syslog, line(Level.INFO, "session_up", "tunnel", "12", "user", "al ice")))
                .isEqualTo("<30>Sep 21 14:13:21 jl2tpd[42]: event=session_up tunnel=12 user=\"al ice\"");
        var early = line(Level.ERROR, "x");
        early.setTimeStamp(0);
        assertThat(text(syslog, early)).isEqualTo("<27>Jan  1 00:00:00 jl2tpd[42]: event=x");
    }

    @Test
    void severitiesAreThoseOfTheLevels() {
        assertThat(text(new SyslogFormat(16, 1, ZoneOffset.UTC), line(Level.WARN, "x")))
                .startsWith("<132>");
        assertThat(text(syslog, line(Level.DEBUG, "x"))).startsWith("<31>");
        assertThat(text(syslog, line(Level.TRACE, "x"))).startsWith("<31>");
    }

    @Test
    void aLineOfSyslogIsOneLineOfBoundedLength() {
        String peers = "a\nb\0c\u001b[0m" + "\u00e4".repeat(20_000);
        byte[] datagram = syslog.datagram(line(Level.INFO, "x", "user", peers, "other", peers), 65_536);
        String text = new String(datagram, StandardCharsets.UTF_8);
        assertThat(datagram.length).isBetween(SyslogFormat.LIMIT - 4, SyslogFormat.LIMIT);
        assertThat(text)
                .contains("user=\"a\\nb\\u0000c\\u001b[0m")
                .endsWith(" ...")
                .doesNotContain("\n", "\0", "\ufffd");
    }

    @Test
    void theJournalHasAFieldForEachKey() {
        assertThat(text(journal, line(Level.WARN, "tunnel_refused", "tunnel", "12", "peer-name", "x")))
                .isEqualTo("MESSAGE=event=tunnel_refused tunnel=12 peer-name=x\n"
                        + "PRIORITY=4\nSYSLOG_IDENTIFIER=jl2tpd\nSYSLOG_FACILITY=3\nSYSLOG_PID=42\n"
                        + "JL2TPD_EVENT=tunnel_refused\nJL2TPD_TUNNEL=12\nJL2TPD_PEER_NAME=x\n");
    }

    @Test
    void theJournalGetsAValueOfSeveralLinesByItsLength() throws Exception {
        byte[] value = "a\nPRIORITY=0\nb".getBytes(StandardCharsets.UTF_8);
        byte[] datagram =
                journal.datagram(line(Level.INFO, "x", "user", new String(value, StandardCharsets.UTF_8)), 65_536);
        var expected = new ByteArrayOutputStream();
        expected.writeBytes(("MESSAGE=event=x user=\"a\\nPRIORITY=0\\nb\"\nPRIORITY=6\nSYSLOG_IDENTIFIER=jl2tpd\n"
                        + "SYSLOG_FACILITY=3\nSYSLOG_PID=42\nJL2TPD_EVENT=x\nJL2TPD_USER\n")
                .getBytes(StandardCharsets.UTF_8));
        expected.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value.length)
                .array());
        expected.writeBytes(value);
        expected.write('\n');
        assertThat(datagram).isEqualTo(expected.toByteArray());
    }

    @Test
    void aLongEntryIsCutWithAMark() {
        String[] pairs = new String[200];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = "key" + i;
            pairs[i + 1] = "v".repeat(9_000);
        }
        byte[] datagram = journal.datagram(line(Level.INFO, "x", pairs), 4_096);
        assertThat(datagram.length).isLessThan(4_096);
        assertThat(new String(datagram, StandardCharsets.UTF_8)).contains(" ...\nPRIORITY=6\n");
    }

    @Test
    void namesOfFieldsAreThoseThatTheJournalTakes() {
        assertThat(JournalFormat.name("tunnel.id \u00e4")).isEqualTo("JL2TPD_TUNNEL_ID__");
        assertThat(JournalFormat.name("x".repeat(99))).hasSize(64);
    }

    @Test
    void standardErrorIsTheJournalWhereTheVariableSaysThatVeryStream(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("stream"));
        String id = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
        assertThat(JournalStream.is(id, file)).isTrue();
        assertThat(JournalStream.is(id + "1", file)).isFalse();
        assertThat(JournalStream.is(null, file)).isFalse();
        assertThat(JournalStream.is(id, folder.resolve("none"))).isFalse();
        assertThat(new KeyValueLayout(true).doLayout(line(Level.ERROR, "x")))
                .isEqualTo("<3>ts=2026-09-21T14:13:21.000Z level=error event=x\n");
    }
}
