package org.jl2tpd.bench;

import java.util.List;
import java.util.Locale;

/**
 * The rows that a comparison publishes, as Markdown. Rates and times are the best of the runs, because whatever else a machine does
 * only takes away from them; CPU time and memory, which that hardly changes, are medians.
 */
final class Table {
    /** @param moreIsBetter how the ratio is to be read: above 1 is better for us either way */
    private record Row(String label, String name, String format, boolean moreIsBetter, String aim) {}

    private static final List<Row> ROWS = List.of(
            new Row("Start to service, ms", "start_ms", "%.0f", false, "1,000"),
            new Row(
                    "Sessions/s to IPCP up, first 10,000 of a fresh process",
                    "setup_first_per_second",
                    "%,.0f",
                    true,
                    ""),
            new Row("CPU per session, same, us", "setup_first_lns_cpu_us", "%.0f", false, ""),
            new Row("Sessions/s to IPCP up, process warm", "setup_per_second", "%,.0f", true, "10,000"),
            new Row("CPU per session, process warm, us", "setup_lns_cpu_us", "%.0f", false, "100"),
            new Row("Set-up time at 2,000/s: median, ms", "paced_p50_ms", "%.2f", false, ""),
            new Row("Set-up time at 2,000/s: p99, ms", "paced_p99_ms", "%.2f", false, "5"),
            new Row("2 % loss, 3 % reordering: of 1,000 sessions up", "lossy_up", "%,.0f", true, "1,000"),
            new Row("2 % loss, 3 % reordering: median, ms", "lossy_p50_ms", "%,.0f", false, "2,000"),
            new Row("2 % loss, 3 % reordering: p99, ms", "lossy_p99_ms", "%,.0f", false, ""),
            new Row("Packets/s each way, 64 octets", "echo64_echo_per_second", "%,.0f", true, "l2tpns"),
            new Row("CPU per packet and answer, 64 octets, us", "echo64_echo_lns_cpu_us", "%.2f", false, ""),
            new Row("Packets/s each way, 1400 octets", "echo1400_echo_per_second", "%,.0f", true, "l2tpns"),
            new Row("CPU per packet and answer, 1400 octets, us", "echo1400_echo_lns_cpu_us", "%.2f", false, ""),
            new Row("Tunnels/s, first 400 of a fresh process", "tunnels400_per_second", "%,.0f", true, ""),
            new Row("Tunnels/s, 5,000", "tunnels5000_per_second", "%,.0f", true, ""),
            new Row("Tunnels/s, 50,000", "tunnels50000_per_second", "%,.0f", true, "as 5,000"),
            new Row("CPU per tunnel, 5,000, us", "tunnels5000_lns_cpu_us", "%.0f", false, "as a session"),
            new Row("CPU per tunnel, 50,000, us", "tunnels50000_lns_cpu_us", "%.0f", false, "as 5,000"),
            new Row("Resident memory idle, MiB", "idle_rss_mib", "%,.0f", false, ""),
            new Row("Resident memory, 10,000 sessions, MiB", "hold10000_rss_mib", "%,.0f", false, ""),
            new Row("Resident memory, 60,000 sessions, MiB", "holdmax_rss_mib", "%,.0f", false, ""),
            new Row("Heap in use, 10,000 sessions, MiB", "hold10000_heap_mib", "%,.0f", false, ""),
            new Row("Heap in use, 60,000 sessions, MiB", "holdmax_heap_mib", "%,.0f", false, "304"),
            new Row("Heap per session at 60,000, octets", "holdmax_heap_per_session", "%,.0f", false, "3,072"));

    private Table() {}

    static String markdown(Results results) {
        StringBuilder table = new StringBuilder("| | jl2tpd | l2tpns | ratio | aim |\n|---|---:|---:|---:|---:|\n");
        for (Row row : ROWS) {
            double ours = value(results, "jl2tpd", row);
            double theirs = value(results, "l2tpns", row);
            double ratio = row.moreIsBetter ? ours / theirs : theirs / ours;
            table.append("| " + row.label + " | " + text(row.format, ours) + " | " + text(row.format, theirs) + " | "
                    + text("%.2f", ratio) + " | " + row.aim + " |\n");
        }
        return table.toString();
    }

    private static double value(Results results, String lns, Row row) {
        boolean median = row.name.contains("_cpu_") || row.name.contains("_mib") || row.name.contains("heap");
        return median ? results.median(lns, row.name) : results.best(lns, row.name, row.moreIsBetter);
    }

    private static String text(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
