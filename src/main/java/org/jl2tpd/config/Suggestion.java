package org.jl2tpd.config;

import java.util.Collection;

/** Finds what somebody may have meant. */
final class Suggestion {
    /** Longer words get no suggestion: the search is quadratic in their length. */
    private static final int LONGEST = 64;

    private Suggestion() {}

    /** {@code ; did you mean "X"?} for the closest known word, empty when none is close. */
    static String of(String word, Collection<String> known) {
        String best = closest(word, known);
        return best == null ? "" : "; did you mean \"" + best + "\"?";
    }

    private static String closest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            if (candidate.length() <= LONGEST && Math.abs(candidate.length() - word.length()) < bestDistance) {
                int distance = distance(word, candidate);
                if (distance < bestDistance
                        || distance == bestDistance && best != null && candidate.compareTo(best) < 0) {
                    best = candidate;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Edits (insertion, deletion, substitution, swap of neighbours) that make one word of the other. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
