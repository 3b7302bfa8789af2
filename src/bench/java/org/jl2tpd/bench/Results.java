package org.jl2tpd.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Measured values by LNS and name, several of each. */
final class Results {
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    void add(String lns, String name, double value) {
        values.computeIfAbsent(lns, key -> new TreeMap<>())
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(value);
    }

    /** What was added last, NaN when nothing was. */
    double last(String lns, String name) {
        List<Double> list = values.getOrDefault(lns, Map.of()).getOrDefault(name, List.of());
        return list.isEmpty() ? Double.NaN : list.get(list.size() - 1);
    }

    /** The median, NaN when nothing was measured. */
    double median(String lns, String name) {
        List<Double> list = values.getOrDefault(lns, Map.of()).getOrDefault(name, List.of());
        return median(list.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** The highest or the lowest, NaN when nothing was measured. */
    double best(String lns, String name, boolean highest) {
        DoubleStream all = values.getOrDefault(lns, Map.of()).getOrDefault(name, List.of()).stream()
                .mapToDouble(value -> value);
        return (highest ? all.max() : all.min()).orElse(Double.NaN);
    }

    /** Sorted quotients of what was measured in the same rounds. */
    double[] ratios(String above, String name, String below, String belowName) {
        List<Double> numerators = values.getOrDefault(above, Map.of()).getOrDefault(name, List.of());
        List<Double> denominators = values.getOrDefault(below, Map.of()).getOrDefault(belowName, List.of());
        return java.util.stream.IntStream.range(0, Math.min(numerators.size(), denominators.size()))
                .mapToDouble(i -> numerators.get(i) / denominators.get(i))
                .sorted()
                .toArray();
    }

    /** The middle of sorted values, or between the two in the middle; NaN of none. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String toJson() {
        StringBuilder json = new StringBuilder("{");
        values.forEach((lns, names) -> {
            json.append(json.length() > 1 ? ",\n" : "\n").append("  \"" + lns + "\": {");
            String separator = "\n";
            for (Map.Entry<String, List<Double>> name : names.entrySet()) {
                json.append(separator).append("    \"" + name.getKey() + "\": " + list(name.getValue()));
                separator = ",\n";
            }
            json.append("\n  }");
        });
        return json.append("\n}\n").toString();
    }

    private static String list(List<Double> list) {
        return list.stream()
                .map(value -> String.format(Locale.ROOT, "%.3f", value))
                .toList()
                .toString();
    }
}
