package org.jl2tpd.migration;

import org.jl2tpd.profile.Attribute;

/**
 * A row of a dialect's table: what becomes of one key.
 *
 * @param object the section or object that the key is of
 * @param key as the dialect writes it
 * @param attribute of ours that takes the value, null for none
 * @param how what is done with the value
 * @param words why it is not the same, or what it becomes where no single attribute takes it
 */
public record Rule(String object, String key, Attribute<?> attribute, How how, String words) {
    /** What is done with a value. */
    public enum How {
        /** Our attribute takes it as it is. */
        SAME,
        /** Our attribute takes it and does something like it. */
        LIKE,
        /** It is a secret, which our attribute names. */
        SECRET,
        /** Nothing, and nobody misses it. */
        NEEDLESS,
        /** Nothing. */
        LOST,
        /** A switch that we don't have: off is as good here, on is lost. */
        LOST_IF_ON,
        /** A switch without meaning here when it is off; on sets our attribute. */
        IF_ON,
        /** The importer decides, looking at other lines. */
        SPECIAL
    }

    static Rule same(String object, String key, Attribute<?> attribute) {
        return new Rule(object, key, attribute, How.SAME, "");
    }

    static Rule like(String object, String key, Attribute<?> attribute, String words) {
        return new Rule(object, key, attribute, How.LIKE, words);
    }

    static Rule of(String object, String key, How how, String words) {
        return new Rule(object, key, null, how, words);
    }

    /** What becomes of it, for documentation. */
    public Fate fate() {
        return switch (how) {
            case SAME, SECRET, IF_ON -> Fate.CARRIED;
            case LIKE, SPECIAL -> Fate.CHANGED;
            case NEEDLESS -> Fate.NEEDLESS;
            case LOST, LOST_IF_ON -> Fate.LOST;
        };
    }
}
