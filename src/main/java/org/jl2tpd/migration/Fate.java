package org.jl2tpd.migration;

/** What became of a line or of a part of it, from the best to the worst. */
public enum Fate {
    /** Its effect is not needed or is there anyway. */
    NEEDLESS("without effect here"),
    /** It does the same here. */
    CARRIED("carried over"),
    /** It does something like it here. */
    CHANGED("carried over differently"),
    /** It does nothing here, and somebody may miss it. */
    LOST("not carried over");

    private final String words;

    Fate(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
