package org.jl2tpd.kernel;

import java.util.List;
import java.util.Locale;

/** What measurements say, and where they say it: standard output, which is the guest's console. */
final class Figures {
    private Figures() {}

    static void print(String line) {
        System.out.println(line);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String range(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.0f to %.0f", sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
