package org.jl2tpd.management.jmx;

import java.util.List;
import org.jl2tpd.management.SaveReport;

/**
 * What a save did.
 *
 * @param file what was written
 * @param changes what it changed in the file, a line each
 * @param commentLinesDropped lines with comments that were in the file and are no more
 */
public record SavedInfo(String file, List<String> changes, int commentLinesDropped) {
    static SavedInfo of(SaveReport report) {
        return new SavedInfo(report.file(), report.changes(), report.commentLinesDropped());
    }
}
