package org.jl2tpd.profile;

import java.util.List;

/**
 * The schema: all attributes of all kinds, in the order in which they are shown. Constants are grouped by kind in {@link
 * SystemAttributes}, {@link PeerAttributes}, {@link TunnelAttributes}, {@link SessionAttributes}, {@link PppAttributes}.
 */
public final class Schema {
    private Schema() {}

    /** All attributes of a kind. */
    public static List<Attribute<?>> of(ProfileKind kind) {
        throw new UnsupportedOperationException();
    }

    /** The attribute of that name, null when the kind has none. */
    public static Attribute<?> find(ProfileKind kind, String name) {
        throw new UnsupportedOperationException();
    }
}
