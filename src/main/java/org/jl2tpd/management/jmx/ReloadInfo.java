package org.jl2tpd.management.jmx;

import java.util.List;
import org.jl2tpd.management.ReloadReport;

/**
 * What a reload did, or would do; a line for each piece.
 *
 * @param file what was read
 * @param changes what the file changes, and what follows of it
 * @param dropped what operators had made and the file does not have
 * @param restart what only a restart takes over
 * @param failed what could not be done
 */
public record ReloadInfo(
        String file, List<String> changes, List<String> dropped, List<String> restart, List<String> failed) {
    static ReloadInfo of(ReloadReport report) {
        return new ReloadInfo(report.file(), report.changes(), report.dropped(), report.restart(), report.failed());
    }
}
