package org.jl2tpd.management;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jl2tpd.wire.TraceFacility;

/** Trace masks as names of facilities: {@code fsm,transport}, {@code all}, {@code none}, changes {@code +fsm,-data}. */
public final class TraceNames {
    private TraceNames() {}

    /** A facility's name as operators write it. */
    public static String name(TraceFacility facility) {
        return facility.name().toLowerCase(Locale.ROOT);
    }

    /** The names in a mask, comma separated. */
    public static String format(int mask) {
        if (mask == TraceFacility.ALL) {
            return "all";
        }
        StringJoiner names = new StringJoiner(",");
        for (TraceFacility facility : TraceFacility.values()) {
            if (facility.in(mask)) {
                names.add(name(facility));
            }
        }
        return names.length() == 0 ? "none" : names.toString();
    }

    /**
     * The mask after a change. Names without a sign replace the mask, {@code +name} adds, {@code -name} takes away; they are applied
     * in order.
     *
     * @throws ControlException INVALID for an unknown name or none at all
     */
    public static int apply(int mask, List<String> changes) throws ControlException {
        return MaskChange.apply(mask, changes, "name at least one trace facility, all or none", TraceNames::bits);
    }

    private static int bits(String name) throws ControlException {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.equals("all")) {
            return TraceFacility.ALL;
        }
        if (wanted.equals("none")) {
            return 0;
        }
        for (TraceFacility facility : TraceFacility.values()) {
            if (name(facility).equals(wanted)) {
                return facility.bit();
            }
        }
        throw ControlException.invalid(
                "unknown trace facility \"" + name + "\"; there are " + allNames() + ", all and none");
    }

    private static String allNames() {
        StringJoiner names = new StringJoiner(", ");
        for (TraceFacility facility : TraceFacility.values()) {
            names.add(name(facility));
        }
        return names.toString();
    }
}
