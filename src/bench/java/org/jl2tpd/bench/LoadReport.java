package org.jl2tpd.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** The result of a run as named numbers: rates and costs are medians of the rounds after the first, latencies of all of these. */
final class LoadReport {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void addRounds(List<Round> all) {
        List<Round> rounds = all.size() > 1 ? all.subList(1, all.size()) : all;
        Round last = all.get(all.size() - 1);
        put("wanted", last.wanted);
        put("up", rounds.stream().mapToInt(round -> round.up).min().orElse(0));
        put("failed", rounds.stream().mapToInt(round -> round.failed).max().orElse(0));
        put("failures", rounds.stream().map(round -> round.failures).toList().toString());
        put("tunnels_ms", median(rounds, round -> round.tunnelsNs / 1e6));
        put("per_second", median(rounds, Round::perSecond));
        put("seconds", median(rounds, round -> (round.lastUpNs - round.startNs) / 1e9));
        put("lns_cpu_us", median(rounds, round -> round.lnsCpuUs / (double) Math.max(1, round.up)));
        put("load_cpu_us", median(rounds, round -> round.loadCpuUs / (double) Math.max(1, round.up)));
        put("first_per_second", all.get(0).perSecond());
        put("first_lns_cpu_us", all.get(0).lnsCpuUs / (double) Math.max(1, all.get(0).up));
        long[] latencies = rounds.stream()
                .flatMapToLong(round -> LongStream.of(round.latenciesNs()))
                .toArray();
        addLatencies(latencies);
        put(
                "retransmissions",
                rounds.stream().mapToLong(round -> round.retransmissions).sum());
        put("ppp_repeats", rounds.stream().mapToLong(round -> round.pppRepeats).sum());
    }

    private void addLatencies(long[] latencies) {
        Arrays.sort(latencies);
        for (double part : new double[] {10, 25, 50, 75, 90, 99, 99.9, 100}) {
            int index = (int) Math.ceil(latencies.length * part / 100) - 1;
            String name = part == 100 ? "max" : "p" + (part == (int) part ? "" + (int) part : "" + part);
            put(name + "_ms", latencies.length == 0 ? 0 : latencies[Math.max(0, index)] / 1e6);
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Results.median(rounds.stream().mapToDouble(value).sorted().toArray());
    }

    void put(String name, Object value) {
        values.put(name, value);
    }

    String toJson() {
        StringJoiner json = new StringJoiner(", ", "{", "}");
        values.forEach((name, value) -> json.add('"' + name + "\": " + text(value, true)));
        return json.toString();
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        values.forEach((name, value) -> table.append(String.format("%-20s %s%n", name, text(value, false))));
        return table.toString();
    }

    private static String text(Object value, boolean quoted) {
        if (value instanceof Double number) {
            return String.format(java.util.Locale.ROOT, "%.3f", number);
        }
        return value instanceof String text && quoted ? '"' + text.replace("\"", "'") + '"' : value.toString();
    }
}
