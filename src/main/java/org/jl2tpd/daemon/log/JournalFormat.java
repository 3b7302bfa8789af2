package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * An entry of systemd's journal in its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): {@code FIELD=value} a line, and a value with a line end in it
 * by its length. Beside the line for people each key is a field of its own: {@code JL2TPD_TUNNEL=12}.
 */
final class JournalFormat implements TargetFormat {
    /** Longest name of a field. */
    static final int NAME_LIMIT = 64;

    /** Octets of a value. */
    static final int VALUE_LIMIT = LogValue.LENGTH_LIMIT;

    private static final String PREFIX = "JL2TPD_";

    private final int facility;
    private final long pid;

    JournalFormat(int facility, long pid) {
        this.facility = facility;
        this.pid = pid;
    }

    @Override
    public byte[] datagram(ILoggingEvent event, int limit) {
        var out = new ByteArrayOutputStream(512);
        int priority = Severity.of(event.getLevel());
        field(out, "MESSAGE", Octets.of(KeyValueLayout.words(event), limit / 2));
        field(out, "PRIORITY", Integer.toString(priority));
        field(out, "SYSLOG_IDENTIFIER", "jl2tpd");
        field(out, "SYSLOG_FACILITY", Integer.toString(facility));
        field(out, "SYSLOG_PID", Long.toString(pid));
        String message = event.getFormattedMessage();
        field(out, KeyValueLayout.isName(message) ? PREFIX + "EVENT" : PREFIX + "TEXT", message);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
            byte[] value = Octets.of(String.valueOf(pair.value), VALUE_LIMIT);
            // What does not fit is in the message, as far as that is whole.
            if (out.size() + value.length + 2 * NAME_LIMIT < limit) {
                field(out, name(pair.key), value);
            }
        }
        return out.toByteArray();
    }

    /** Names have capital letters, digits and underscores, and begin with a letter. */
    static String name(String key) {
        String name = PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        return name.substring(0, Math.min(NAME_LIMIT, name.length()));
    }

    private static void field(ByteArrayOutputStream out, String name, String value) {
        field(out, name, Octets.of(value, VALUE_LIMIT));
    }

    private static void field(ByteArrayOutputStream out, String name, byte[] value) {
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        boolean isText = true;
        for (byte octet : value) {
            isText &= octet != '\n';
        }
        if (isText) {
            out.write('=');
        } else {
            out.write('\n');
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(length.putLong(value.length).array());
        }
        out.writeBytes(value);
        out.write('\n');
    }
}
