package org.jl2tpd.profile;

/** Attributes of the session profile. */
public final class SessionAttributes {
    private SessionAttributes() {}
}
