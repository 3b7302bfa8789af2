package org.jl2tpd.daemon.log;

import java.util.Locale;
import org.jl2tpd.profile.Choices;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.SystemAttributes;

/**
 * From which level what is logged to where.
 *
 * @param level {@code trace} to {@code error}
 * @param file to append to, for the target {@code FILE}
 * @param facility number of syslog's facility, for the targets {@code SYSLOG} and {@code JOURNAL}
 * @param socket of syslog or the journal
 */
public record LogSettings(String level, Choices.LogTarget target, String file, int facility, String socket) {
    /** Where syslog(3) sends to. */
    public static final String SYSLOG_SOCKET = "/dev/log";

    /** Where sd_journal_send(3) sends to. */
    public static final String JOURNAL_SOCKET = "/run/systemd/journal/socket";

    /** What a system profile says. */
    public static LogSettings of(Profile system) {
        Choices.LogTarget target = SystemAttributes.logTarget(system);
        return new LogSettings(
                system.get(SystemAttributes.LOG_LEVEL).name().toLowerCase(Locale.ROOT),
                target,
                system.get(SystemAttributes.LOG_FILE),
                system.get(SystemAttributes.SYSLOG_FACILITY).code,
                target == Choices.LogTarget.JOURNAL ? JOURNAL_SOCKET : SYSLOG_SOCKET);
    }

    /** A file, or standard error where there is none. */
    static LogSettings ofFile(String level, String file) {
        return new LogSettings(level, file.isEmpty() ? Choices.LogTarget.STDERR : Choices.LogTarget.FILE, file, 0, "");
    }

    /** What is said of a target that can't be reached. */
    @Override
    public String toString() {
        return switch (target) {
            case STDERR -> "standard error";
            case FILE -> file;
            case SYSLOG, JOURNAL -> socket;
        };
    }
}
