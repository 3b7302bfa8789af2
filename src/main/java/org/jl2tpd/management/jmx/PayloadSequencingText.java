package org.jl2tpd.management.jmx;

import java.util.Locale;
import org.jl2tpd.engine.Views.PayloadSequencing;

/** Which data messages are numbered, as a word. */
final class PayloadSequencingText {
    private PayloadSequencingText() {}

    static PayloadSequencing parse(String which) {
        try {
            return PayloadSequencing.valueOf(which == null ? "" : which.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ON_DEMAND, NEVER or ALWAYS, not " + which);
        }
    }
}
