package org.jl2tpd.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class KeyValueLayoutTest {
    private static final long TIME_MS = 1_700_000_000_007L;
    private final KeyValueLayout layout = new KeyValueLayout();

    @Test
    void writesOneLineWithTimeLevelEventAndFields() {
        assertThat(line("tunnel_up", "tunnel", 12, "peer", "192.0.2.1"))
                .isEqualTo("ts=2023-11-14T22:13:20.007Z level=info event=tunnel_up tunnel=12 peer=192.0.2.1\n");
    }

    @Test
    void quotesWhatWouldNotSplitAgain() {
        assertThat(fields("a b")).isEqualTo("\"a b\"");
        assertThat(fields("")).isEqualTo("\"\"");
        assertThat(fields("a=b")).isEqualTo("\"a=b\"");
        assertThat(fields("say \"hi\" \\ ")).isEqualTo("\"say \\\"hi\\\" \\\\ \"");
        assertThat(fields("fe80::1%eth0")).isEqualTo("fe80::1%eth0");
    }

    @Test
    void keepsAHostilePeersValueOnOneLine() {
        assertThat(fields("x\nts=1 level=error\r\t\033[2J\u2028\u202e"))
                .isEqualTo("\"x\\nts=1 level=error\\r\\t\\u001b[2J\\u2028\\u202e\"");
        assertThat(fields("\ud800")).isEqualTo("\"\\ud800\"");
        assertThat(fields("gr\u00fc\u00df \ud83d\ude00")).isEqualTo("\"gr\u00fc\u00df \ud83d\ude00\"");
    }

    @Test
    void cutsAValueThatIsTooLong() {
        assertThat(fields("x".repeat(10_000)))
                .hasSize(LogValue.LENGTH_LIMIT + 5)
                .endsWith("...\"");
    }

    @Test
    void neverShowsASecret() {
        assertThat(line("session_up", "password", Secret.of("hunter2"))).doesNotContain("hunter2");
    }

    @Test
    void callsAMessageOfSeveralWordsMsg() {
        assertThat(line("the file is gone")).contains(" msg=\"the file is gone\"");
    }

    @Test
    void writesAnExceptionOnTheSameLine() {
        LoggingEvent event = event("broken");
        event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(
                new IllegalStateException("two\nlines", new RuntimeException("root"))));
        assertThat(layout.doLayout(event))
                .contains(" exception=java.lang.IllegalStateException error=\"two\\nlines\" stack=")
                .contains("cause_error=root")
                .containsOnlyOnce("\n");
    }

    private String fields(String value) {
        String line = line("e", "k", value);
        return line.substring(line.indexOf(" k=") + 3, line.length() - 1);
    }

    private String line(String message, Object... pairs) {
        LoggingEvent event = event(message);
        for (int i = 0; i < pairs.length; i += 2) {
            event.addKeyValuePair(new KeyValuePair((String) pairs[i], pairs[i + 1]));
        }
        return layout.doLayout(event);
    }

    private static LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setTimeStamp(TIME_MS);
        event.setLevel(Level.INFO);
        event.setMessage(message);
        return event;
    }
}
