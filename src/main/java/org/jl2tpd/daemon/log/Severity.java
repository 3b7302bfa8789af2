package org.jl2tpd.daemon.log;

import ch.qos.logback.classic.Level;

/** Severities of syslog (RFC 5424 6.2.1), which the journal has too. */
final class Severity {
    private Severity() {}

    static int of(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 3;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return 4;
        }
        return level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }
}
