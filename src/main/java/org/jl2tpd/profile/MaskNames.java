package org.jl2tpd.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jl2tpd.profile.Values.Reading;
import org.jl2tpd.wire.DebugBit;
import org.jl2tpd.wire.TraceFacility;

/** Attributes that are masks whose bits have names. */
final class MaskNames {
    private static final MaskNames TRACE = new MaskNames("facilities", TraceFacility.ALL);
    private static final MaskNames DEBUG = new MaskNames("bits", DebugBit.ALL);

    static {
        for (TraceFacility facility : TraceFacility.values()) {
            TRACE.bits.put(word(facility), facility.bit());
        }
        for (DebugBit bit : DebugBit.values()) {
            DEBUG.bits.put(word(bit), bit.bit());
        }
    }

    private final String plural;
    private final int all;
    private final Map<String, Integer> bits = new LinkedHashMap<>();

    private MaskNames(String plural, int all) {
        this.plural = plural;
        this.all = all;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Those of an attribute; null where it is no such mask. */
    static MaskNames of(Attribute<?> attribute) {
        return switch (attribute.name()) {
            case "trace_flags" -> TRACE;
            case "kernel_debug_mask" -> DEBUG;
            default -> null;
        };
    }

    Reading read(Attribute<?> attribute, Object raw) {
        if (raw instanceof Long mask) {
            boolean fits = mask >= 0 && mask <= all;
            return fits ? Reading.of(mask.intValue()) : Reading.problem("must be a mask of 0 to " + all);
        }
        List<?> names = raw instanceof List<?> list ? list : List.of(raw);
        int mask = 0;
        for (int i = 0; i < names.size(); i++) {
            int bit = bit(names.get(i));
            if (bit < 0) {
                String known = String.join(", ", bits.keySet());
                String problem =
                        "must name " + plural + " (" + known + ", all)" + Values.shown(attribute, names.get(i));
                return new Reading(null, problem, raw instanceof List<?> ? i : -1);
            }
            mask |= bit;
        }
        return Reading.of(mask);
    }

    private int bit(Object name) {
        if ("all".equals(name) || "none".equals(name)) {
            return "all".equals(name) ? all : 0;
        }
        return name instanceof String text ? bits.getOrDefault(text, -1) : -1;
    }

    String show(int mask) {
        var names = new StringJoiner(",");
        names.setEmptyValue("none");
        bits.forEach((name, bit) -> {
            if ((mask & bit) != 0) {
                names.add(name);
            }
        });
        return names.toString();
    }
}
