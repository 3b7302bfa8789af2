package org.jl2tpd.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A shared secret or password. It never shows itself: {@link #toString} is fixed, comparison is constant-time. */
public final class Secret {
    private final byte[] octets;

    public Secret(byte[] octets) {
        this.octets = octets.clone();
    }

    /** The UTF-8 octets of a text. */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself, not a copy: callers neither change nor keep it. */
    public byte[] octets() {
        return octets;
    }

    /** Whether both hold the same octets, in time that does not depend on where they differ. */
    public boolean matches(byte[] other) {
        return MessageDigest.isEqual(octets, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && matches(that.octets);
    }

    @Override
    public int hashCode() {
        return octets.length;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
