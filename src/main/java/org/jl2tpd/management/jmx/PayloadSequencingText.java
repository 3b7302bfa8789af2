package org.jl2tpd.management.jmx;

import java.util.Locale;
import java.util.Map;

/** Which data messages are numbered, as attributes of a tunnel's sessions. */
final class PayloadSequencingText {
    private PayloadSequencingText() {}

    static Map<String, String> attributes(String which) {
        return switch (which == null ? "" : which.toUpperCase(Locale.ROOT)) {
            case "ALWAYS" -> Map.of("sequencing_required", "true", "use_sequence_numbers", "true");
            case "NEVER" -> Map.of("sequencing_required", "false", "use_sequence_numbers", "false");
            case "ON_DEMAND" -> Map.of("sequencing_required", "false", "use_sequence_numbers", "true");
            default -> throw new IllegalArgumentException("ON_DEMAND, NEVER or ALWAYS, not " + which);
        };
    }
}
