package org.jl2tpd.management.jmx;

import java.util.List;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.DebugNames;

/**
 * A debug mask by number and names, and what took effect when it was set.
 *
 * @param sessionId 0 for a tunnel's own
 */
public record DebugMaskInfo(int tunnelId, int sessionId, int mask, String bits, List<Effect> effects) {
    /**
     * One thing that a mask switches.
     *
     * @param active whether it took effect
     * @param refused whether the kernel refused the mask: then nothing was changed
     */
    public record Effect(String what, boolean active, boolean refused, String detail) {}

    static DebugMaskInfo of(Views.DebugMask view) {
        List<Effect> effects = view.effects().stream()
                .map(e -> new Effect(e.what(), e.active(), e.refused(), e.detail()))
                .toList();
        return new DebugMaskInfo(
                view.tunnelId(), view.sessionId(), view.mask(), DebugNames.format(view.mask()), effects);
    }
}
