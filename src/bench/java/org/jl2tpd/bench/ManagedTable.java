package org.jl2tpd.bench;

import java.util.Locale;

/** What {@link Managed} measured, as Markdown. Beside snmpd it is the best rounds, since disturbance only takes away, and the median of the rounds'
 * ratios; all else is medians. */
final class ManagedTable {
    private ManagedTable() {}

    static String markdown(Results results) {
        StringBuilder table = new StringBuilder(
                "| | jl2tpd | snmpd | ratio | median ratio | aim |\n|---|---:|---:|---:|---:|---:|\n");
        beside(table, results, "Rows/s, 9 columns of 10,000 rows", "rows_per_second", "%,.0f", true, "1");
        String columns = "%.0f and %.0f columns"
                .formatted(results.median("jl2tpd", "whole_columns"), results.median("snmpd", "whole_columns"));
        beside(
                table,
                results,
                "Varbinds/s, whole table (" + columns + ")",
                "whole_varbinds_per_second",
                "%,.0f",
                true,
                "1");
        beside(table, results, "CPU per varbind, 9 columns, us", "cpu_us_per_varbind", "%.2f", false, "");
        beside(table, results, "CPU per varbind, whole table, us", "whole_cpu_us_per_varbind", "%.2f", false, "");
        alone(table, results, "GETBULK of 50, 100 sessions/s come and go: median, ms", "pdu_p50_ms", "%.2f", "");
        alone(table, results, "GETBULK of 50, same: p99, ms", "pdu_p99_ms", "%.2f", "");
        alone(table, results, "GETBULK of 50, same: longest, ms", "pdu_max_ms", "%.1f", "200");
        alone(table, results, "Sessions/s set up, nobody reads", "setup_alone", "%,.0f", "");
        alone(table, results, "Sessions/s set up, walks and Jolokia reads go on", "setup_managed", "%,.0f", "");
        double[] ratios = results.ratios("jl2tpd", "setup_managed", "jl2tpd", "setup_alone");
        table.append("| Same, ratio | | | | " + text("%.2f", Results.median(ratios)) + " | 0.9 |\n");
        alone(table, results, "Jolokia reads/s meanwhile", "setup_reads_per_second", "%,.0f", "");
        alone(table, results, "Jolokia reads/s, one client, process warm", "console_reads_per_second", "%,.0f", "");
        alone(
                table,
                results,
                "Engine thread's share of a core while tables are watched, %",
                "watched_engine_share",
                "%.1f",
                "5");
        alone(table, results, "Whole process's share, same, %", "watched_process_share", "%.1f", "");
        return table.toString();
    }

    private static void beside(
            StringBuilder table, Results results, String label, String name, String format, boolean more, String aim) {
        double[] ratios =
                more ? results.ratios("jl2tpd", name, "snmpd", name) : results.ratios("snmpd", name, "jl2tpd", name);
        double ours = results.best("jl2tpd", name, more);
        double theirs = results.best("snmpd", name, more);
        table.append("| " + label + " | " + text(format, ours) + " | " + text(format, theirs) + " | "
                + text("%.2f", more ? ours / theirs : theirs / ours) + " | " + text("%.2f", Results.median(ratios))
                + " | " + aim + " |\n");
    }

    private static void alone(
            StringBuilder table, Results results, String label, String name, String format, String aim) {
        table.append("| " + label + " | " + text(format, results.median("jl2tpd", name)) + " | | | | " + aim + " |\n");
    }

    private static String text(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
