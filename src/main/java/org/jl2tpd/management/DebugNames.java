package org.jl2tpd.management;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jl2tpd.wire.DebugBit;

/** Debug masks as names or numbers: {@code control,sequence}, {@code 6}, {@code all}, {@code none}, changes {@code +data,-control}. */
public final class DebugNames {
    private DebugNames() {}

    /** A bit's name as operators write it. */
    public static String name(DebugBit bit) {
        return bit.name().toLowerCase(Locale.ROOT);
    }

    /** The names in a mask, comma separated. */
    public static String format(int mask) {
        StringJoiner names = new StringJoiner(",");
        names.setEmptyValue("none");
        for (DebugBit bit : DebugBit.values()) {
            if (bit.in(mask)) {
                names.add(name(bit));
            }
        }
        return names.toString();
    }

    /**
     * The mask after a change. Bits without a sign replace the mask, {@code +bit} adds, {@code -bit} takes away; they are applied in
     * order.
     *
     * @throws ControlException INVALID for an unknown name, a number that is no mask, or none at all
     */
    public static int apply(int mask, List<String> changes) throws ControlException {
        return MaskChange.apply(mask, changes, "name at least one bit, all or none", DebugNames::bits);
    }

    private static int bits(String word) throws ControlException {
        String wanted = word.toLowerCase(Locale.ROOT);
        if (wanted.equals("all") || wanted.equals("none")) {
            return wanted.equals("all") ? DebugBit.ALL : 0;
        }
        if (wanted.matches("[0-9]{1,2}") && Integer.parseInt(wanted) <= DebugBit.ALL) {
            return Integer.parseInt(wanted);
        }
        for (DebugBit bit : DebugBit.values()) {
            if (name(bit).equals(wanted)) {
                return bit.bit();
            }
        }
        throw ControlException.invalid("unknown bit \"" + word
                + "\"; there are verbose (1), control (2), sequence (4), data (8), all and none, and masks of 0 to "
                + DebugBit.ALL);
    }
}
