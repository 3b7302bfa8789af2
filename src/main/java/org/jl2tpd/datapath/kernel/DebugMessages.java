package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jl2tpd.linux.DynamicDebug;
import org.jl2tpd.linux.DynamicDebug.Place;
import org.jl2tpd.linux.DynamicDebugMemo;

/**
 * The driver's messages in the kernel's log. They are switched for the whole system: what others had switched on stays as it is, and
 * what we did is taken back when no mask wants it any more.
 */
final class DebugMessages {
    private final DynamicDebug debug;
    private final DynamicDebugMemo memo;
    /** What we switched on. */
    private List<Place> ours = List.of();

    private int mask;
    /** Those that the kernel prints, ours and others'. */
    private List<Place> printed = List.of();

    private String problem;

    DebugMessages(DynamicDebug debug, DynamicDebugMemo memo) {
        this.debug = debug;
        this.memo = memo;
    }

    /** Has the messages printed that these bits want, and no others of ours; {@link #problem} says what could not be done. */
    void enable(int wanted) {
        if (wanted == mask) {
            return;
        }
        mask = wanted;
        problem = null;
        try {
            change();
        } catch (IOException e) {
            problem = e.getMessage();
        }
    }

    private void change() throws IOException {
        List<Place> keep = new ArrayList<>();
        for (Place place : ours) {
            if (DebugBits.wantsMessage(mask, place)) {
                keep.add(place);
            } else {
                debug.print(place, false);
            }
        }
        ours = keep;
        if (mask != 0) {
            switchOn();
        }
        memo.save(ours);
    }

    private void switchOn() throws IOException {
        List<Place> on = new ArrayList<>(ours);
        List<Place> now = new ArrayList<>();
        for (Place place : debug.places(DebugBits.MODULES)) {
            if (DebugBits.wantsMessage(mask, place)) {
                now.add(place);
                if (!place.printed()) {
                    on.add(place);
                    memo.save(on);
                    debug.print(place, true);
                    ours = List.copyOf(on);
                }
            }
        }
        printed = List.copyOf(now);
    }

    /** How many messages for these bits the kernel prints. */
    int printed(int bits) {
        return (int) printed.stream()
                .filter(place -> DebugBits.wantsMessage(bits, place))
                .count();
    }

    String problem() {
        return problem;
    }

    void close() {
        enable(0);
    }
}
