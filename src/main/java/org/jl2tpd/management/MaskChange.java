package org.jl2tpd.management;

import java.util.List;

/** Changes of a mask in words: those without a sign replace it, {@code +word} adds, {@code -word} takes away, in order. */
final class MaskChange {
    private MaskChange() {}

    /** The bits that a word stands for. */
    @FunctionalInterface
    interface Bits {
        int of(String word) throws ControlException;
    }

    /**
     * The mask after a change.
     *
     * @param missing what an operator is told where nothing is named
     * @throws ControlException INVALID when nothing is named, or for a word that stands for nothing
     */
    static int apply(int mask, List<String> changes, String missing, Bits bits) throws ControlException {
        if (changes.isEmpty()) {
            throw ControlException.invalid(missing);
        }
        int result = isSigned(changes.get(0)) ? mask : 0;
        for (String change : changes) {
            int changed = bits.of(isSigned(change) ? change.substring(1) : change);
            result = change.startsWith("-") ? result & ~changed : result | changed;
        }
        return result;
    }

    private static boolean isSigned(String change) {
        return change.startsWith("+") || change.startsWith("-");
    }
}
