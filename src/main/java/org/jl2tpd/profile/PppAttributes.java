package org.jl2tpd.profile;

/** Attributes of the ppp profile. */
public final class PppAttributes {
    private PppAttributes() {}
}
