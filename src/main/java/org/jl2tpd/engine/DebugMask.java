package org.jl2tpd.engine;

import java.util.List;
import org.jl2tpd.engine.FrameDatapath.DebugEffect;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.TraceFacility;

/** The debug mask of a tunnel or session, and what came of it. */
final class DebugMask {
    /** What we trace ourselves for each bit, whatever datapath there is; of data packets the kind and length of those that pass here. */
    private enum Own {
        VERBOSE(
                DebugBit.VERBOSE,
                TraceFacility.PROTOCOL,
                TraceFacility.FSM,
                TraceFacility.AVP_INFO,
                TraceFacility.TRANSPORT),
        CONTROL(DebugBit.CONTROL, TraceFacility.PROTOCOL, TraceFacility.FSM),
        SEQUENCE(DebugBit.SEQUENCE, TraceFacility.TRANSPORT),
        DATA(DebugBit.DATA, TraceFacility.DATA);

        final DebugBit bit;
        final List<TraceFacility> facilities;

        Own(DebugBit bit, TraceFacility... facilities) {
            this.bit = bit;
            this.facilities = List.of(facilities);
        }
    }

    private int mask;
    private int facilities;
    private List<DebugEffect> effects = List.of();

    /** @param mask what the profile says */
    DebugMask(int mask) {
        set(mask);
    }

    void set(int wanted) {
        mask = wanted;
        facilities = 0;
        for (Own own : Own.values()) {
            if (own.bit.in(wanted)) {
                own.facilities.forEach(facility -> facilities |= facility.bit());
            }
        }
    }

    int mask() {
        return mask;
    }

    /** The facilities that are traced because of it. */
    int facilities() {
        return facilities;
    }

    /** What took effect; empty before anything was asked for. */
    List<DebugEffect> effects() {
        return effects;
    }

    void setEffects(List<DebugEffect> all) {
        effects = List.copyOf(all);
    }
}
