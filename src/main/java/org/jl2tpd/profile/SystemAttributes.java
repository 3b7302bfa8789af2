package org.jl2tpd.profile;

/** Attributes of the system profile. */
public final class SystemAttributes {
    private SystemAttributes() {}
}
