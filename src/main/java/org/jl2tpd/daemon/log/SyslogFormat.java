package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What syslog(3) writes to /dev/log, and what daemons of syslog expect there: RFC 3164 without the host's name. The text is the line that
 * a file would have, without time and level, which syslog knows.
 */
final class SyslogFormat implements TargetFormat {
    /** Octets of a datagram; daemons of syslog take 8 KiB as they come. */
    static final int LIMIT = 8_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    private final int facility;
    private final String tag;
    private final ZoneId zone;

    SyslogFormat(int facility, long pid, ZoneId zone) {
        this.facility = facility;
        this.tag = "jl2tpd[" + pid + "]: ";
        this.zone = zone;
    }

    @Override
    public byte[] datagram(ILoggingEvent event, int limit) {
        int priority = facility * 8 + Severity.of(event.getLevel());
        String time = TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone));
        return Octets.of("<" + priority + ">" + time + " " + tag + KeyValueLayout.words(event), Math.min(limit, LIMIT));
    }
}
